// `leaklint.toml`: the settings of a project, for the command and for the plugins.

import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { parse, TomlError } from "smol-toml";
import type { Allow, RuleText } from "../generated/types.js";
import { isThere, readBoundedText } from "../node/files.js";
import { sentence } from "../node/job.js";
import { allowanceProblem } from "./allow.js";
import { nearestName } from "./near.js";
import { Problem } from "./problem.js";

/** The name of the file when no other is given. */
export const CONFIG = "leaklint.toml";

/** More files are read only when they extend each other in ways that multiply. */
const MOST = 100;

/** What files set, those included that they extend. */
export interface Config {
  format?: string;
  "fail-on"?: string;
  "min-severity"?: string;
  persona?: string;
  "max-file-size"?: number;
  threads?: number;
  "source-maps"?: boolean;
  /** Relative to the working directory. */
  "env-files"?: string[];
  allow?: Allow[];
  rules?: RuleText[];
  extends?: string[];
}

const WORDS: Record<string, string[]> = {
  format: ["human", "json", "ndjson", "sarif", "github", "html"],
  "fail-on": ["error", "warning", "note", "never"],
  "min-severity": ["error", "warning", "note"],
  persona: ["regular", "pedantic", "auditor"],
};

/** Every name that a file may have, in the command's order. */
const NAMES = [
  ...["extends", "format", "fail-on", "min-severity", "persona", "max-file-size", "threads"],
  ...["source-maps", "env-files", "rotate-days", "allow", "rules", "keys"],
];

/** A member is wrong: where in the file is not known yet. */
class Wrong extends Error {
  constructor(
    message: string,
    readonly member: string,
    /** Which `[[name]]` it is. */
    readonly index?: number,
  ) {
    super(message);
  }
}

/** Reads a file and those that it extends. Throws a `Problem` at the first mistake. */
export function readConfig(path: string): Config {
  return read(path, [], { files: 0 });
}

/** `open` are the files that are being read, `count` is of all that were. */
function read(path: string, open: string[], count: { files: number }): Config {
  const content = readText(path);
  const known = realpathSync(path);
  if (open.includes(known)) throw new Problem(`${path}: it extends itself, by way of others`);
  count.files += 1;
  if (count.files > MOST) throw new Problem(`${path}: more than ${MOST} files are extended`);
  const { extends: bases = [], ...own } = members(path, content);
  const here = (name: string) => (isAbsolute(name) ? name : join(dirname(path), name));
  const config: Config = own["env-files"]
    ? { ...own, "env-files": own["env-files"].map(here) }
    : own;
  // A later one goes before an earlier one.
  return bases.reduceRight(
    (config, base) => over(config, read(here(base), [...open, known], count)),
    config,
  );
}

function members(path: string, content: string): Config {
  try {
    const table = Object.entries(parse(content));
    return Object.fromEntries(table.map(([name, value]) => [name, member(name, value)]));
  } catch (error) {
    const { message } = error as Error;
    let line: number | undefined;
    if (error instanceof TomlError) line = error.line;
    if (error instanceof Wrong) line = lineOf(content, error);
    throw new Problem(`${path}${line ? `:${line}` : ""}: ${message.split("\n")[0]}`);
  }
}

/** The line in which a member begins. */
function lineOf(content: string, { member, index = 0 }: Wrong): number | undefined {
  const word = member.replaceAll(/[^\w-]/g, "\\$&");
  const start = new RegExp(`^\\s*(?:\\[+\\s*)?["']?${word}["']?\\s*[\\]=.]`);
  const lines = content.split("\n").flatMap((line, at) => (start.test(line) ? [at + 1] : []));
  return lines[index] ?? lines[0];
}

/** `config` where it says something, and `base` where it does not. */
function over(config: Config, base: Config): Config {
  const ids = new Set(config.rules?.map(({ id }) => id));
  const said = Object.entries(config).filter(([, value]) => value !== undefined);
  return {
    ...base,
    ...Object.fromEntries(said),
    ...((base["env-files"] ?? config["env-files"]) && {
      "env-files": [...(base["env-files"] ?? []), ...(config["env-files"] ?? [])],
    }),
    allow: [...(config.allow ?? []), ...(base.allow ?? [])],
    rules: [...(config.rules ?? []), ...(base.rules ?? []).filter(({ id }) => !ids.has(id))],
  };
}

