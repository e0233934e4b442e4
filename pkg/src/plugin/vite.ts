// Vite: chunks from memory before they are written, then whatever appears on the disk after.

import { resolve } from "node:path";
import type { ResolvedConfig, ViteDevServer } from "vite";
import { dev } from "./dev.js";
import { everyVariable } from "./environment.js";
import {
  definitions,
  publicSecrets,
  publishedSources,
  publishedVariables,
} from "./misconfiguration.js";
import { type Context, filesOf, type OutputBundle, tell } from "./rollup.js";
import { Files, LeakError, type Place, type Session } from "./session.js";
import { installed } from "./versions.js";

/** The hooks of Vite. */
export function viteHooks(session: Session) {
  let config: ResolvedConfig;
  let isOn = true;
  let linted = new Files();
  let hasFailed = false;

  const place = (): Place => ({
    root: config.root,
    envDir: config.envDir || config.root,
    mode: config.mode,
    publicPrefixes: prefixes(config),
  });
  const isServer = (context: unknown) => {
    const { environment } = context as { environment?: { config?: { consumer?: string } } };
    return environment?.config?.consumer === "server" || Boolean(config.build.ssr);
  };

  /** SvelteKit writes its pages when everything is built, and tells no plugin. */
  const lintPages = async () => {
    if (!isOn || !config.plugins.some(({ name }) => name.startsWith("vite-plugin-sveltekit")))
      return;
    const pages = new Files();
    const output = resolve(config.root, ".svelte-kit/output/prerendered");
    for (const folder of ["pages", "dependencies"]) pages.addFolder(resolve(output, folder));
    if (pages.isEmpty) return;
    const verdict = await session.lint(pages, place(), (text) => config.logger.warn(text));
    if (verdict?.isFailure) throw new LeakError(verdict);
  };

  return {
    configResolved(this: { meta?: { viteVersion?: string } }, resolved: ResolvedConfig): void {
      config = resolved;
      // It tells its version since the seventh.
      const version = this?.meta?.viteVersion ?? installed("vite", config.root) ?? "6";
      isOn = session.isFit("Vite", version, (text) => config.logger.warn(text));
      if (!isOn) return;
      for (const problem of problems(config)) config.logger.warn(`leaklint: ${problem}`);
    },
    buildStart(this: Context): void {
      if (!isOn || config.command !== "build" || isServer(this)) return;
      session.begin(place());
      linted = new Files();
      hasFailed = false;
    },
    configureServer(server: ViteDevServer): void {
      if (isOn && session.options.dev) dev(session, server);
    },
    async generateBundle(
      this: Context,
      _: unknown,
      bundle: OutputBundle,
      isWrite: boolean,
    ): Promise<void> {
      if (!isOn || !isWrite || isServer(this)) return;
      const files = filesOf(bundle);
      if (config.publicDir && config.build.copyPublicDir) files.addFolder(config.publicDir);
      linted = files;
      hasFailed = true;
      const verdict = await session.lint(files, place(), (text) => config.logger.warn(text));
      const { logger } = config;
      const context = { error: (error: Error) => this.error(error), warn: logger.warn };
      tell(verdict, context as Context, (text) => logger.info(text));
      hasFailed = false;
    },
    buildApp: { order: "post" as const, handler: lintPages },
    closeBundle: {
      order: "post" as const,
      sequential: true as const,
      // What other plugins wrote after the bundle: pages, service workers, manifests.
      async handler(this: Context): Promise<void> {
        if (!isOn || hasFailed || config.command !== "build") return;
        if (isServer(this)) return lintPages();
        if (linted.isEmpty) return;
        const written = new Files();
        written.addFolder(resolve(config.root, config.build.outDir));
        const rest = written.without(linted);
        if (rest.isEmpty) return;
        const verdict = await session.lint(rest, place(), (text) => config.logger.warn(text));
        if (verdict?.isFailure) this.error(new LeakError(verdict));
      },
    },
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
