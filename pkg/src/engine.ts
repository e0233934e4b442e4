// The WebAssembly module, and what to do when it ends in the middle of a file.

import * as glue from "../wasm/leaklint.js";
import type { Options } from "./generated/types.js";

/** Gives the bytes of a source map by its path, in the terms of the file's name. */
export type Maps = (path: string) => Uint8Array | undefined;

// Only Node and bundlers' own builds have it; typed here so that the types need neither.
const reset = (glue as unknown as { __wbg_reset_state?: () => void }).__wbg_reset_state;

/** Counts instances: what an ended one made is not used again. */
let instance = 0;
let isReady = false;

/** Makes the module ready, once. */
export function start(module: WebAssembly.Module | BufferSource): void {
  if (!isReady) glue.initSync({ module });
  isReady = true;
}

/** Lints file by file on this thread. Reports are JSON text, for `join`. */
export class Engine {
  readonly #options: Options;
  #linter: glue.Linter;
  #instance: number;

  /** Throws when an option does not exist or has a wrong type. */
  constructor(options: Options) {
    this.#options = options;
    this.#linter = new glue.Linter(options);
    this.#instance = instance;
  }

  /**
   * What a file gives. When the module ends on it, a new instance reads the file again without
   * the parser; if that ends as well, the report says that the file was not linted.
   */
  lint(name: string, bytes: Uint8Array, maps?: Maps): string {
    this.#renew();
    try {
      return this.#linter.lintFile(name, bytes, maps);
    } catch (error) {
      if (!isEnd(error)) throw error;
    }
    next();
    this.#renew();
    try {
      return this.#linter.lintCarefully(name, bytes, maps);
    } catch (error) {
      if (!isEnd(error)) throw error;
    }
    next();
    return skipped(name, bytes.byteLength, "not linted: leaklint failed on it");
  }

  /** What a file gives that is too long to be read. */
  skip(name: string, bytes: number): string {
    this.#renew();
    return this.#linter.skip(name, bytes);
  }

  #renew(): void {
    if (this.#instance === instance) return;
    this.#linter = new glue.Linter(this.#options);
    this.#instance = instance;
  }
}

/** The report on a file that was not read. */
export function skipped(path: string, bytes: number, notice: string): string {
  const file = { path, kind: "binary", bytes, analysis: "skipped", notices: [notice] };
  return JSON.stringify({ file, findings: [] });
}

/** One report, as JSON, of what many files gave. */
export function join(files: string[], elapsedMs: number): string {
  return glue.join(files, elapsedMs);
}

export const { dotenv, render, rules } = glue;

/** Whether the instance is of no use any more: a trap, or no stack left. */
function isEnd(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

function next(): void {
  reset?.();
  instance += 1;
}
