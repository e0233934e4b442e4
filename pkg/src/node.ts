/**
 * leaklint in Node, Deno and Bun.
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
import { join } from "./engine.js";
import type { Options, Report, Rule } from "./generated/types.js";
import { referencedMaps } from "./node/maps.js";
import { startHere } from "./node/module.js";
import { lintAll } from "./node/pool.js";
import { reportOnSite } from "./site/lint.js";
import type { SiteOptions } from "./site/options.js";

export type * from "./api.js";
export type { SiteOptions } from "./site/options.js";

/** Makes leaklint ready. The other functions do it by themselves. */
export async function init(): Promise<void> {
  startHere();
}

/** Lints all files of a build into one report, on several threads when that pays. */
export async function lint(
  files: Iterable<Input> | AsyncIterable<Input>,
  options: Options = {},
): Promise<Report> {
  const started = Date.now();
  const { inputs, maps } = await collected(files);
  const bytes = inputs.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  const jobs = inputs.map((file) => ({
    ...file,
    maps: referencedMaps(file.name, file.bytes, maps),
  }));
  const outcomes = await lintAll(jobs, { options, bytes });
  return JSON.parse(
    join(
      outcomes.map(({ report }) => report),
      Date.now() - started,
    ),
  );
}

/**
 * Fetches what a browser would load from the site at `address`, and lints it. Rejects, in words,
 * when nothing comes; what is missing besides is in the report's `site`.
 */
export async function lintSite(
  address: string,
  options: Options & { site?: SiteOptions } = {},
): Promise<Report> {
  const { site = {}, ...linter } = options;
  return JSON.parse(await reportOnSite(address, site, linter));
}

/** Lints file by file. */
export class Linter extends FileLinter {
  private constructor(options?: Options) {
    super(options);
  }

  static async create(options?: Options): Promise<Linter> {
    startHere();
    return new Linter(options);
  }
}

/** Every rule that leaklint knows. */
export async function rules(): Promise<Rule[]> {
  startHere();
  return everyRule();
}

/** A report in another form: the same text as the command prints. */
export async function render(report: Report, format: Format, style?: Style): Promise<string> {
  startHere();
  return rendered(report, format, style);
}
