// A thread of the pool.

import { parentPort } from "node:worker_threads";
import { Engine } from "../engine.js";
import { work } from "./job.js";
import { startHere } from "./module.js";
import type { Request, Setup } from "./thread.js";

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

parentPort?.on("message", (request: Request) => {
  if ("setup" in request) return prepare(request.setup);
  const most = setup.options.maxFileSize ?? Number.POSITIVE_INFINITY;
  parentPort?.postMessage(work(engine, request.job, most, setup.paths));
});

startHere();
