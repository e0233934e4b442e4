// One build: its files in, a verdict out.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { join, render } from "../engine.js";
import type { Finding, Options, Report, Severity } from "../generated/types.js";
import type { Job, Outcome } from "../node/job.js";
import { startHere } from "../node/module.js";
import { Pool } from "../node/pool.js";
import { buildVariables, publicVariables } from "./environment.js";
import { Files, type Work } from "./files.js";
import { type Checked, checked, type LeaklintOptions } from "./options.js";
import { Origins } from "./origin.js";
import { type Bundler, outOfRange } from "./versions.js";

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
  readonly #verdict: Verdict;
  constructor(verdict: Verdict) {
    super(verdict.text);
    this.#verdict = verdict;
    // It is about the build's files, not about this code.
    this.stack = "";
  }

  /** Not a member: who prints the error would print it all. */
  get verdict(): Verdict {
    return this.#verdict;
  }
}

/** leaklint itself failed. */
export class LeaklintFailure extends Error {
  readonly code = "LEAKLINT_FAILED";
  override readonly name = "LeaklintFailure";
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`leaklint could not lint the build: ${reason}`, { cause });
    // Where it happened is in its cause.
    this.stack = "";
  }
}

const RANK: Record<string, number> = { note: 0, warning: 1, error: 2, never: 3 };

/** Lints the builds of one plugin. In watch mode, what did not change is not linted again. */
export class Session {
  readonly options: Checked;
  readonly #pool = new Pool();
  readonly #known = new Map<string, { job: Job; outcome: Outcome }>();
  #knownFor = "";
  /** What each file of this build gave: some builds are linted in steps, and are one report. */
  readonly #build = new Map<string, string>();

  /** Throws when an option does not exist or has a wrong type. */
  constructor(options?: LeaklintOptions) {
    this.options = checked(options);
  }

  /** Whether leaklint works with what runs it. */
  isFit(bundler: Bundler, version: string | undefined, warn: (text: string) => void): boolean {
    const reason = outOfRange(bundler, version);
    if (reason) this.#fail(reason, warn);
    return reason === undefined;
  }

  /**
   * Another build begins: what was found before is not in its report. While the bundler works,
   * leaklint makes itself ready.
   */
  begin(place: Place): void {
    this.#build.clear();
    try {
      this.#pool.prepare(this.#linter(place));
    } catch {
      // It is told when there is something to lint.
    }
  }

  /** What there is to tell of `files`; nothing when leaklint failed and may. */
  async lint(
    files: Files,
    place: Place,
    warn: (text: string) => void,
  ): Promise<Verdict | undefined> {
    try {
      const { verdict, problems } = await this.#lint(files, place);
      // A finding is told first.
      if (problems.length && !verdict.isFailure) this.#fail(problems.join("; "), warn);
      return verdict;
    } catch (error) {
      if (error instanceof LeaklintFailure) throw error;
      this.#fail(error, warn);
      return undefined;
    }
  }

  #fail(cause: unknown, warn: (text: string) => void): void {
    const failure = new LeaklintFailure(cause);
    if (this.options.onFailure === "fail") throw failure;
    warn(failure.message);
  }

  async #lint(files: Files, place: Place): Promise<{ verdict: Verdict; problems: string[] }> {
    const started = Date.now();
    const { include, exclude } = this.options;
    const work = files.work(include, exclude);
    const outcomes = await this.#outcomes(work, this.#linter(place));
    const problems = [...files.problems];
    for (const [index, job] of work.jobs.entries()) {
      const { report, problem } = outcomes[index] as Outcome;
      this.#build.set(job.name, report);
      if (problem) problems.push(`\`${job.path ?? job.name}\` cannot be read: ${problem}`);
    }
    const elapsed = Date.now() - started;
    startHere();
    const report = this.#joined(
      outcomes.map(({ report }) => report),
      elapsed,
    );
    const origins = this.#origins(files, place);
    trace(report, origins);
    await this.#annotate(report);
    await this.#write(elapsed, place.root, origins);
    return { verdict: await this.#verdict(report), problems };
  }

  async #outcomes({ jobs, bytes, paths }: Work, options: Options): Promise<Outcome[]> {
    const wanted = JSON.stringify(options);
    if (wanted !== this.#knownFor) this.#known.clear();
    this.#knownFor = wanted;
    const before = jobs.map((job) => {
      const known = this.#known.get(job.name);
      return known && isSame(known.job, job) ? known.outcome : undefined;
    });
    const fresh = jobs.filter((_, index) => !before[index]);
    const linted = (await this.#pool.lint(fresh, { options, bytes, paths })).values();
    return jobs.map((job, index) => {
      const outcome = before[index] ?? (linted.next().value as Outcome);
      this.#known.set(job.name, { job, outcome });
      return outcome;
    });
  }

  #linter({ root, envDir = root, mode = "production", publicPrefixes = [] }: Place): Options {
    const { persona, allow, sourceMaps, env } = this.options;
    const variables = env ? buildVariables(envDir, mode, publicPrefixes) : [];
    return { persona, allow, sourceMaps, variables, minSeverity: "note" };
  }

  /** Made when there is a finding. */
  #origins(files: Files, place: Place): () => Origins {
    let made: Origins | undefined;
    return () => {
      const { root, envDir = root, mode = "production", publicPrefixes = [] } = place;
      const variables = this.options.env ? publicVariables(envDir, mode, publicPrefixes) : [];
      const modules = (output: string) => files.modules(output);
      const isOutput = (path: string) => files.isAt(path);
      made ??= new Origins({ root, options: this.#linter(place), variables, modules, isOutput });
      return made;
    };
  }

  /** One report of what files gave, with the severities that the options give to rules. */
  #joined(files: string[], elapsed: number): Report {
    const report: Report = JSON.parse(join(files, elapsed));
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

  async #write(elapsed: number, root: string, origins: () => Origins): Promise<void> {
    if (!this.options.report.length) return;
    const report = this.#joined([...this.#build.values()], elapsed);
    trace(report, origins);
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

/** Gives findings their origins; notes, of which there may be many, go without. */
function trace({ findings }: Report, origins: () => Origins): void {
  for (const finding of findings) if (finding.severity !== "note") origins().trace(finding);
}

/** Whether two builds gave the same file. */
function isSame(before: Job, now: Job): boolean {
  if (!now.bytes) return now.stamp !== undefined && before.stamp === now.stamp;
  const maps = Object.entries(now.maps ?? {});
  return (
    areEqual(before.bytes, now.bytes) &&
    maps.every(([name, map]) => areEqual(before.maps?.[name], map))
  );
}

function areEqual(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one !== undefined && Buffer.compare(one, other) === 0;
}

function rank(severity: string): number {
  return RANK[severity] ?? 0;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export { Files };
