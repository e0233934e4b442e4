// The story of a drop: gathered, linted, shown. Everything that a person can do here is a function
// of this file.

import type { Format } from "../../../pkg/src/api.js";
import { example } from "../intake/example.js";
import type { Gathered } from "../intake/gather.js";
import * as gather from "../intake/gather.js";
import type { Job } from "../lint/job.js";
import { archiveOf } from "../lint/picture.js";
import { type LintRemote, lintRemote, Run } from "../lint/pool.js";
import { save } from "../view/save.js";
import { checklist } from "./checklist.js";
import { count, verdict } from "./select.js";
import { current, type Drop, NO_FILTERS, NO_PROGRESS, PAGE, update } from "./state.js";

/** How often what was found so far is shown. */
const REFRESH_MS = 400;
const MOST_STRAYS = 1000;

/** Every file that is checked, by its name. Their bytes stay where they are. */
const files = new Map<string, File>();
/** Which drop a file came with. */
const dropOf = new Map<string, number>();
let keeper: Promise<LintRemote> | undefined;
let run: Run | undefined;
let walking: AbortController | undefined;
let pastes = 0;
let drops = 0;
/** Drops wait for each other. */
let turn: Promise<void> = Promise.resolve();

export function drop(items: DataTransferItemList): void {
  const controller = new AbortController();
  const gathering = gather.dropped(items, tellGathered, controller.signal);
  take(gathering, controller);
}

export function pick(list: FileList): void {
  if (list.length > 0) take(Promise.resolve(gather.picked(list)));
}

export function paste(text: string): void {
  update({ isPasting: false });
  if (text.trim() !== "") take(Promise.resolve(gather.pasted(text, ++pastes)));
}

export function tryExample(): void {
  take(Promise.resolve(example()));
}

function tellGathered(number: number): void {
  const { progress } = current();
  update({ progress: { ...progress, totalFiles: number } });
}

function take(gathering: Promise<Gathered>, controller = new AbortController()): void {
  turn = turn.then(async () => {
    walking = controller;
    update({ phase: "gathering", progress: NO_PROGRESS, problem: "", detail: undefined });
    try {
      await check(await gathering, controller.signal.aborted);
    } catch (error) {
      update({ problem: (error as Error).message });
    }
    update({ phase: current().overview ? "done" : "empty" });
    announceVerdict();
  });
}

/** Lints what was gathered. */
async function check(gathered: Gathered, isCancelled: boolean): Promise<void> {
  replaceSame(gathered.title);
  const id = ++drops;
  // Names stay as the command would give them, unless another drop could have the same.
  const prefix =
    current().drops.length > 0 && gathered.files.length > 1 ? `${gathered.title}/` : "";
  const jobs: Job[] = [];
  let bytes = 0;
  for (const { name, file } of gathered.files) {
    const unique = unused(prefix + name);
    files.set(unique, file);
    dropOf.set(unique, id);
    jobs.push({ name: unique, file });
    bytes += file.size;
  }
  const { title, passedOver, unreadable } = gathered;
  const drop: Drop = { id, title, files: jobs.length, bytes, passedOver, unreadable, isCancelled };
  update({ drops: [...current().drops, drop], tab: "findings", filters: NO_FILTERS, drawn: PAGE });
  if (!isCancelled) await lint(id, jobs, bytes);
  await refresh();
  await answerChecklist();
}

function unused(name: string): string {
  let unique = name;
  for (let at = 2; files.has(unique); at += 1) unique = `${name} (${at})`;
  return unique;
}

async function lint(id: number, jobs: Job[], totalBytes: number): Promise<void> {
  const progress = { ...NO_PROGRESS, totalFiles: jobs.length, totalBytes };
  update({ phase: "linting", progress });
  const started = performance.now();
  const before = current().elapsedMs;
  const kept = await keeperRemote();
  let refreshed = started;
  const strays = pairMaps(jobs);
  run = new Run(jobs, strays, {
    progress({ name, bytes }) {
      const { progress } = current();
      update({
        progress: { ...progress, bytes: progress.bytes + bytes, name: name || progress.name },
      });
    },
    read(lines, files) {
      const { progress } = current();
      update({ progress: { ...progress, files: progress.files + files } });
      void kept.call("keep", [id, lines], [lines.buffer as ArrayBuffer]);
      if (performance.now() - refreshed < REFRESH_MS) return;
      refreshed = performance.now();
      void refresh().then(() => {
        // A report that takes long is made less often.
        refreshed = performance.now();
      });
    },
  });
  await run.finished();
  run = undefined;
  update({ elapsedMs: before + performance.now() - started });
}

