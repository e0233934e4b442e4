#!/usr/bin/env node
// `npx leaklint`: the native command's options and output.

import { readFileSync, realpathSync } from "node:fs";
import { Engine, explain, join as joined, listRules, render, rules } from "../engine.js";
import type { Options, Report, Rule, Severity } from "../generated/types.js";
import { readBoundedText, writeOutput } from "../node/files.js";
import { sentence } from "../node/job.js";
import { startHere } from "../node/module.js";
import { lintAll } from "../node/pool.js";
import { BASELINE } from "../settings/baseline.js";
import { nearest, place } from "../settings/beside.js";
import { Problem } from "../settings/problem.js";
import { lackOf } from "../site/client.js";
import { lintFetched } from "../site/lint.js";
import { type Arguments, parsed, Usage } from "./arguments.js";
import { accept } from "./baseline.js";
import { type Chosen, chosen as choose, files as filesOf } from "./chosen.js";
import { type Settings, settings } from "./settings.js";
import { texts } from "./texts.js";

const NOTHING = 0;
const FOUND = 1;
const FAILED = 2;
/** Of the problems with single files, so many are told; the report has them all. */
const TOLD = 10;
const RANK: Record<string, number> = { note: 0, warning: 1, error: 2, never: 3 };

const started = Date.now();

async function run(typed: Arguments): Promise<number> {
  switch (typed.command) {
    case "help":
      return print(texts().help[typed.topic] ?? "");
    case "version":
      return print(`leaklint ${version()}\n`);
    case "rules":
      return tellRules(typed);
    case "lint":
      return lint(typed);
    case "init":
      return begin(typed);
    case "baseline":
      return acceptAll(typed);
  }
}

async function lint(typed: Arguments): Promise<number> {
  startHere();
  const what = choose(typed);
  const { words } = what;
  const address = words.find((word) => /^https?:\/\//i.test(word));
  const chosen = settings(typed, words);
  const { linter: options } = chosen;
  if (options.persona === "auditor" && !typed.quiet) {
    for (const text of new Engine(options).leftOut()) process.stderr.write(`note: ${text}\n`);
  }
  const { files, site, problems } = address
    ? await ofSite(address, words, typed, chosen)
    : await ofFiles(what, typed, chosen);
  if (chosen.format === "human" && !typed.quiet) tellStale(options, files);
  const report = joined(files, Date.now() - started, site);
  const isNothing = files.length === 0 && problems.length > 0;
  if (!(chosen.format === "human" && isNothing)) await write(report, files, chosen, typed);
  tell(problems);
  if (problems.length) return FAILED;
  const least = Math.max(RANK[chosen.failOn] ?? 3, RANK[chosen.minSeverity] ?? 0);
  const { findings } = JSON.parse(report) as Report;
  return findings.some(({ severity }) => (RANK[severity] ?? 0) >= least) ? FOUND : NOTHING;
}

/** What was linted, each as JSON, what of a site that is, and what cannot be read. */
interface Linted {
  files: string[];
  site?: string;
  problems: string[];
}

async function ofFiles(what: Chosen, typed: Arguments, chosen: Settings): Promise<Linted> {
  const { jobs, bytes, paths, problems } = filesOf(what, typed);
  const { linter: options, threads } = chosen;
  refuseInput(typed, [...paths.values()]);
  const outcomes = await lintAll(jobs, { options, bytes, threads, paths });
  for (const [index, { problem }] of outcomes.entries()) {
    const job = jobs[index];
    if (problem) problems.push(`\`${job?.path ?? "-"}\` cannot be read: ${problem}`);
  }
  return { files: outcomes.map(({ report }) => report), problems };
}

/** Throws when the report would take the place of a file that is read. */
function refuseInput({ output, envFile, config, baseline }: Arguments, linted: string[]): void {
  const real = (path: string) => {
    try {
      return realpathSync(path);
    } catch {
      return undefined;
    }
  };
  const target = output === undefined ? undefined : real(output);
  if (target === undefined) return;
  const named = [...envFile, config, baseline].filter((path) => path !== undefined);
  if ([...linted, ...named].some((path) => real(path) === target)) {
    const reason = "it is one of the files that are read: name another file";
    throw new Problem(`\`${output}\` cannot be written: ${reason}`);
  }
}

/** `leaklint https://…`: a deployed site in place of a folder. */
async function ofSite(
  address: string,
  words: string[],
  typed: Arguments,
  { linter, threads }: Settings,
): Promise<Linted> {
  if (words.length > 1) {
    throw new Problem(`${address} was not read: an address is linted by itself: name nothing else`);
  }
  const ca = typed.ca.map((path) => authority(path, address));
  try {
    const { reports, site } = await lintFetched(address, { ...typed.site, ca }, linter, threads);
    return { files: reports, site, problems: [] };
  } catch (reason) {
    throw new Problem(`${address} was not read: ${(reason as Error).message}`);
  }
}

/** The certificates in a file. */
function authority(path: string, address: string): string {
  let pem: string;
  let reason: string | undefined;
  try {
    pem = readBoundedText(path);
    reason = lackOf(pem);
  } catch (error) {
    pem = "";
    reason = sentence(error);
  }
  if (!reason) return pem;
  throw new Problem(`${address} was not read: ${path} gives no certificate: ${reason}`);
}

/** `leaklint baseline PATH...`: accepts what is there. */
async function acceptAll(typed: Arguments): Promise<number> {
  startHere();
  const what = choose(typed);
  const { words } = what;
  const { linter, threads } = settings(typed, words);
  const { jobs, bytes, paths, problems } = filesOf(what, typed);
  const options: Options = { ...linter, minSeverity: "note", baseline: [] };
  const outcomes = await lintAll(jobs, { options, bytes, threads, paths });
  problems.push(...outcomes.flatMap(({ problem }) => problem ?? []));
  const report: Report = JSON.parse(
    joined(
      outcomes.map(({ report }) => report),
      0,
    ),
  );
  const path = typed.baseline ?? nearest(words[0], BASELINE) ?? place(words[0] as string, BASELINE);
  const [before, now] = accept(path, report, typed.update && problems.length === 0);
  const findings = now === 1 ? "1 finding" : `${now} findings`;
  if (!typed.quiet) process.stderr.write(`${path} has ${findings}; it had ${before}\n`);
  tell(problems);
  return problems.length ? FAILED : NOTHING;
}

/** `leaklint init`: what it needs is read when it is wanted. */
async function begin({ words: [folder = "."], yes }: Arguments): Promise<number> {
  startHere();
  const { init } = await import("./init.js");
  await init(folder, yes);
  return NOTHING;
}

async function write(
  report: string,
  files: string[],
  chosen: { format: string; minSeverity: Severity },
  typed: Arguments,
): Promise<void> {
  const isFile = typed.output !== undefined;
  const style = {
    width: width(typed.output),
    color: isColored(typed.color, isFile),
    minSeverity: chosen.minSeverity,
    quiet: typed.quiet,
  };
  const lines = chosen.format === "ndjson" ? files.map((file) => `${file}\n`).join("") : "";
  const text = lines + (await render(report, chosen.format, style));
  if (typed.output === undefined) {
    print(text);
    return;
  }
  try {
    writeOutput(typed.output, text);
  } catch (error) {
    throw new Problem(`\`${typed.output}\` cannot be written: ${sentence(error)}`);
  }
}

/** How wide what is written there may be. */
function width(output: string | undefined): number {
  const { isTTY, columns = 80 } = process.stdout;
  return output !== undefined || !isTTY ? 80 : Math.min(Math.max(columns, 40), 120);
}

function isColored(color: string, isFile: boolean): boolean {
  if (color !== "auto") return color === "always";
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM } = process.env;
  if (NO_COLOR || isFile) return false;
  const isForced = [FORCE_COLOR, CLICOLOR_FORCE].some((value) => value && value !== "0");
  return isForced || (process.stdout.isTTY === true && TERM !== "dumb");
}

