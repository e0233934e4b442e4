// One build: its files in, a verdict out.

import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Engine, join, renderNow } from "../engine.js";
import type { Finding, Options, Report, Severity } from "../generated/types.js";
import { writeOutput } from "../node/files.js";
import { type Job, work as lintJob, type Outcome } from "../node/job.js";
import { startHere } from "../node/module.js";
import { Pool } from "../node/pool.js";
import { CONFIG, ofProject } from "../settings/config.js";
import { Problem } from "../settings/problem.js";
import { annotations } from "./annotations.js";
import { buildVariables, publicVariables } from "./environment.js";
import { LeakError, LeaklintFailure } from "./errors.js";
import { noteLinted } from "./exit.js";
import { Files, type Work } from "./files.js";
import { type Checked, checked, type LeaklintOptions } from "./options.js";
import { Origins } from "./origin.js";
import { checkIds, type Settings, settingsOf } from "./settings.js";
import { rank, type Verdict, verdictOf } from "./verdict.js";
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

/** Lints the builds of one plugin. In watch mode, what did not change is not linted again. */
export class Session {
  readonly options: Checked;
  readonly #pool = new Pool();
  readonly #known = new Map<string, { job: Job; outcome: Outcome }>();
  #knownFor = "";
  /** What each file of this build gave: some builds are linted in steps, and are one report. */
  readonly #build = new Map<string, string>();
  #settings: { root: string; settings: Settings } | undefined;

  /** Throws when an option does not exist or has a wrong type, or names a rule that does not exist. */
  constructor(options?: LeaklintOptions) {
    this.options = checked(options);
    const { rules } = this.options;
    if (Object.keys(rules).length && !ofProject(process.cwd(), CONFIG)) checkIds(rules, []);
  }

  /**
   * Reads the settings of the project in `root`, again for each build. Throws when one of them is
   * wrong, whatever `onFailure` says.
   */
  settle(root: string): Settings {
    try {
      const settings = settingsOf(this.options, root);
      this.#settings = { root, settings };
      return settings;
    } catch (error) {
      throw error instanceof Problem ? new LeaklintFailure(error) : error;
    }
  }

