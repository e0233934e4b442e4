// Vite: chunks from memory before they are written, then whatever appears on the disk after.

import { resolve } from "node:path";
import type { ResolvedConfig, ViteDevServer } from "vite";
import { dev } from "./dev.js";
import { everyVariable } from "./environment.js";
import { atEnd, passServer, say } from "./exit.js";
import {
  definitions,
  publicSecrets,
  publishedSources,
  publishedVariables,
} from "./misconfiguration.js";
import { unsaid } from "./once.js";
import { type Context, filesOf, type OutputBundle, tell } from "./rollup.js";
import { Files, LeakError, type Place, type Session } from "./session.js";
import { hasFindings } from "./verdict.js";
import { installed } from "./versions.js";
import { beginOutput, isMadeHere, newOutput, noteOutput, noteServer } from "./written.js";

/** Where servers that Nitro builds have what browsers get, its pages with it. */
const NITRO = ".output/public";

/** Of one environment's build. */
interface Build {
  config: ResolvedConfig;
  /** Whether an output was given. */
  isGiven: boolean;
  hasFailed: boolean;
}

/** The hooks of Vite. */
export function viteHooks(session: Session) {
  let last: ResolvedConfig;
  let isOn = true;
  let isWatched = false;
  /** Of clients only: one instance may be given to several builds, and a build has several. */
  const builds = new Map<unknown, Build>();
  let pages = new Files();

  /** The environment's own configuration: that of the last one that was resolved may be another's. */
  const configOf = (context: unknown): ResolvedConfig => {
    const { environment } = context as { environment?: { config?: ResolvedConfig } };
    return environment?.config ?? last;
  };
  const keyOf = (context: unknown) => (context as { environment?: unknown }).environment ?? session;
  const isServer = (context: unknown): boolean => {
    const { environment } = context as { environment?: { config?: { consumer?: string } } };
    const consumer = environment?.config?.consumer;
    return consumer ? consumer === "server" : Boolean(last.build.ssr);
  };
  const warn = (text: string) => last.logger.warn(text);
  /** Some frameworks keep the logger from telling what is no warning. */
  const info = (text: string) =>
    ["info", undefined].includes(last.logLevel) ? last.logger.info(text) : say(text);

  /** SvelteKit writes its pages when everything is built, and tells no plugin. */
  const lintPages = async () => {
    if (!isOn || !isKit(last)) return;
    const written = new Files();
    const output = resolve(last.root, ".svelte-kit/output/prerendered");
    for (const folder of ["pages", "dependencies"]) written.addFolder(resolve(output, folder));
    const rest = written.without(pages);
    if (rest.isEmpty) return;
    pages = written;
    const verdict = await session.lint(rest, placeOf(last), warn);
    if (verdict?.isFailure) throw new LeakError(verdict);
    if (verdict && hasFindings(verdict)) warn(verdict.text);
  };

  /** What a framework wrote after the last hook. */
  const lintAtEnd = (build: Build): string | undefined => {
    if (build.hasFailed) return undefined;
    if (!build.isGiven) return session.unfinished("Vite ended without giving it an output", say);
    const { root } = build.config;
    const folder = outputOf(build.config);
    const copied = resolve(root, NITRO);
    let rest = newOutput(folder);
    if (isMadeHere(copied)) rest = rest.and(newOutput(copied, folder));
    if (rest.isEmpty) return undefined;
    const verdict = session.lintNow(rest, placeOf(build.config), say);
    noteOutput(folder, session, rest);
    if (verdict?.isFailure) return verdict.text;
    if (verdict && hasFindings(verdict)) say(verdict.text);
    return undefined;
  };

  return {
    configResolved(this: { meta?: { viteVersion?: string } }, resolved: ResolvedConfig): void {
      last = resolved;
      // It tells its version since the seventh.
      const version = this?.meta?.viteVersion ?? installed("vite", last.root) ?? "6";
      isOn = session.isFit("Vite", version, warn);
      if (!isOn) return;
      session.settle(last.root);
      for (const { consumer, build } of Object.values(last.environments ?? {})) {
        if (consumer === "server") noteServer(resolve(last.root, build.outDir));
      }
      for (const problem of unsaid(problems(last), last.root)) warn(`leaklint: ${problem}`);
    },
    buildStart(this: Context): void {
      if (!isOn || last.command !== "build") return;
      const config = configOf(this);
      if (isServer(this)) {
        passServer();
        noteServer(outputOf(config));
        return;
      }
      session.begin(placeOf(config));
      beginOutput(outputOf(config), session);
      isWatched = Boolean(this.meta?.watchMode);
      const build = { config, isGiven: false, hasFailed: false };
      const isNew = !builds.has(keyOf(this));
      builds.set(keyOf(this), build);
      const key = keyOf(this);
      // Watching ends when a person wants it to.
      if (isNew && !isWatched) atEnd(() => lintAtEnd(builds.get(key) ?? build));
    },
    buildEnd(this: Context, error?: Error): void {
      const build = builds.get(keyOf(this));
      if (build && error) build.hasFailed = true;
    },
    renderError(this: Context): void {
      const build = builds.get(keyOf(this));
      if (build) build.hasFailed = true;
    },
    configureServer(server: ViteDevServer): void {
      if (isOn && session.options.dev) dev(session, server, placeOf(server.config));
    },
    async generateBundle(this: Context, _: unknown, bundle: OutputBundle): Promise<void> {
      if (!isOn || isServer(this)) return;
      const config = configOf(this);
      const build = builds.get(keyOf(this)) ?? { config, isGiven: true, hasFailed: false };
      builds.set(keyOf(this), build);
      const files = filesOf(bundle);
      if (config.publicDir && config.build.copyPublicDir) files.addFolder(config.publicDir);
      noteOutput(outputOf(config), session, files);
      Object.assign(build, { isGiven: true, hasFailed: true });
      const verdict = await session.lint(files, placeOf(config), warn);
      const context = { error: (error: Error) => this.error(error), warn };
      tell(verdict, context as Context, info);
      build.hasFailed = false;
    },
    buildApp: { order: "post" as const, handler: lintPages },
    closeBundle: {
      order: "post" as const,
      sequential: true as const,
      // What other plugins wrote after the bundle: pages, service workers, manifests.
      async handler(this: Context): Promise<void> {
        if (!isOn || last.command !== "build") return;
        if (isServer(this)) return lintPages();
        const build = builds.get(keyOf(this));
        if (!build?.isGiven || build.hasFailed) return;
        const rest = newOutput(outputOf(build.config));
        if (rest.isEmpty) return;
        noteOutput(outputOf(build.config), session, rest);
        build.hasFailed = true;
        const verdict = await session.lint(rest, placeOf(build.config), warn);
        if (verdict?.isFailure) this.error(new LeakError(verdict));
        if (verdict && hasFindings(verdict)) warn(verdict.text);
        build.hasFailed = false;
      },
    },
  };
}

