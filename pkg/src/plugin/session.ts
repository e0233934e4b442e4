// One build: its files in, a verdict out.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { join, render } from "../engine.js";
import type { Finding, Options, Report, Severity } from "../generated/types.js";
import type { Job, Outcome } from "../node/job.js";
import { lintAll } from "../node/pool.js";
import { buildVariables } from "./environment.js";
import { Files } from "./files.js";
import { type Checked, checked, type LeaklintOptions } from "./options.js";

/** Where a build is, and what its variables are called. */
export interface Place {
  /** The project's root. */
  root: string;
  /** Where the `.env` files are; the root when nothing is said. */
  envDir?: string;
  /** The mode that `.env.MODE` files are of. */
  mode?: string;
  /** What the names of public variables begin with. */
  publicPrefixes?: string[];
}

/** What is to be told of a build. */
export interface Verdict {
  report: Report;
  /** Whether the build must fail. */
  isFailure: boolean;
  /** For people: the findings, or one line. */
  text: string;
}

/** A build that gives a secret away. */
export class LeakError extends Error {
  readonly code = "LEAKLINT_FOUND";
  override readonly name = "LeaklintError";
  constructor(readonly verdict: Verdict) {
    super(verdict.text);
    // It is about the build's files, not about this code.
    this.stack = "";
  }
}

/** leaklint itself failed. */
export class LeaklintFailure extends Error {
  readonly code = "LEAKLINT_FAILED";
  override readonly name = "LeaklintFailure";
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`leaklint could not lint the build: ${reason}`, { cause });
  }
}

const RANK: Record<string, number> = { note: 0, warning: 1, error: 2, never: 3 };

/** Lints the builds of one plugin. In watch mode, what did not change is not linted again. */
export class Session {
  readonly options: Checked;
  readonly #known = new Map<string, { bytes: Uint8Array; outcome: Outcome }>();

  /** What each file of this build gave: some builds are linted in steps, and are one report. */
  readonly #build = new Map<string, string>();

  /** Throws when an option does not exist or has a wrong type. */
  constructor(options?: LeaklintOptions) {
    this.options = checked(options);
  }

  /** Another build begins: what was found before is not in its report. */
  begin(): void {
    this.#build.clear();
  }

  /** What there is to tell of `files`; nothing when leaklint failed and may. */
  async lint(
    files: Files,
    place: Place,
    warn: (text: string) => void,
  ): Promise<Verdict | undefined> {
    try {
      return await this.#lint(files, place);
    } catch (error) {
      const failure = new LeaklintFailure(error);
      if (this.options.onFailure === "fail") throw failure;
      warn(failure.message);
      return undefined;
    }
  }

  async #lint(files: Files, place: Place): Promise<Verdict> {
    const started = Date.now();
    const { include, exclude } = this.options;
    const { jobs, bytes, paths } = files.jobs(include, exclude);
    const outcomes = await this.#outcomes(jobs, this.#linter(place), bytes, paths);
    const elapsed = Date.now() - started;
    const reports = outcomes.map(({ report }) => report);
    const report = this.#adjusted(JSON.parse(join(reports, elapsed)));
    for (const [index, { name }] of jobs.entries()) this.#build.set(name, reports[index] as string);
    await this.#annotate(report);
    await this.#write(elapsed, place.root);
    return this.#verdict(report);
  }

  async #outcomes(
    jobs: Job[],
    options: Options,
    bytes: number,
    paths: Map<string, string>,
  ): Promise<Outcome[]> {
    const isSame = (job: Job) => {
      const known = this.#known.get(job.name);
      return known && job.bytes && Buffer.compare(known.bytes, job.bytes) === 0 ? known : undefined;
    };
    const fresh = jobs.filter((job) => !isSame(job));
    const linted = await lintAll(fresh, { options, bytes, paths });
    const outcomes = new Map(fresh.map((job, index) => [job, linted[index] as Outcome]));
    return jobs.map((job) => {
      const outcome = outcomes.get(job) ?? (isSame(job)?.outcome as Outcome);
      if (job.bytes) this.#known.set(job.name, { bytes: job.bytes, outcome });
      return outcome;
    });
  }

  #linter({ root, envDir = root, mode = "production", publicPrefixes = [] }: Place): Options {
    const { persona, allow, sourceMaps, env } = this.options;
    const variables = env ? buildVariables(envDir, mode, publicPrefixes) : [];
    return { persona, allow, sourceMaps, variables, minSeverity: "note" };
  }

  /** The report with the severities that the options give to rules. */
  #adjusted(report: Report): Report {
    const { rules } = this.options;
    if (!Object.keys(rules).length) return report;
    const wanted = ({ rule }: Finding) => rules[rule] ?? rules[`${rule.split("/")[0]}/*`];
    report.findings = report.findings.flatMap((finding) => {
      const severity = wanted(finding);
      if (severity === "off") return [];
      return severity ? [{ ...finding, severity }] : [finding];
    });
    report.findings.sort((a, b) => rank(b.severity) - rank(a.severity));
    const count = (severity: Severity) =>
      report.findings.filter((finding) => finding.severity === severity).length;
    const { summary } = report;
    [summary.errors, summary.warnings, summary.notes] = [
      count("error"),
      count("warning"),
      count("note"),
    ];
    return report;
  }

  async #write(elapsed: number, root: string): Promise<void> {
    if (!this.options.report.length) return;
    const report = this.#adjusted(JSON.parse(join([...this.#build.values()], elapsed)));
    for (const { file, format } of this.options.report) {
      const path = resolve(root, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, await render(JSON.stringify(report), format));
    }
  }

  /** In a workflow of GitHub's, findings are shown beside the change that brought them. */
  async #annotate(report: Report): Promise<void> {
    if (process.env.GITHUB_ACTIONS !== "true") return;
    const findings = report.findings.filter((finding) => this.#isShown(finding));
    process.stdout.write(await render(JSON.stringify({ ...report, findings }), "github"));
  }

  #isShown({ severity }: Finding): boolean {
    return rank(severity) >= rank(this.options.minSeverity);
  }

  async #verdict(report: Report): Promise<Verdict> {
    const { failOn, minSeverity } = this.options;
    const isFailure = report.findings.some(({ severity }) => rank(severity) >= rank(failOn));
    const isClean = !report.findings.some((finding) => this.#isShown(finding)) && !isFailure;
    // What fails the build must be seen.
    const least = failOn !== "never" && rank(failOn) < rank(minSeverity) ? failOn : minSeverity;
    if (isClean) {
      const text = `leaklint: no secrets in ${count(report.summary.files, "file")}`;
      return { report, isFailure, text };
    }
    const style = { minSeverity: least, color: false, width: 100 };
    const findings = await render(JSON.stringify(report), "human", style);
    const text = `leaklint found what must not be public\n\n${findings}`;
    return { report, isFailure, text };
  }
}

function rank(severity: string): number {
  return RANK[severity] ?? 0;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export { Files };
