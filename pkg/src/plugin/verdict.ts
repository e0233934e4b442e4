// What is said of a build, and whether it fails.

import { renderNow } from "../engine.js";
import type { Finding, Report, Severity } from "../generated/types.js";

/** The result for a build, as its plugin reports it. */
export interface Verdict {
  report: Report;
  /** Whether the build must fail. */
  isFailure: boolean;
  /** For people: the findings, or one line. */
  text: string;
}

/** What decides over a build. */
export interface Measure {
  failOn: Severity | "never";
  minSeverity: Severity;
}

const RANK: Record<string, number> = { note: 0, warning: 1, error: 2, never: 3 };

/** Returns a number that is higher for what is more severe. */
export function rank(severity: string): number {
  return RANK[severity] ?? 0;
}

/** Whether a person sees the finding. */
export function isShown({ severity }: Finding, { minSeverity }: Measure): boolean {
  return rank(severity) >= rank(minSeverity);
}

/** Returns the verdict on a report; `more` is said after the findings. */
export function verdictOf(report: Report, measure: Measure, more: string[]): Verdict {
  const { failOn, minSeverity } = measure;
  const isFailure = report.findings.some(({ severity }) => rank(severity) >= rank(failOn));
  const isClean = !report.findings.some((finding) => isShown(finding, measure)) && !isFailure;
  if (isClean) return { report, isFailure, text: clean(report) };
  // What fails the build must be seen.
  const least = failOn !== "never" && rank(failOn) < rank(minSeverity) ? failOn : minSeverity;
  const style = { minSeverity: least, color: false, width: 100 };
  const findings = renderNow(JSON.stringify(report), "human", style)
    // A plugin has an option of another name.
    .replace(/`--min-severity\s(\w+)`/, '`minSeverity: "$1"`');
  const text = ["leaklint found what must not be public\n", findings, ...more].join("\n");
  return { report, isFailure, text };
}

function clean({ summary }: Report): string {
  const files = count(summary.files, "file");
  if (!summary.suppressed) return `leaklint: no secrets in ${files}`;
  const known = count(summary.suppressed, "known finding");
  return `leaklint: nothing new in ${files}, ${known} not reported`;
}

/** Whether there is more than the one line of a clean build. */
export function hasFindings({ text }: Verdict): boolean {
  return text.includes("\n");
}

/** A text without the plugin's name, for a bundler that writes the name before it. */
export function unnamed(text: string): string {
  return text.replace(/^leaklint: /, "");
}

/** A number and its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