async function tellRules({ words: [id], format, output }: Arguments): Promise<number> {
  startHere();
  if (format !== "json") {
    const text = id === undefined ? await listRules() : await explained(id, width(output));
    return print(text);
  }
  const text = rules();
  if (id === undefined) return print(`${text}\n`);
  const rule = (JSON.parse(text) as Rule[]).find((rule) => rule.id === id);
  return print(rule ? `${JSON.stringify(rule, null, 2)}\n` : await explained(id, 0));
}

async function explained(id: string, columns: number): Promise<string> {
  try {
    return await explain(id, columns);
  } catch (error) {
    const near = (error as Error).message;
    const hint = near ? `there is ${near}` : "`leaklint rules` lists them all";
    throw new Problem(`there is no rule \`${id}\``, hint);
  }
}

/** Tells of allowances and of a baseline that nothing needs any more. */
function tellStale({ allow = [], baseline = [] }: Options, files: string[]): void {
  const used = files.flatMap((file) => JSON.parse(file).suppressed ?? []);
  const today = new Date().toISOString().slice(0, 10);
  for (const [index, { rule, fingerprint, path, env, until }] of allow.entries()) {
    const what = [rule, fingerprint, path, env].filter(Boolean).join(", ");
    const isOver = until !== undefined && until < today;
    if (!isOver && used.some((known) => known.allow === index)) continue;
    const text = isOver ? `ended on ${until}` : "allows nothing that is there";
    process.stderr.write(`notice: the allowance for ${what} ${text}\n`);
  }
  const there = new Set(used.map(({ fingerprint }) => fingerprint));
  const gone = baseline.filter((known) => !there.has(known)).length;
  if (gone) {
    const findings = gone === 1 ? "1 finding" : `${gone} findings`;
    process.stderr.write(
      `notice: ${findings} of the baseline not there any more: \`leaklint baseline --update\` drops them\n`,
    );
  }
}

function tell(problems: string[]): void {
  for (const problem of problems.slice(0, TOLD)) error(problem);
  const left = problems.length - TOLD;
  if (left > 0) error(`${left} more files cannot be read; \`--format json\` lists them all`);
}

function error(message: string, hint?: string): void {
  process.stderr.write(`error: ${message}\n${hint ? `  ${hint}\n` : ""}`);
}

function print(text: string): number {
  process.stdout.write(text);
  return NOTHING;
}

function version(): string {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}

// A reader that went away, as `head` does, has what it wanted: what was found decides.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE" && code !== "ERR_STREAM_DESTROYED") process.exit(FAILED);
});
process.stderr.on("error", () => {});

try {
  process.exitCode = await run(parsed(process.argv.slice(2)));
} catch (problem) {
  process.exitCode = FAILED;
  if (problem instanceof Problem) error(problem.message, problem.hint);
  else if (problem instanceof Usage) error(problem.message, "For more information, try '--help'.");
  else error(`leaklint failed: ${(problem as Error).message ?? problem}`);
}
