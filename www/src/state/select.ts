// What of the state is shown where.

import type { Finding, Severity } from "../../../pkg/src/generated/types.js";
import type { Overview } from "../lint/overview.js";
import { type Filters, isPublic, type State } from "./state.js";

/** Findings to act on. */
export function alarms(overview: Overview | undefined): Finding[] {
  return overview?.findings.filter((finding) => !isPublic(finding)) ?? [];
}

/** Keys that are meant to be public. */
export function publishable(overview: Overview | undefined): Finding[] {
  return overview?.findings.filter(isPublic) ?? [];
}

/** Those of `findings` that the filters let through. */
export function filtered(findings: Finding[], filters: Filters): Finding[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter((finding) => {
    const { severity, provider, rule, file } = filters;
    if (severity && finding.severity !== severity) return false;
    if (provider && finding.provider !== provider) return false;
    if (rule && finding.rule !== rule) return false;
    if (file && !isIn(finding, file)) return false;
    return words.every((word) => searched(finding).includes(word));
  });
}

function isIn(finding: Finding, file: string): boolean {
  // A folder of the map, or an archive.
  const folder = file.endsWith("/…") ? file.slice(0, -1) : `${file}!/`;
  const places = [finding.location, ...finding.occurrences];
  return places.some(({ path }) => path === file || path.startsWith(folder));
}

function searched({ rule, title, provider, location, original, context, env }: Finding): string {
  const parts = [rule, title, provider, location.path, original?.path, context?.path, env];
  return [...parts, context?.name].join(" ").toLowerCase();
}

/** What there is to choose from in a filter, with how often it is there. */
export function choices(findings: Finding[], of: (finding: Finding) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(of(finding), (counts.get(of(finding)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The finding that is looked at. */
export function looked({ overview, detail }: State): Finding | undefined {
  return overview?.findings.find(({ fingerprint }) => fingerprint === detail?.fingerprint);
}

/** `1 file`, `1,234 files`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** A size as people write it. */
export function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte");
  const [unit, factor] = bytes < 1e6 ? ["KB", 1e3] : bytes < 1e9 ? ["MB", 1e6] : ["GB", 1e9];
  const value = bytes / (factor as number);
  return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
}

/** What there is to know, in one sentence. */
export function verdict({ overview, phase, drops }: State): string {
  const isDone = phase === "done";
  if (!overview || overview.summary.files === 0) return isDone ? "No file was read." : "Reading…";
  const { errors, warnings } = overview.summary;
  if (errors > 0) {
    const keys = errors === 1 ? "one secret" : `${errors.toLocaleString("en")} secrets`;
    return `This build gives away ${keys}${isDone ? "." : " so far."}`;
  }
  if (warnings > 0) {
    const keys = count(warnings, "value");
    return `No certain secret, but ${keys} to look at${isDone ? "." : " so far."}`;
  }
  if (!isDone) return "Nothing found so far.";
  // Of what was not read nothing is known.
  if (drops.some(({ isCancelled }) => isCancelled))
    return "Nothing was found before you cancelled.";
  return hasCode(overview)
    ? "Nothing is given away that should not be."
    : "No client-side code was there: take the folder that the build writes to.";
}

/** Which tone the verdict has. */
export function tone({ overview, phase }: State): Severity | "clean" | "busy" {
  const { errors = 0, warnings = 0 } = overview?.summary ?? {};
  if (errors > 0) return "error";
  if (warnings > 0) return "warning";
  return phase === "done" && hasCode(overview) ? "clean" : "busy";
}

/** Whether what was read is what browsers run. */
function hasCode(overview: Overview | undefined): boolean {
  return (overview?.summary.code ?? 0) > 0;
}
