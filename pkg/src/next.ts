import { join } from "node:path";
import { everyVariable } from "./plugin/environment.js";
import { lintFolders } from "./plugin/folder.js";
import {
  publicSecrets,
  publishedSources,
  publishedVariables,
  saysSecret,
} from "./plugin/misconfiguration.js";
import type { LeaklintOptions } from "./plugin/options.js";
import { Session } from "./plugin/session.js";
import { installed } from "./plugin/versions.js";

export type { LeaklintOptions, ReportFile } from "./plugin/options.js";

/** The part of Next's configuration that is needed. */
interface NextConfig {
  env?: Record<string, string | undefined> | undefined;
  productionBrowserSourceMaps?: boolean | undefined;
  compiler?: { runAfterProductionCompile?: Hook } | undefined;
}

type Hook = (build: { projectDir: string; distDir: string }) => Promise<void>;

/**
 * Lints what a Next build gives to browsers, with Turbopack and with webpack: the chunks of
 * `.next/static` and the public folder, as soon as they are compiled. Pages are written later:
 * `"postbuild": "leaklint"` in package.json lints them, too.
 */
export default function withLeaklint<Config extends object>(
  config?: Config,
  options?: LeaklintOptions,
): Config {
  const session = new Session(options);
  const given = (config ?? {}) as Config & NextConfig;
  // Next reads its configuration again in each of its workers.
  const names = process.env.IS_NEXT_WORKER ? [] : Object.keys(given.env ?? {});
  for (const name of names.filter(saysSecret)) {
    console.warn(
      `leaklint: \`env\` of the Next configuration puts \`${name}\` into the client's code: read it on the server`,
    );
  }
  const before = given.compiler?.runAfterProductionCompile;
  const runAfterProductionCompile: Hook = async (build) => {
    await before?.(build);
    const { projectDir, distDir } = build;
    if (!session.isFit("Next", installed("next", projectDir), console.warn)) return;
    const problems = publicSecrets(everyVariable(projectDir, "production"), ["NEXT_PUBLIC_"]);
    problems.push(...publishedVariables(join(projectDir, "public")));
    if (given.productionBrowserSourceMaps) {
      problems.push(publishedSources("`productionBrowserSourceMaps`", "switch it off"));
    }
    for (const problem of problems) console.warn(`leaklint: ${problem}`);
    const folders = {
      "_next/static/": join(projectDir, relativeTo(projectDir, distDir), "static"),
      "": join(projectDir, "public"),
    };
    await lintFolders(session, folders, projectDir, console, ["NEXT_PUBLIC_"]);
  };
  return { ...given, compiler: { ...given.compiler, runAfterProductionCompile } };
}

/** `distDir` comes whole or relative. */
function relativeTo(folder: string, path: string): string {
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}
