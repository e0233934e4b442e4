// The WebAssembly module, and what to do when it ends in the middle of a file.

import * as glue from "../wasm/leaklint.js";
import type { Options, Severity } from "./generated/types.js";

/** Gives the bytes of a source map by its path, in the terms of the file's name. */
export type Maps = (path: string) => Uint8Array | undefined;

// Only Node and bundlers' own builds have it; typed here so that the types need neither.
const reset = (glue as unknown as { __wbg_reset_state?: () => void }).__wbg_reset_state;

/** Unpacks brotli, which the module leaves to whoever has it; gives no more than `most` bytes. */
export type UnpackBrotli = (
  packed: Uint8Array,
  most: number,
) => { bytes: Uint8Array; isWhole: boolean };

let unpackBrotli: UnpackBrotli | undefined;

/** Counts instances: what an ended one made is not used again. */
let instance = 0;
/** Whether the instance is of no use any more. */
let isEnded = false;
let isReady = false;

/** Makes the module ready, once. */
export function start(module: WebAssembly.Module | BufferSource, unpack?: UnpackBrotli): void {
  if (isReady) return;
  glue.initSync({ module });
  isReady = true;
  unpackBrotli = unpack;
  if (unpack) glue.useBrotli(unpack);
}

/** Lints file by file on this thread. Reports are JSON text, for `join`. */
export class Engine {
  readonly #options: Options;
  #linter: glue.Linter;
  #instance: number;

  /** Throws when an option does not exist or has a wrong type. */
  constructor(options: Options) {
    this.#options = options;
    this.#linter = alive(() => new glue.Linter(options));
    this.#instance = instance;
  }

  /**
   * What a file gives. When the module ends on it, a new instance reads the file again without
   * the parser, and if that ends as well, its bytes alone; at the very last, the report says that
   * the file was not linted.
   */
  lint(name: string, bytes: Uint8Array, maps?: Maps): string {
    const attempts = [
      () => this.#linter.lintFile(name, bytes, maps),
      () => this.#linter.lintCarefully(name, bytes, maps),
      () => this.#linter.lintVerbatim(name, bytes),
    ];
    for (const attempt of attempts) {
      this.#renew();
      try {
        return attempt();
      } catch (error) {
        if (!isEnd(error)) throw error;
        isEnded = true;
      }
    }
    revive();
    return skipped(name, bytes.byteLength, "not linted: leaklint failed on it");
  }

  /** What a file gives that is too long to be read. */
  skip(name: string, bytes: number): string {
    this.#renew();
    return alive(() => this.#linter.skip(name, bytes));
  }

  /** The variables whose values are not looked for, and why: a sentence each. */
  leftOut(): string[] {
    this.#renew();
    return this.#linter.leftOut();
  }

  #renew(): void {
    revive();
    if (this.#instance === instance) return;
    this.#linter = alive(() => new glue.Linter(this.#options));
    this.#instance = instance;
  }
}

/** The report on a file that was not read. */
export function skipped(path: string, bytes: number, notice: string): string {
  const file = { path, kind: "binary", bytes, analysis: "skipped", notices: [notice], code: false };
  return JSON.stringify({ file, findings: [] });
}

/** One report, as JSON, of what many files gave, and of the deployed site that they are of. */
export function join(files: string[], elapsedMs: number, site?: string): string {
  return alive(() => glue.join(files, elapsedMs, site));
}

export const { dotenv, rules } = glue;
/** A deployed site: the crawl, and what it takes to ask for what it wants. */
export const { Crawl, head, isPublic, temper, underAddress, useRegistrable } = glue;
export type { Crawl as CrawlState } from "../wasm/leaklint.js";

/** How a report is written for people. */
export interface Style {
  /** Columns of the terminal; 80 by default. */
  width?: number;
  color?: boolean;
  /** Findings below it are counted and not shown; `warning` by default. */
  minSeverity?: Severity;
  /** Leave out totals. */
  quiet?: boolean;
}

/** A report, given as JSON text, in another form: the same text as the command prints. */
export async function render(report: string, format: string, style?: Style): Promise<string> {
  return renderNow(report, format, style);
}

/** The same at once, for Node and its plugins. */
export function renderNow(report: string, format: string, style?: Style): string {
  // The document as `serde_json` indents it.
  if (format === "json") return `${JSON.stringify(JSON.parse(report), null, 2)}\n`;
  return alive(() => glue.render(report, format, style));
}

/** What `leaklint rules` prints. */
export async function listRules(): Promise<string> {
  return glue.listRules();
}

/** What `leaklint rules ID` prints; rejects with the ids that are like one that does not exist. */
export async function explain(id: string, width: number): Promise<string> {
  return glue.explain(id, width);
}

/** Whether the instance is of no use any more: a trap, or no stack left. */
function isEnd(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** Calls the module; when that ends it, the next call has a new instance. */
function alive<T>(call: () => T): T {
  revive();
  try {
    return call();
  } catch (error) {
    isEnded = isEnd(error);
    throw error;
  }
}

/** Puts a new instance in place of an ended one. Where no stack is left for that, the next call does. */
function revive(): void {
  if (!isEnded) return;
  reset?.();
  if (unpackBrotli) glue.useBrotli(unpackBrotli);
  instance += 1;
  isEnded = false;
}
