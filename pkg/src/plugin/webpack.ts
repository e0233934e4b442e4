// webpack and Rspack: assets from memory at the last stage, errors by the compilation.

import { existsSync } from "node:fs";
import { buildVariables, everyVariable } from "./environment.js";
import { atEnd, passServer, say } from "./exit.js";
import {
  definitions,
  publicSecrets,
  publishedSources,
  publishedVariables,
} from "./misconfiguration.js";
import { unsaid } from "./once.js";
import { Files, LeakError, type Session } from "./session.js";
import { hasFindings } from "./verdict.js";
import { installed } from "./versions.js";

/** What webpack's and Rspack's compilers have in common. */
export interface Compiler {
  context: string;
  watchMode?: boolean;
  options: {
    name?: string | undefined;
    mode?: unknown;
    target?: unknown;
    plugins?: unknown[];
    devtool?: unknown;
  };
  hooks: {
    thisCompilation: { tap(name: string, work: (compilation: Compilation) => void): void };
    failed?: { tap(name: string, work: () => void): void };
  };
  webpack?: Bundler;
  rspack?: Bundler;
}

interface Bundler {
  version?: string;
  rspackVersion?: string;
  Compilation: { PROCESS_ASSETS_STAGE_REPORT: number };
  WebpackError?: new (text: string) => Error;
}

interface Compilation {
  errors: unknown[];
  warnings: unknown[];
  chunks: Iterable<Chunk>;
  chunkGraph: { getChunkModules(chunk: Chunk): readonly Module[] };
  getAssets(): readonly { name: string; source: { buffer(): Buffer } }[];
  hooks: {
    processAssets: {
      tapPromise(options: { name: string; stage: number }, work: () => Promise<void>): void;
    };
  };
}

interface Chunk {
  files: Iterable<string>;
}

/** Of several in one, `modules` are the parts. */
interface Module {
  resource?: string;
  modules?: Iterable<Module>;
}

const NAME = "leaklint";
/** The stage of reports, which webpack 5.0 does not name to plugins. */
const REPORT = 5000;
const SERVER = /node|electron-main|electron-preload/;

/** What a framework around the bundler knows. */
interface Around {
  /** It is copied without the bundler's knowledge. */
  publicFolder?: string;
  /** What the names of public variables begin with. */
  publicPrefixes?: string[];
}

/** Adds leaklint to a compiler. */
export function apply(session: Session, compiler: Compiler, around: Around = {}): void {
  if (isServer(compiler)) {
    passServer();
    return;
  }
  const bundler = compiler.rspack ?? compiler.webpack;
  // webpack 4 did not say what it is.
  const [name, version] = compiler.rspack
    ? (["Rspack", compiler.rspack.rspackVersion] as const)
    : (["webpack", bundler?.version ?? installed("webpack", compiler.context) ?? "4"] as const);
  if (!session.isFit(name, version, console.warn)) return;
  const mode = String(compiler.options.mode ?? "production");
  // webpack's own, of its `dotenv`.
  const { publicFolder, publicPrefixes = ["WEBPACK_"] } = around;
  const place = { root: compiler.context, mode, publicPrefixes };
  session.settle(place.root);
  const problems = configurationProblems(compiler);
  problems.push(...publicSecrets(everyVariable(place.root, mode), publicPrefixes));
  if (publicFolder) problems.push(...publishedVariables(publicFolder));
  let isGiven = true;
  compiler.hooks.failed?.tap(NAME, () => {
    isGiven = true;
  });
  atEnd(() => {
    return isGiven
      ? undefined
      : session.unfinished(`${name} ended without giving it an output`, say);
  });
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    session.begin(place);
    isGiven = Boolean(compiler.watchMode);
    const fail = (text: string) => unplaced(new (bundler?.WebpackError ?? Error)(text));
    for (const problem of unsaid(problems, place.root)) {
      compilation.warnings.push(fail(`leaklint: ${problem}`));
    }
    const stage = bundler?.Compilation.PROCESS_ASSETS_STAGE_REPORT ?? REPORT;
    compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
      isGiven = true;
      const files = new Files();
      for (const { name, source } of compilation.getAssets()) files.add(name, source.buffer());
      for (const chunk of compilation.chunks) {
        const ids = compilation.chunkGraph.getChunkModules(chunk).flatMap(resources);
        for (const name of chunk.files) files.made(name, ids);
      }
      if (publicFolder && existsSync(publicFolder)) files.addFolder(publicFolder);
      // Without an output, the bundler says why.
      if (files.isEmpty && compilation.errors.length) return;
      const warn = (text: string) => void compilation.warnings.push(fail(text));
      const verdict = await session.lint(files, place, warn);
      if (!verdict) return;
      if (verdict.isFailure) {
        const { code } = new LeakError(verdict);
        compilation.errors.push(Object.assign(fail(verdict.text), { code }));
      } else if (hasFindings(verdict)) warn(verdict.text);
      else say(verdict.text);
    });
  });
}

/** An error that is about the build's files: where it was made says nothing. */
function unplaced(error: Error): Error {
  error.stack = "";
  return error;
}

function resources({ resource, modules = [] }: Module): string[] {
  return [...(resource ? [resource] : []), ...[...modules].flatMap(resources)];
}

function isServer({ options }: Compiler): boolean {
  const targets = [options.target].flat().map(String);
  return options.name === "server" || targets.some((target) => SERVER.test(target));
}

/** Plugins that put values in place of names keep them here. */
interface Defining {
  definitions?: Record<string, unknown>;
  _args?: [Record<string, unknown>?];
  keys?: string[];
}

/** What `EnvironmentPlugin` puts in place of names. */
function inProcess(keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((name) => [`process.env.${name}`, process.env[name]]));
}

/** What is wrong with the configuration. */
function configurationProblems({ context, options }: Compiler): string[] {
  const variables = buildVariables(context, String(options.mode ?? "production"), []);
  const found: string[] = [];
  for (const plugin of options.plugins ?? []) {
    const { definitions: defined, _args, keys } = plugin as Defining;
    const { name } = (plugin as object).constructor;
    if (!/^(?:Define|Environment|Dotenv)Plugin$/.test(name)) continue;
    const given = defined ?? (keys && inProcess(keys)) ?? _args?.[0] ?? {};
    if (typeof given === "object") found.push(...definitions(given, `\`${name}\``, variables));
  }
  const devtool = String(options.devtool ?? "");
  if (options.mode !== "production") return found;
  if (devtool.includes("eval")) {
    found.push(
      '`devtool` puts the sources into the bundle (eval): use "hidden-source-map" or none in production',
    );
  } else if (/source-map/.test(devtool) && !/hidden|nosources/.test(devtool)) {
    found.push(publishedSources("`devtool`", 'use "hidden-source-map"'));
  }
  return found;
}
