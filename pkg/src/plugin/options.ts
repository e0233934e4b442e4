// What a person may choose in a bundler's configuration.

import type { Allow, Severity } from "../generated/types.js";
import { allowanceProblem } from "../settings/allow.js";
import { nearestName } from "../settings/near.js";

/** A report that is written to a file. */
export interface ReportFile {
  format: "sarif" | "json" | "html";
  /** Relative to the project's root. */
  file: string;
}

/** Options of the plugins. They win over those of `leaklint.toml`. */
export interface LeaklintOptions {
  /** The least severity that fails the build; `error` by default. */
  failOn?: Severity | "never";
  /** The least severity that is shown; `warning` by default. */
  minSeverity?: Severity;
  /** How much doubt a report may hold; `regular` by default. */
  persona?: "regular" | "pedantic" | "auditor";
  /** Findings that may stay, each with a reason and, if you like, a last day. */
  allow?: Allow[];
  /** Only files that one of these globs fits; paths are relative to the build's folder. */
  include?: string | string[];
  /** No files that one of these globs fits. */
  exclude?: string | string[];
  /**
   * Look for the values of the build's own variables (`.env` files and the process's) that are
   * not meant to be public; on by default.
   */
  env?: boolean;
  /** Reports to write: a file whose ending says the format, or several. */
  report?: string | ReportFile | (string | ReportFile)[];
  /** Read source maps, and lint the sources in them; on by default. */
  sourceMaps?: boolean;
  /** Rules to switch off, or to give another severity: `{ "google/api-key": "off" }`. */
  rules?: Record<string, Severity | "off">;
  /** What leaklint's own failure does to the build; `fail` by default. */
  onFailure?: "fail" | "warn";
  /** Show findings in the person's own modules while developing; on by default. */
  dev?: boolean;
}

/** Options with their defaults, but for those that `leaklint.toml` may set. */
export interface Checked {
  failOn: Severity | "never" | undefined;
  minSeverity: Severity | undefined;
  persona: "regular" | "pedantic" | "auditor" | undefined;
  allow: Allow[];
  include: string[];
  exclude: string[];
  env: boolean;
  report: ReportFile[];
  sourceMaps: boolean | undefined;
  rules: Record<string, Severity | "off">;
  onFailure: "fail" | "warn";
  dev: boolean;
}

const SEVERITIES = ["error", "warning", "note"];
const PERSONAS = ["regular", "pedantic", "auditor"];

type Check = (value: unknown) => string | undefined;

const oneOf =
  (words: string[]): Check =>
  (value) =>
    words.includes(value as string)
      ? undefined
      : `one of ${words.map((word) => `"${word}"`).join(", ")}`;
const yesOrNo: Check = (value) => (typeof value === "boolean" ? undefined : "true or false");
const texts: Check = (value) =>
  [value].flat().every((text) => typeof text === "string") ? undefined : "a text or several";

const CHECKS: Record<keyof LeaklintOptions, Check> = {
  failOn: oneOf([...SEVERITIES, "never"]),
  minSeverity: oneOf(SEVERITIES),
  persona: oneOf(PERSONAS),
  allow: (value) => {
    const isList =
      Array.isArray(value) && value.every((entry) => entry && typeof entry === "object");
    return isList ? undefined : "a list of objects, each with a `reason`";
  },
  include: texts,
  exclude: texts,
  env: yesOrNo,
  report: (value) =>
    [value].flat().every(isReport)
      ? undefined
      : "files that end in .sarif, .json or .html, or `{ format, file }`",
  sourceMaps: yesOrNo,
  rules: (value) => {
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    const words = isMap ? Object.values(value) : [undefined];
    return words.every((word) => [...SEVERITIES, "off"].includes(word as string))
      ? undefined
      : 'an object of rules, each "off", "note", "warning" or "error"';
  },
  onFailure: oneOf(["fail", "warn"]),
  dev: yesOrNo,
};

/** The options with their defaults. Throws at the first that does not exist or is wrong. */
export function checked(options: LeaklintOptions = {}): Checked {
  for (const [name, value] of Object.entries(options)) {
    const check = CHECKS[name as keyof LeaklintOptions];
    if (!check) {
      const names = Object.keys(CHECKS);
      const near = nearestName(name, names);
      const meant = near ? `: did you mean \`${near}\`?` : ";";
      throw new TypeError(
        `leaklint: there is no option \`${name}\`${meant} there are ${names.join(", ")}`,
      );
    }
    const wanted = value === undefined ? undefined : check(value);
    if (wanted) throw new TypeError(`leaklint: the option \`${name}\` must be ${wanted}`);
  }
  for (const allow of options.allow ?? []) {
    const problem = allowanceProblem(allow as unknown as Record<string, unknown>);
    if (problem) throw new TypeError(`leaklint: the option \`allow\`: ${problem}`);
  }
  return {
    failOn: options.failOn,
    minSeverity: options.minSeverity,
    persona: options.persona,
    allow: options.allow ?? [],
    include: list(options.include),
    exclude: list(options.exclude),
    env: options.env ?? true,
    report: list(options.report).map(reportFile),
    sourceMaps: options.sourceMaps,
    rules: options.rules ?? {},
    onFailure: options.onFailure ?? "fail",
    dev: options.dev ?? true,
  };
}

function list<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : ([value].flat() as T[]);
}

function formatOf(file: string): ReportFile["format"] | undefined {
  const ending = file.split(".").pop();
  return (["sarif", "json", "html"] as const).find((format) => format === ending);
}

function isReport(value: unknown): boolean {
  if (typeof value === "string") return formatOf(value) !== undefined;
  const { format, file } = (value ?? {}) as Partial<ReportFile>;
  return typeof file === "string" && ["sarif", "json", "html"].includes(format as string);
}

function reportFile(value: string | ReportFile): ReportFile {
  return typeof value === "string" ? { file: value, format: formatOf(value) ?? "json" } : value;
}
