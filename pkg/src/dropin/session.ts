// What was linted of a page so far, and its report.

import { Engine, join, start } from "../engine.js";
import type { Source } from "./collect.js";

/** Lints on this thread. A source with the name of an earlier one takes its place. */
export class Session {
  readonly #engine: Engine;
  readonly #lines = new Map<string, string>();
  #elapsedMs = 0;

  constructor(module: WebAssembly.Module | ArrayBuffer) {
    start(module);
    this.#engine = new Engine({});
  }

  add({ name, text, map }: Source): void {
    const started = performance.now();
    const encoder = new TextEncoder();
    const maps = (path: string) =>
      map !== undefined && path === `${name}.map` ? encoder.encode(map) : undefined;
    this.#lines.set(name, this.#engine.lint(name, encoder.encode(text), maps));
    this.#elapsedMs += performance.now() - started;
  }

  /** One report of everything, as JSON. */
  report(): string {
    return join([...this.#lines.values()], this.#elapsedMs);
  }
}
