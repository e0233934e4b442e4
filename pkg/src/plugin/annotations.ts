// In a workflow of GitHub's, findings are shown beside the change that brought them.

import { statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { renderNow } from "../engine.js";
import type { Finding, Report } from "../generated/types.js";
import { isShown, type Measure } from "./verdict.js";

/** Writes annotations when a workflow of GitHub's runs this process. */
export function annotations(report: Report, measure: Measure, root: string): void {
  if (process.env.GITHUB_ACTIONS !== "true") return;
  const findings = report.findings
    .filter((finding) => isShown(finding, measure))
    .map((finding) => atSource(finding, root));
  process.stdout.write(renderNow(JSON.stringify({ ...report, findings }), "github"));
}

/** The finding at its place in the repository, if the file is there. */
function atSource(finding: Finding, root: string): Finding {
  const { original, location } = finding;
  const path = original && own(original.path, location.path, root);
  if (!original || !path) return finding;
  // Offsets are of the output: without them no end is written.
  const { line, column } = original;
  return { ...finding, location: { path, line, column, offset: 0, end: 0 } };
}

/** Returns the path of a source from the top of the repository. */
function own(source: string, output: string, root: string): string | undefined {
  const plain = source.replace(/^[a-z-]+:\/\/[^/]*\//, "").replace(/^\.\//, "");
  const steps = plain.replace(/^(?:\.\.\/)+/, "");
  // A map's paths begin where the output is.
  const guesses = [plain, resolve(root, output, "..", plain), steps];
  for (const guess of guesses) {
    const path = resolve(root, guess);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    const top = process.env.GITHUB_WORKSPACE || process.cwd();
    const name = relative(top, path);
    if (!name.startsWith("..") && !isAbsolute(name)) return name.replaceAll(sep, "/");
  }
  return undefined;
}
