// A thread that lints, and is warm when the first file comes.

import { Worker } from "node:worker_threads";
import type { Options } from "../generated/types.js";
import type { Job, Outcome, Paths } from "./job.js";

/** What a thread lints with. */
export interface Setup {
  options: Options;
  paths: Paths;
}

/** What a thread is asked: to make a linter, to warm up until there is a job, or to lint. */
export type Request = { setup: Setup } | { job: Job } | "warm up";

type Answer = { resolve(outcome: Outcome): void; reject(error: Error): void };

/** One job at a time. It keeps the process alive only while it has one. */
export class Thread {
  readonly #worker = new Worker(new URL("./worker.js", import.meta.url));
  #answer: Answer | undefined;
  #failure: Error | undefined;

  constructor() {
    this.#worker.on("message", (outcome: Outcome) => this.#settle()?.resolve(outcome));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("a thread ended before its work")));
    // Behind the listeners: adding one counts as a reason to stay.
    this.#worker.unref();
  }

  /** Makes a linter, while the caller goes on. */
  prepare(setup: Setup): void {
    this.#worker.postMessage({ setup } satisfies Request);
  }

  /** Uses the time until the first job. */
  warmUp(): void {
    this.#worker.postMessage("warm up" satisfies Request);
  }

  lint(job: Job): Promise<Outcome> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#worker.postMessage({ job } satisfies Request);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(): Answer | undefined {
    this.#worker.unref();
    const answer = this.#answer;
    this.#answer = undefined;
    return answer;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#settle()?.reject(this.#failure);
  }
}