/** A member as it is used. Throws when it does not exist or is wrong. */
function member(name: string, value: unknown): unknown {
  const wrong = (text: string) => new Wrong(`${name}: ${text}`, name);
  const choices = WORDS[name];
  if (choices) {
    if (typeof value === "string" && choices.includes(value)) return value;
    throw wrong(`it must be one of ${choices.join(", ")}`);
  }
  switch (name) {
    case "max-file-size":
      return bytes(value) ?? fail(wrong(SIZE));
    case "threads":
      if (isBetween(value, 1, 1024)) return value;
      throw wrong("it must be a number from 1 to 1024");
    case "rotate-days":
      if (isBetween(value, 1, 36_500)) return value;
      throw wrong("it must be a number of days from 1 to 36500");
    case "allow":
      return tables(name, value).map(allowance);
    case "source-maps":
      if (typeof value === "boolean") return value;
      throw wrong("it must be true or false");
    case "env-files":
      if (isTexts(value)) return value;
      throw wrong("it must be a list of paths");
    case "extends":
      if (typeof value === "string") return [value];
      if (isTexts(value)) return value;
      throw wrong("it must be a path, or a list of paths");
    case "rules":
      return tables(name, value);
    // It is of the checklist, which is the native command's.
    case "keys":
      return value;
    default:
      throw new Wrong(unknown(name), name);
  }
}

const SIZE = "it must be a number of bytes, or one with K, M or G, such as 10M";

/** A size in bytes; `K`, `M` and `G` mean powers of 1024. Returns nothing for any other text. */
export function bytes(value: unknown): number | undefined {
  const match = /^(\d+)([KMG]?)$/i.exec(String(value).trim());
  const unit = ["", "K", "M", "G"].indexOf(match?.[2]?.toUpperCase() ?? "");
  const number = Number(match?.[1]) * 1024 ** unit;
  return match && number > 0 && number < 2 ** 64 ? Math.min(number, 2 ** 32 - 1) : undefined;
}

function fail(error: Error): never {
  throw error;
}

function unknown(name: string): string {
  const near = nearestName(name, NAMES);
  const all = NAMES.map((name) => `\`${name}\``).join(", ");
  const rest = near ? `did you mean \`${near}\`? It may be ${all}` : `it may be ${all}`;
  return `unknown field \`${name}\`: ${rest}`;
}

function tables(name: string, value: unknown): Record<string, unknown>[] {
  const isTable = (entry: unknown): entry is Record<string, unknown> =>
    typeof entry === "object" && entry !== null;
  if (Array.isArray(value) && value.every(isTable)) return value;
  throw new Wrong(`${name}: it must be tables, each begun by \`[[${name}]]\``, name);
}

function allowance(table: Record<string, unknown>, index: number): Allow {
  const { until, ...rest } = table;
  const allow = until === undefined ? rest : { ...rest, until: day(until) };
  const problem = allowanceProblem(allow);
  if (problem) throw new Wrong(problem, "allow", index);
  return allow as unknown as Allow;
}

/** A date of TOML's, or the text of one. */
function day(value: unknown): unknown {
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

/** The text of a regular file. Throws a `Problem` when it cannot be read. */
export function readText(path: string): string {
  try {
    return readBoundedText(path);
  } catch (error) {
    throw new Problem(`${path}: it cannot be read: ${sentence(error)}`);
  }
}

/** The file called `name` in a project's folder, or in the nearest folder above that has one. */
export function ofProject(root: string, name: string): string | undefined {
  try {
    return upwards(realpathSync(root), name);
  } catch {
    return undefined;
  }
}

function upwards(start: string, name: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, name);
    if (isThere(file)) return file;
    if (dirname(folder) === folder) return undefined;
  }
}
