// webpack and Rspack: assets from memory at the last stage, errors by the compilation.

import { existsSync } from "node:fs";
import { buildVariables } from "./environment.js";
import { definitions } from "./misconfiguration.js";
import { Files, type Session } from "./session.js";

/** What webpack's and Rspack's compilers have in common. */
export interface Compiler {
  context: string;
  options: {
    name?: string | undefined;
    mode?: unknown;
    target?: unknown;
    plugins?: unknown[];
    devtool?: unknown;
  };
  getInfrastructureLogger(name: string): { info(text: string): void };
  hooks: {
    thisCompilation: { tap(name: string, work: (compilation: Compilation) => void): void };
  };
  webpack?: Bundler;
  rspack?: Bundler;
}

interface Bundler {
  Compilation: { PROCESS_ASSETS_STAGE_REPORT: number };
  WebpackError?: new (text: string) => Error;
}

interface Compilation {
  errors: unknown[];
  warnings: unknown[];
  getAssets(): readonly { name: string; source: { buffer(): Buffer } }[];
  hooks: {
    processAssets: {
      tapPromise(options: { name: string; stage: number }, work: () => Promise<void>): void;
    };
  };
}

const NAME = "leaklint";
const SERVER = /node|electron-main|electron-preload/;

/** What a framework around the bundler knows. */
interface Around {
  /** It is copied without the bundler's knowledge. */
  publicFolder?: string;
  /** Where a line goes. */
  say?: (text: string) => void;
}

/** Adds leaklint to a compiler. */
export function apply(session: Session, compiler: Compiler, around: Around = {}): void {
  if (isServer(compiler)) return;
  const bundler = compiler.webpack ?? compiler.rspack;
  if (!bundler) throw new Error("leaklint needs webpack 5 or Rspack 1 or later");
  const { publicFolder, say = (text) => compiler.getInfrastructureLogger(NAME).info(text) } =
    around;
  const problems = configurationProblems(compiler);
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    const fail = (text: string) => new (bundler.WebpackError ?? Error)(text);
    for (const problem of problems) compilation.warnings.push(fail(`leaklint: ${problem}`));
    const stage = bundler.Compilation.PROCESS_ASSETS_STAGE_REPORT;
    compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
      const files = new Files();
      for (const { name, source } of compilation.getAssets()) files.add(name, source.buffer());
      if (publicFolder && existsSync(publicFolder)) files.addFolder(publicFolder);
      const place = { root: compiler.context, mode: String(compiler.options.mode ?? "production") };
      const warn = (text: string) => void compilation.warnings.push(fail(text));
      const verdict = await session.lint(files, place, warn);
      if (!verdict) return;
      if (verdict.isFailure) compilation.errors.push(fail(verdict.text));
      else if (verdict.text.includes("\n")) warn(verdict.text);
      else say(verdict.text);
    });
  });
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
  if (options.mode === "production" && String(options.devtool ?? "").includes("eval")) {
    found.push(
      '`devtool` puts the sources into the bundle (eval): use "hidden-source-map" or none in production',
    );
  }
  return found;
}
