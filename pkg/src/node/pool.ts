// Lints many files, on several threads when that pays.

import { availableParallelism } from "node:os";
import { Engine } from "../engine.js";
import type { Options } from "../generated/types.js";
import { type Job, type Outcome, type Paths, work } from "./job.js";
import { startHere } from "./module.js";
import { type Setup, Thread } from "./thread.js";

/** A thread starts in the time in which this many bytes are linted. */
const WORTH_A_THREAD = 1_500_000;

/** Longer than a build, and than a person thinks between two changes. */
const IDLE_MS = 120_000;

/** How files are linted. */
export interface Manner {
  options: Options;
  /** How many bytes the jobs have together: few are not worth a second thread. */
  bytes: number;
  threads?: number | undefined;
  paths?: Paths;
}

/** Lints `jobs`, the longest first, and gives their outcomes in the same order. */
export async function lintAll(jobs: Job[], manner: Manner): Promise<Outcome[]> {
  const { options, paths = new Map() } = manner;
  startHere();
  // Made here in any case: a wrong option is told before a thread starts.
  const engine = new Engine(options);
  if (threadsFor(jobs, manner) === 1) {
    const most = options.maxFileSize ?? Number.POSITIVE_INFINITY;
    return jobs.map((job) => work(engine, job, most, paths));
  }
  const pool = new Pool();
  try {
    return await pool.lint(jobs, manner);
  } finally {
    await pool.close();
  }
}

function threadsFor(jobs: Job[], { bytes, threads = availableParallelism() }: Manner): number {
  return Math.max(1, Math.min(threads, jobs.length, Math.ceil(bytes / WORTH_A_THREAD)));
}

/** Threads that may be started before there is work, and are kept for more. */
export class Pool {
  readonly #threads: Thread[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  /** When nothing was linted for a while, the threads end. */
  #rest: NodeJS.Timeout | undefined;

  /** Starts a thread that makes itself ready while the caller goes on. */
  prepare(options: Options): void {
    const isNew = !this.#threads.length;
    const [thread] = this.#ready(1, { options, paths: new Map() });
    // The only core is the bundler's.
    if (isNew && availableParallelism() > 1) thread?.warmUp();
  }

  /** Lints `jobs`, the longest first, and gives their outcomes in the same order. */
  lint(jobs: Job[], manner: Manner): Promise<Outcome[]> {
    const outcomes = this.#turn.then(() => this.#lint(jobs, manner));
    this.#turn = outcomes.catch(() => this.close());
    return outcomes;
  }

  async #lint(jobs: Job[], manner: Manner): Promise<Outcome[]> {
    if (!jobs.length) return [];
    const { options, paths = new Map() } = manner;
    const threads = this.#ready(threadsFor(jobs, manner), { options, paths });
    const outcomes: Outcome[] = new Array(jobs.length);
    const rest = jobs.entries();
    // Each takes the next job when it has done one.
    const one = async (thread: Thread) => {
      for (const [index, job] of rest) outcomes[index] = await thread.lint(job);
    };
    await Promise.all(threads.map(one));
    this.#rest = setTimeout(() => void this.close(), IDLE_MS).unref();
    return outcomes;
  }

  async close(): Promise<void> {
    clearTimeout(this.#rest);
    await Promise.all(this.#threads.splice(0).map((thread) => thread.close()));
  }

  /** So many threads that lint with `setup`. */
  #ready(size: number, setup: Setup): Thread[] {
    clearTimeout(this.#rest);
    while (this.#threads.length < size) this.#threads.push(new Thread());
    const threads = this.#threads.slice(0, size);
    for (const thread of threads) thread.prepare(setup);
    return threads;
  }
}
