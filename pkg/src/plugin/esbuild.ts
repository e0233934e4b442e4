// esbuild: the outputs are known from the metafile when the build has ended.

import { resolve } from "node:path";
import type { OnEndResult, PluginBuild } from "esbuild";
import { buildVariables } from "./environment.js";
import { say } from "./exit.js";
import { definitions, publishedSources } from "./misconfiguration.js";
import { Files, LeakError, type Session } from "./session.js";
import { hasFindings } from "./verdict.js";

/** Adds leaklint to a build. */
export function setup(session: Session, build: PluginBuild): void {
  const { initialOptions: options } = build;
  if (options.platform === "node") return;
  const { version } = build.esbuild ?? {};
  if (!session.isFit("esbuild", version, console.warn)) return;
  const root = options.absWorkingDir ?? process.cwd();
  session.settle(root);
  const wasAsked = options.metafile ?? false;
  options.metafile = true;
  const variables = buildVariables(root, "production", []);
  const problems = definitions(options.define ?? {}, "`define`", variables);
  // What is minified is meant to be deployed; "external" is what nobody is pointed to.
  if (options.minify && options.sourcemap && options.sourcemap !== "external") {
    problems.push(publishedSources("`sourcemap`", 'use "external"'));
  }
  build.onStart(() => {
    session.begin({ root });
    return { warnings: problems.map((text) => ({ text })) };
  });
  build.onEnd(async (result): Promise<OnEndResult> => {
    if (result.errors.length) return {};
    const files = new Files();
    const base = options.outdir ?? "";
    for (const file of result.outputFiles ?? [])
      files.add(nameOf(file.path, root, base), file.contents);
    if (!result.outputFiles) {
      for (const path of Object.keys(result.metafile?.outputs ?? {})) {
        files.addPath(nameOf(path, root, base), resolve(root, path));
      }
    }
    for (const [path, { inputs }] of Object.entries(result.metafile?.outputs ?? {})) {
      const paths = Object.keys(inputs).map((input) => resolve(root, input));
      files.made(nameOf(path, root, base), paths);
    }
    if (!wasAsked) delete (result as { metafile?: unknown }).metafile;
    const warnings: { text: string }[] = [];
    // esbuild gives back what comes from this hook, but does not print it.
    const warn = (text: string) => {
      warnings.push({ text });
      if (options.logLevel !== "silent") console.warn(text);
    };
    const verdict = await session.lint(files, { root }, warn);
    if (!verdict) return { warnings };
    if (verdict.isFailure) {
      return { errors: [{ text: verdict.text, detail: new LeakError(verdict) }], warnings };
    }
    if (hasFindings(verdict)) warn(verdict.text);
    else say(verdict.text);
    return { warnings };
  });
}

/** The name below the output folder. */
function nameOf(path: string, root: string, outdir: string): string {
  const full = resolve(root, path);
  const folder = `${resolve(root, outdir)}/`;
  return full.startsWith(folder) ? full.slice(folder.length) : path;
}
