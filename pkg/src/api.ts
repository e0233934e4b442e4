// What both entries, Node's and the web's, give.

import {
  Engine,
  join,
  type Maps,
  render as renderJson,
  rules as rulesJson,
  type Style,
} from "./engine.js";
import type { FileReport, Options, Report, Rule } from "./generated/types.js";

export type { Maps, Style } from "./engine.js";
export type * from "./generated/types.js";

/** A file of a build. */
export interface Input {
  /** Relative to the build's folder, with `/`. */
  name: string;
  bytes: Uint8Array;
}

/** The forms of a report. */
export type Format = "human" | "json" | "ndjson" | "sarif" | "github" | "html";

/** Lints file by file and joins what it was given. */
export class FileLinter {
  readonly #engine: Engine;
  readonly #files: string[] = [];
  readonly #started = Date.now();

  constructor(options: Options = {}) {
    this.#engine = new Engine(options);
  }

  /** Lints one file. `maps` gives source maps by their paths. */
  add({ name, bytes }: Input, maps?: Maps): FileReport {
    const text = this.#engine.lint(name, bytes, maps);
    this.#files.push(text);
    return JSON.parse(text);
  }

  /** One report of all files so far. */
  report(): Report {
    return JSON.parse(join(this.#files, Date.now() - this.#started));
  }
}

/** A report in another form; the same text as the command prints. */
export function rendered(report: Report, format: Format, style?: Style): Promise<string> {
  return renderJson(JSON.stringify(report), format, style);
}

/** Every rule. */
export function everyRule(): Rule[] {
  return JSON.parse(rulesJson());
}

/** Every file of an iterable, with a way to its source maps among the others. */
export async function collected(files: Iterable<Input> | AsyncIterable<Input>): Promise<{
  inputs: Input[];
  maps: Maps;
}> {
  const inputs: Input[] = [];
  for await (const file of files) inputs.push(file);
  const byName = new Map(inputs.map(({ name, bytes }) => [name, bytes]));
  return { inputs, maps: (path) => byName.get(path) };
}
