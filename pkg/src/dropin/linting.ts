// Lints in a worker; where the page's policy forbids that, on the page's thread, file by file.

import type { Report } from "../generated/types.js";
import type { Source } from "./collect.js";
import { Session } from "./session.js";
import type { Answer, Request } from "./worker.js";

type Lint = (sources: Source[]) => Promise<string>;

/** The linter of a page. It starts with the first sources. */
export class Linting {
  /** What a person should know about how it works here. */
  remark = "";
  readonly #module: URL;
  readonly #workers: readonly (() => Worker)[];
  #lint: Promise<Lint> | undefined;

  /** `workers` are ways to make one, to be tried in turn. */
  constructor(module: URL, workers: readonly (() => Worker)[]) {
    this.#module = module;
    this.#workers = workers;
  }

  /** The report of these and all earlier sources. */
  async lint(sources: Source[]): Promise<Report> {
    this.#lint ??= this.#start();
    return JSON.parse(await (await this.#lint)(sources)) as Report;
  }

  async #start(): Promise<Lint> {
    const response = await fetch(this.#module);
    if (!response.ok) throw new Error(`its module cannot be loaded: ${response.status}`);
    const module = await response.arrayBuffer();
    for (const create of this.#workers) {
      try {
        return await inWorker(create, module);
      } catch {
        // The next one may be allowed.
      }
    }
    const session = new Session(await WebAssembly.compile(module));
    this.remark = "The page’s policy allows no worker: it was checked on the page’s own thread.";
    return (sources) => onThisThread(session, sources);
  }
}

/** Resolves when the worker has answered for the first time. */
async function inWorker(create: () => Worker, module: ArrayBuffer): Promise<Lint> {
  const worker = create();
  const ask = (request: Request) =>
    new Promise<string>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.report === undefined) reject(new Error(data.error ?? "the worker failed"));
        else resolve(data.report);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message || "the worker could not start"));
      };
      worker.postMessage(request);
    });
  try {
    await ask({ module, sources: [] });
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return (sources) => ask({ sources });
}

/** Between files the page goes on. */
async function onThisThread(session: Session, sources: Source[]): Promise<string> {
  for (const source of sources) {
    session.add(source);
    await new Promise((next) => setTimeout(next));
  }
  return session.report();
}