  #settled(root: string): Settings {
    return this.#settings?.root === root ? this.#settings.settings : this.settle(root);
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
    this.settle(place.root);
    try {
      this.#pool.prepare(this.linter(place));
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
      const started = Date.now();
      const work = this.#work(files);
      const outcomes = await this.#outcomes(work, place);
      return this.#concluded(files, work, { outcomes, started, place, warn });
    } catch (error) {
      if (error instanceof LeaklintFailure) throw error;
      this.#fail(error, warn);
      return undefined;
    }
  }

  /** The same at once, for the end of the process. */
  lintNow(files: Files, place: Place, warn: (text: string) => void): Verdict | undefined {
    try {
      const started = Date.now();
      const work = this.#work(files);
      startHere();
      const options = this.linter(place);
      const engine = new Engine(options);
      const most = options.maxFileSize ?? Number.POSITIVE_INFINITY;
      const outcomes = work.jobs.map((job) => lintJob(engine, job, most, work.paths));
      return this.#concluded(files, work, { outcomes, started, place, warn });
    } catch (error) {
      if (error instanceof LeaklintFailure) throw error;
      this.#fail(error, warn);
      return undefined;
    }
  }

  /** Returns the verdict on all that was linted since the build began. */
  whole(place: Place): Verdict {
    const report = this.#joined([...this.#build.values()], 0);
    return verdictOf(report, this.#settled(place.root), []);
  }

  /** Says that there was nothing to lint; returns the text that ends the process, if it must. */
  unfinished(reason: string, warn: (text: string) => void): string | undefined {
    try {
      this.#fail(`${reason}: run \`npx leaklint\` on the build's folder`, warn);
      return undefined;
    } catch (failure) {
      return (failure as Error).message;
    }
  }

  /** Says that leaklint could not do its work, in the way that was asked for. */
  #fail(cause: unknown, warn: (text: string) => void): void {
    const failure = new LeaklintFailure(cause);
    if (this.options.onFailure === "fail") throw failure;
    warn(failure.message);
  }

  #work(files: Files): Work {
    const { include, exclude } = this.options;
    return files.work(include, exclude);
  }

  #concluded(files: Files, { jobs }: Work, { outcomes, started, place, warn }: Lint): Verdict {
    noteLinted();
    const problems = [...files.problems];
    if (files.isEmpty) problems.push("it was given no output");
    for (const [index, job] of jobs.entries()) {
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
    const settings = this.#settled(place.root);
    const origins = this.#origins(files, place);
    trace(report, origins);
    annotations(report, settings, place.root);
    this.#write(elapsed, place.root, origins);
    const hints = report.findings.some(({ severity }) => severity !== "note")
      ? origins().hints(report)
      : [];
    const verdict = verdictOf(report, settings, hints);
    // A finding is reported first.
    if (problems.length && !verdict.isFailure) this.#fail(problems.join("; "), warn);
    return verdict;
  }

  async #outcomes({ jobs, bytes, paths }: Work, place: Place): Promise<Outcome[]> {
    const options = this.linter(place);
    const { threads } = this.#settled(place.root);
    const wanted = JSON.stringify(options);
    if (wanted !== this.#knownFor) this.#known.clear();
    this.#knownFor = wanted;
    const before = jobs.map((job) => {
      const known = this.#known.get(job.name);
      return known && isSame(known.job, job) ? known.outcome : undefined;
    });
    const fresh = jobs.filter((_, index) => !before[index]);
    const linted = (await this.#pool.lint(fresh, { options, bytes, threads, paths })).values();
    return jobs.map((job, index) => {
      const outcome = before[index] ?? (linted.next().value as Outcome);
      this.#known.set(job.name, { job, outcome });
      return outcome;
    });
  }

  /** How files are linted: with the build's own variables, and those that it publishes. */
  linter({ root, envDir = root, mode = "production", publicPrefixes = [] }: Place): Options {
    const settings = this.#settled(root);
    const { env } = this.options;
    const own = env ? buildVariables(envDir, mode, publicPrefixes) : [];
    const known = env ? publicVariables(envDir, mode, publicPrefixes) : [];
    return {
      ...settings.linter,
      variables: [...own, ...settings.variables],
      publicVariables: known,
    };
  }

  /** Made when there is a finding. */
  #origins(files: Files, place: Place): () => Origins {
    let made: Origins | undefined;
    return () => {
      const { root, envDir = root, mode = "production", publicPrefixes = [] } = place;
      const variables = this.options.env ? publicVariables(envDir, mode, publicPrefixes) : [];
      const modules = (output: string) => files.modules(output);
      const isOutput = (path: string) => files.isAt(path);
      made ??= new Origins({ root, options: this.linter(place), variables, modules, isOutput });
      return made;
    };
  }

  /** One report of what files gave, with the severities that the options give to rules. */
  #joined(files: string[], elapsed: number): Report {
    const report: Report = JSON.parse(join(files, elapsed));
    const { rules } = this.options;
    if (!Object.keys(rules).length) return report;
    report.findings = this.weighed(report.findings);
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

  /** Findings with the severities that the options give to their rules. */
  weighed(findings: Finding[]): Finding[] {
    const { rules } = this.options;
    return findings.flatMap((finding) => {
      const severity = rules[finding.rule] ?? rules[`${finding.rule.split("/")[0]}/*`];
      if (severity === "off") return [];
      return severity ? [{ ...finding, severity }] : [finding];
    });
  }

  #write(elapsed: number, root: string, origins: () => Origins): void {
    if (!this.options.report.length) return;
    const report = this.#joined([...this.#build.values()], elapsed);
    trace(report, origins);
    for (const { file, format } of this.options.report) {
      const path = resolve(root, file);
      mkdirSync(dirname(path), { recursive: true });
      writeOutput(path, renderNow(JSON.stringify(report), format));
    }
  }
}

/** What was linted, and how. */
interface Lint {
  outcomes: Outcome[];
  started: number;
  place: Place;
  warn: (text: string) => void;
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

export type { Verdict };
export { Files, LeakError, LeaklintFailure };
