// Lints files in as many workers as there are cores. They live as long as a run: with them goes
// the memory that they took.

import type { Files, Item, Job } from "./job.js";
import { module } from "./module.js";
import { Remote } from "./remote.js";
import type { Progress, WorkerMethods } from "./worker.js";
import LintWorker from "./worker.ts?worker&inline";

/** A worker is given this much at once: few messages, and no one waits long for another. */
const BATCH_BYTES = 256 * 1024;
const BATCH_FILES = 64;
/** Of files from this size on, one is read at a time, by a worker of its own. */
const LARGE = 64 * 1024 * 1024;
const MOST_WORKERS = 16;

export type LintRemote = Remote<WorkerMethods>;

/** A worker with the engine in it. */
export async function lintRemote(
  tell: (event: Progress) => void = () => {},
  strays: Files = new Map(),
): Promise<LintRemote> {
  const compiled = await module;
  const remote = new Remote<WorkerMethods>(
    new LintWorker({ name: "leaklint" }),
    tell as (event: unknown) => void,
  );
  await remote.call("start", [compiled, strays]);
  return remote;
}

/** What a run tells. */
export interface Listener {
  progress(event: Progress): void;
  /** Lines of JSON: the reports of `files` files. */
  read(lines: Uint8Array, files: number): void;
}

/** A run over files, which can be cancelled. */
export class Run {
  readonly #jobs: Job[];
  readonly #strays: Files;
  readonly #listener: Listener;
  readonly #workers = new Set<LintRemote>();
  #next = 0;
  #isCancelled = false;
  #largeTurn: Promise<unknown> = Promise.resolve();

  constructor(jobs: Job[], strays: Files, listener: Listener) {
    // The largest first: the last to finish is then a small one.
    this.#jobs = jobs.sort((a, b) => b.file.size - a.file.size);
    this.#strays = strays;
    this.#listener = listener;
  }

  /** Resolves when everything is read or the run was cancelled. */
  async finished(): Promise<void> {
    const cores = Math.min(navigator.hardwareConcurrency || 2, MOST_WORKERS);
    const size = Math.min(cores, this.#jobs.length);
    try {
      await Promise.all(Array.from({ length: size }, () => this.#work()));
    } finally {
      this.#endAll();
    }
  }

  cancel(): void {
    this.#isCancelled = true;
    this.#endAll();
  }

  #endAll(): void {
    for (const worker of this.#workers) worker.end();
    this.#workers.clear();
  }

  async #work(): Promise<void> {
    let worker: LintRemote | undefined;
    for (let batch = this.#batch(); batch.length > 0; batch = this.#batch()) {
      const isLarge = (batch[0]?.file.size ?? 0) >= LARGE;
      const lint = async () => {
        worker ??= await this.#start();
        const isDone = await this.#lint(worker, batch);
        // What a large file or an ended worker took is given back.
        if (isLarge || !isDone) worker = this.#end(worker);
      };
      await (isLarge ? this.#inTurn(lint) : lint());
    }
    if (worker) this.#end(worker);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#largeTurn.then(work);
    this.#largeTurn = turn.catch(() => {});
    return turn;
  }

  #batch(): Job[] {
    const batch: Job[] = [];
    let bytes = 0;
    while (!this.#isCancelled && batch.length < BATCH_FILES && bytes < BATCH_BYTES) {
      const job = this.#jobs[this.#next];
      if (!job) break;
      this.#next += 1;
      bytes += job.file.size;
      batch.push(job);
    }
    return batch;
  }

  async #start(): Promise<LintRemote> {
    const worker = await lintRemote((event) => this.#listener.progress(event), this.#strays);
    if (this.#isCancelled) worker.end();
    this.#workers.add(worker);
    return worker;
  }

  #end(worker: LintRemote): undefined {
    this.#workers.delete(worker);
    worker.end();
  }

  /** False when the worker itself ended: its files are read one by one, by others. */
  async #lint(worker: LintRemote, batch: Job[]): Promise<boolean> {
    const [only] = batch.length === 1 ? batch : [];
    try {
      const lines = only
        ? await worker.call("lintAlone", [only])
        : await worker.call("lintTogether", together(batch));
      this.#listener.read(lines, batch.length);
      return true;
    } catch (error) {
      if (this.#isCancelled) return false;
      if (only) this.#listener.read(failed(only, error as Error), 1);
      else for (const job of batch) await this.#alone(job);
      return false;
    }
  }

  async #alone(job: Job): Promise<void> {
    const worker = await this.#start();
    await this.#lint(worker, [job]);
    this.#end(worker);
  }
}

function together(batch: Job[]): [Item[], Blob] {
  const items = batch.map(({ name, file, map }): Item => {
    const item = { name, bytes: file.size };
    return map ? { ...item, map } : item;
  });
  return [items, new Blob(batch.map(({ file }) => file))];
}

function failed({ name, file }: Job, { message }: Error): Uint8Array {
  const notices = [`not linted: the browser ended the worker (${message})`];
  const report = { path: name, kind: "binary", bytes: file.size, analysis: "skipped", notices };
  return new TextEncoder().encode(JSON.stringify({ file: report, findings: [] }));
}
