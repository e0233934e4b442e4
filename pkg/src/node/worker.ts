// A thread of the pool.

import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { Engine } from "../engine.js";
import { work } from "./job.js";
import { startHere } from "./module.js";
import type { Request, Setup } from "./thread.js";

/** More makes it little faster. */
const WARM_MS = 500;

let setup: Setup;
let made: string | undefined;
let engine: Engine;

/** A linter is made once for the same options. */
function prepare(wanted: Setup): void {
  setup = wanted;
  const options = JSON.stringify(wanted.options);
  if (options === made) return;
  engine = new Engine(wanted.options);
  made = options;
}

/**
 * Lints the package's own glue again and again: V8 compiles for speed what is often used, and
 * every thread of the process has the code.
 */
function warmUp(sample: Uint8Array, until: number): void {
  if (isAsked || performance.now() > until) return;
  engine.lint("sample.js", sample);
  setImmediate(warmUp, sample, until);
}

let isAsked = false;

parentPort?.on("message", (request: Request) => {
  if (request === "warm up") {
    const sample = readFileSync(new URL("../../wasm/leaklint.js", import.meta.url));
    return warmUp(sample, performance.now() + WARM_MS);
  }
  if ("setup" in request) return prepare(request.setup);
  isAsked = true;
  const most = setup.options.maxFileSize ?? Number.POSITIVE_INFINITY;
  parentPort?.postMessage(work(engine, request.job, most, setup.paths));
});

startHere();
