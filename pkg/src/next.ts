import { join, resolve } from "node:path";
import { isMainThread } from "node:worker_threads";
import { everyVariable } from "./plugin/environment.js";
import { atEnd, say } from "./plugin/exit.js";
import { Files } from "./plugin/files.js";
import {
  publicSecrets,
  publishedSources,
  publishedVariables,
  saysSecret,
} from "./plugin/misconfiguration.js";
import { compiled, isBuilt, type Output, pages } from "./plugin/next-output.js";
import { unsaid } from "./plugin/once.js";
import type { LeaklintOptions } from "./plugin/options.js";
import { LeakError, type Place, Session } from "./plugin/session.js";
import { hasFindings } from "./plugin/verdict.js";
import { installed } from "./plugin/versions.js";

export type { LeaklintOptions, ReportFile } from "./plugin/options.js";

/** The part of Next's configuration that is needed. */
interface NextConfig {
  env?: Record<string, string | undefined> | undefined;
  distDir?: string | undefined;
  output?: string | undefined;
  productionBrowserSourceMaps?: boolean | undefined;
  compiler?: { runAfterProductionCompile?: Hook } | undefined;
}

type Hook = (build: { projectDir: string; distDir: string }) => Promise<void>;

type Configure = (phase: string, context: unknown) => unknown;

const PREFIXES = ["NEXT_PUBLIC_"];
/** The phase in which Next builds for production. */
const BUILD = "phase-production-build";

/**
 * Lints what a Next build gives to browsers, with Turbopack and with webpack: the chunks of
 * `.next/static` and the public folder as soon as they are compiled, and the pages and payloads
 * when the build ends. Takes what Next takes: an object, a function, or a promise.
 */
export default function withLeaklint<Config extends object>(
  config?: Config,
  options?: LeaklintOptions,
): Config {
  const session = new Session(options);
  if (typeof config === "function") {
    const configure = config as unknown as Configure;
    const wrapped: Configure = (phase, context) => {
      const given = configure(phase, context);
      return isPromise(given)
        ? given.then((config) => linted(config, session, phase))
        : linted(given, session, phase);
    };
    return wrapped as unknown as Config;
  }
  if (isPromise(config)) {
    return config.then((config) => linted(config, session)) as unknown as Config;
  }
  return linted(config, session) as Config;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | undefined)?.then === "function";
}

/** The configuration with leaklint in it. */
function linted(config: unknown, session: Session, phase = BUILD): object {
  const given = (config ?? {}) as NextConfig;
  // Next reads its configuration again in each of its workers.
  if (!isMain()) return given;
  const names = Object.keys(given.env ?? {}).filter(saysSecret);
  const texts = names.map(
    (name) =>
      `\`env\` of the Next configuration puts \`${name}\` into the client's code: read it on the server`,
  );
  for (const text of unsaid(texts, "next")) console.warn(`leaklint: ${text}`);
  const build = buildOf(session, given);
  const before = given.compiler?.runAfterProductionCompile;
  const runAfterProductionCompile: Hook = async (place) => {
    await before?.(place);
    await build.compiled(place);
  };
  if (phase === BUILD) build.expect();
  // Next before 15.4 warns of what it does not know.
  const version = installed("next", projectOf());
  if (version && /^1[34]\.|^15\.[0-3]\./.test(version)) return given;
  return { ...given, compiler: { ...given.compiler, runAfterProductionCompile } };
}

function isMain(): boolean {
  const { IS_NEXT_WORKER, JEST_WORKER_ID } = process.env;
  return isMainThread && !IS_NEXT_WORKER && !JEST_WORKER_ID;
}

/** Whether this process is `next build`. */
function isBuildCommand(): boolean {
  const [, script = "", command] = process.argv;
  return /[\\/]next(?:\.js)?$/.test(script) && command === "build";
}

/** The folder that `next build FOLDER` names, or the working directory. */
function projectOf(): string {
  const named = isBuildCommand() ? process.argv[3] : undefined;
  return resolve(named && !named.startsWith("-") ? named : ".");
}

const builds = new Map<string, Build>();
/** Those whose end is waited for. */
const expected = new Set<string>();

/** The build of a project: its configuration is read more than once. */
function buildOf(session: Session, config: NextConfig): Build {
  const key = join(projectOf(), config.distDir ?? ".next");
  const before = builds.get(key);
  if (before?.isBegun) return before;
  const build = new Build(session, config, key);
  builds.set(key, build);
  return build;
}

/** One build, in two steps: what is compiled, and what is written after it. */
class Build {
  isBegun = false;
  #known = new Files();
  #root = projectOf();
  #dist: string;
  /** Whether nothing was said of the first step. */
  #isClean = true;

  constructor(
    readonly session: Session,
    readonly config: NextConfig,
    readonly key: string,
  ) {
    // Of an export, the folder that is named is the one that pages go to.
    const named = config.output === "export" ? undefined : config.distDir;
    this.#dist = resolve(this.#root, named ?? ".next");
  }

  get #output(): Output {
    const { output, distDir } = this.config;
    const folder = distDir && distDir !== ".next" ? distDir : "out";
    const exported = output === "export" ? resolve(this.#root, folder) : undefined;
    return { root: this.#root, dist: this.#dist, exported };
  }

  get #place(): Place {
    return { root: this.#root, publicPrefixes: PREFIXES };
  }

  /** Waits for the end of the process. */
  expect(): void {
    if (expected.has(this.key)) return;
    expected.add(this.key);
    atEnd(() => builds.get(this.key)?.end());
  }

  async compiled({ projectDir, distDir }: { projectDir: string; distDir: string }): Promise<void> {
    this.#root = projectDir;
    this.#dist = resolve(projectDir, distDir);
    if (!this.#begin()) return;
    const files = compiled(this.#output);
    const verdict = await this.session.lint(files, this.#place, console.warn);
    this.#known = files;
    if (!verdict) return;
    if (verdict.isFailure) {
      // Next prints the error twice.
      say(verdict.text);
      throw new LeakError(verdict, "leaklint: the report above names what must not be public");
    }
    this.#isClean = !hasFindings(verdict);
    if (!this.#isClean) console.warn(verdict.text);
  }

  #begin(): boolean {
    const root = this.#root;
    if (!this.session.isFit("Next", installed("next", root), console.warn)) return false;
    this.isBegun = true;
    this.session.begin(this.#place);
    const problems = publicSecrets(everyVariable(root, "production"), PREFIXES);
    problems.push(...publishedVariables(join(root, "public")));
    if (this.config.productionBrowserSourceMaps) {
      problems.push(publishedSources("`productionBrowserSourceMaps`", "switch it off"));
    }
    for (const problem of unsaid(problems, root)) console.warn(`leaklint: ${problem}`);
    return true;
  }

  /** Returns what fails the build when all is written. */
  end(): string | undefined {
    if (process.env.NODE_ENV === "development") return undefined;
    if (!isBuilt(this.#dist)) {
      if (!isBuildCommand()) return undefined;
      return this.session.unfinished(`Next left no build in ${this.#dist}`, say);
    }
    if (this.#known.isEmpty && !this.#begin()) return undefined;
    const files = pages(this.#output).and(compiled(this.#output)).without(this.#known);
    const verdict = this.session.lintNow(files, this.#place, say);
    if (!verdict) return undefined;
    if (verdict.isFailure) return verdict.text;
    if (hasFindings(verdict)) say(verdict.text);
    else if (this.#isClean) say(this.session.whole(this.#place).text);
    return undefined;
  }
}
