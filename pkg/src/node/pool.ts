// Lints many files, on several threads when that pays.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Engine } from "../engine.js";
import type { Options } from "../generated/types.js";
import { type Job, type Outcome, type Paths, work } from "./job.js";
import { compiledModule, startHere } from "./module.js";
import type { Setup } from "./worker.js";

/** A worker starts in the time in which this many bytes are linted. */
const WORTH_A_WORKER = 1_500_000;

/** How a pool works. */
export interface Pool {
  options: Options;
  /** How many bytes the jobs have together: few are not worth a second thread. */
  bytes: number;
  threads?: number | undefined;
  paths?: Paths;
}

/** Lints `jobs` and gives their outcomes in the same order. */
export async function lintAll(jobs: Job[], pool: Pool): Promise<Outcome[]> {
  const { options, bytes, threads = availableParallelism(), paths = new Map() } = pool;
  startHere();
  // Made here in any case: a wrong option is told before a thread starts.
  const engine = new Engine(options);
  const size = Math.min(threads, jobs.length, Math.ceil(bytes / WORTH_A_WORKER));
  if (size > 1) return inWorkers(jobs, { module: compiledModule(), options, paths }, size);
  const most = options.maxFileSize ?? Number.POSITIVE_INFINITY;
  return jobs.map((job) => work(engine, job, most, paths));
}

async function inWorkers(jobs: Job[], setup: Setup, size: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(jobs.length);
  let next = 0;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: setup });
      let current = -1;
      const give = () => {
        current = next++;
        const job = jobs[current];
        if (job) worker.postMessage(job);
        else void worker.terminate().then(() => resolve(), reject);
      };
      worker.on("message", (outcome: Outcome) => {
        outcomes[current] = outcome;
        give();
      });
      worker.on("error", reject);
      give();
    });
  await Promise.all(Array.from({ length: size }, one));
  return outcomes;
}
