// A worker of the pool.

import { parentPort, workerData } from "node:worker_threads";
import { Engine, start } from "../engine.js";
import type { Options } from "../generated/types.js";
import { type Job, type Paths, work } from "./job.js";
import { unpackBrotli } from "./module.js";

/** What every worker of a pool is started with. */
export interface Setup {
  module: WebAssembly.Module;
  options: Options;
  paths: Paths;
}

const { module, options, paths } = workerData as Setup;
start(module, unpackBrotli);
const engine = new Engine(options);
const most = options.maxFileSize ?? Number.POSITIVE_INFINITY;

parentPort?.on("message", (job: Job) => parentPort?.postMessage(work(engine, job, most, paths)));