/** Gives each job the map beside it; the others go to every worker. */
function pairMaps(jobs: Job[]): Map<string, Blob> {
  const strays = new Map<string, Blob>();
  for (const job of jobs) {
    const map = files.get(`${job.name}.map`);
    if (map) job.map = map;
    const isStray = job.name.endsWith(".map") && !files.has(job.name.slice(0, -4));
    if (isStray && strays.size < MOST_STRAYS) strays.set(job.name, job.file);
  }
  return strays;
}

function keeperRemote(): Promise<LintRemote> {
  keeper ??= lintRemote();
  keeper.catch(() => {
    keeper = undefined;
  });
  return keeper;
}

async function refresh(): Promise<void> {
  const kept = await keeperRemote();
  update({ overview: await kept.call("overview", [current().elapsedMs]) });
}

async function answerChecklist(): Promise<void> {
  const { overview, rules } = current();
  if (rules.size === 0) {
    const all = await (await keeperRemote()).call("rules", []);
    update({ rules: new Map(all.map((rule) => [rule.id, rule])) });
  }
  const usage = new Map<string, string>();
  for (const { id, usage: url } of current().rules.values()) if (url) usage.set(id, url);
  const gitignore = await files.get(".gitignore")?.text();
  const names = [...files.keys()];
  const findings = overview?.findings ?? [];
  update({ checklist: checklist({ findings, names, gitignore, usage, now: new Date() }) });
}

function announceVerdict(): void {
  const state = current();
  if (state.overview) {
    update({
      announcement: `${verdict(state)} ${count(state.overview.summary.files, "file")} read.`,
    });
  }
}

/** Stops reading; what was found so far stays. */
export function cancel(): void {
  walking?.abort();
  run?.cancel();
  const drops = current().drops.map((drop, at, all) =>
    at === all.length - 1 ? { ...drop, isCancelled: true } : drop,
  );
  update({ drops, announcement: "Cancelled. What was found so far is shown." });
}

/** The same folder once more takes the place of what it was. */
function replaceSame(title: string): void {
  const same = current().drops.find((drop) => drop.title === title);
  if (same) forget(same.id);
}

function forget(id: number): void {
  for (const [name, drop] of dropOf) {
    if (drop !== id) continue;
    dropOf.delete(name);
    files.delete(name);
  }
  void keeper?.then((kept) => kept.call("forget", [id]));
  update({ drops: current().drops.filter((drop) => drop.id !== id) });
}

/** Takes a drop out of what is shown. */
export async function remove(id: number): Promise<void> {
  if (current().drops.length === 1) return startOver();
  forget(id);
  await refresh();
  await answerChecklist();
  announceVerdict();
}

/** Back to the empty page. Nothing of what was read is kept. */
export function startOver(): void {
  files.clear();
  dropOf.clear();
  void keeper?.then((kept) => kept.end());
  keeper = undefined;
  update({
    phase: "empty",
    drops: [],
    overview: undefined,
    elapsedMs: 0,
    checklist: [],
    detail: undefined,
    filters: NO_FILTERS,
    announcement: "Ready for another build.",
  });
}

/** Writes the whole report to a file of the person's. */
export async function download(format: Format, name: string): Promise<void> {
  update({ writing: format });
  try {
    const kept = await keeperRemote();
    save(await kept.call("download", [format, current().elapsedMs]), name);
  } catch (error) {
    update({ problem: `The report could not be written: ${(error as Error).message}` });
  }
  update({ writing: "" });
}

/** The file of a place: itself, or the archive that it is a member of. */
export function jobOf(path: string): Job | undefined {
  const name = files.has(path) ? path : archiveOf(path);
  const file = files.get(name);
  const map = files.get(`${name}.map`);
  return file && (map ? { name, file, map } : { name, file });
}