function isKit({ plugins }: ResolvedConfig): boolean {
  return plugins.some(({ name }) => name.startsWith("vite-plugin-sveltekit"));
}

function outputOf(config: ResolvedConfig): string {
  return resolve(config.root, config.build.outDir);
}

function placeOf(config: ResolvedConfig): Place {
  return {
    root: config.root,
    envDir: config.envDir || config.root,
    mode: config.mode,
    publicPrefixes: prefixes(config),
  };
}

function prefixes(config: ResolvedConfig): string[] {
  return [config.envPrefix ?? "VITE_"].flat().filter(Boolean) as string[];
}

/** What is wrong with the configuration. */
function problems(config: ResolvedConfig): string[] {
  const all = [config.envPrefix ?? "VITE_"].flat();
  const found: string[] = [];
  if (all.includes("")) {
    found.push("`envPrefix` is empty, so that every variable is public: name a prefix");
  }
  const variables = everyVariable(config.envDir || config.root, config.mode);
  found.push(...publicSecrets(variables, prefixes(config)));
  const isPublic = (name: string) => prefixes(config).some((prefix) => name.startsWith(prefix));
  const hidden = variables.filter(({ name }) => !isPublic(name));
  found.push(...definitions(config.define ?? {}, "`define`", hidden));
  if (
    config.command === "build" &&
    [true, "inline"].includes(config.build.sourcemap as boolean) &&
    !config.build.ssr
  ) {
    found.push(publishedSources("`build.sourcemap`", 'use "hidden"'));
  }
  if (config.publicDir) found.push(...publishedVariables(config.publicDir));
  return found;
}
