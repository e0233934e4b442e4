/**
 * leaklint in a page or a worker: everything happens there, nothing is sent.
 *
 * @module
 */

import {
  collected,
  everyRule,
  FileLinter,
  type Format,
  type Input,
  rendered,
  type Style,
} from "./api.js";
import { start } from "./engine.js";
import type { Options, Report, Rule } from "./generated/types.js";

export type * from "./api.js";

let ready: Promise<void> | undefined;

/**
 * Makes leaklint ready: once, and by itself when another function is called. Give it a URL, a
 * response, or bytes when the module is not where this file is.
 */
export function init(
  module?: URL | string | Response | BufferSource | WebAssembly.Module,
): Promise<void> {
  ready ??= load(module).then(start);
  return ready;
}

async function load(
  module: URL | string | Response | BufferSource | WebAssembly.Module = new URL(
    "../wasm/leaklint_bg.wasm",
    import.meta.url,
  ),
): Promise<WebAssembly.Module> {
  if (module instanceof WebAssembly.Module) return module;
  if (module instanceof ArrayBuffer || ArrayBuffer.isView(module))
    return WebAssembly.compile(module);
  const response = module instanceof Response ? module : await fetch(module);
  if (!response.ok) {
    throw new Error(`leaklint's module cannot be loaded from ${response.url}: ${response.status}`);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Lints all files of a build into one report. */
export async function lint(
  files: Iterable<Input> | AsyncIterable<Input>,
  options?: Options,
): Promise<Report> {
  const linter = await Linter.create(options);
  const { inputs, maps } = await collected(files);
  for (const file of inputs) linter.add(file, maps);
  return linter.report();
}

/** Lints file by file. */
export class Linter extends FileLinter {
  private constructor(options?: Options) {
    super(options);
  }

  static async create(options?: Options): Promise<Linter> {
    await init();
    return new Linter(options);
  }
}

/** Every rule that leaklint knows. */
export async function rules(): Promise<Rule[]> {
  await init();
  return everyRule();
}

/** A report in another form: the same text as the command prints. */
export async function render(report: Report, format: Format, style?: Style): Promise<string> {
  await init();
  return rendered(report, format, style);
}
