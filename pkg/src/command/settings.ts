// `leaklint.toml` and `leaklint-baseline.json`, and what they and the options come to.

import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, sep } from "node:path";
import { parse, TomlError } from "smol-toml";
import { dotenv } from "../engine.js";
import type { Allow, Options, RuleText, Severity, Variable } from "../generated/types.js";
import { sentence } from "../node/job.js";
import { type Arguments, size, threads, Usage } from "./arguments.js";

/** The command cannot do its work; told on standard error, exit status 2. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** How to lint, and what to tell of it. */
export interface Settings {
  format: string;
  failOn: string;
  minSeverity: Severity;
  threads: number | undefined;
  linter: Options;
}

const WORDS: Record<string, string[]> = {
  format: ["human", "json", "ndjson", "sarif", "github", "html"],
  "fail-on": ["error", "warning", "note", "never"],
  "min-severity": ["error", "warning", "note"],
  persona: ["regular", "pedantic", "auditor"],
};

/** What the options and the files of a project come to. */
export function settings(typed: Arguments, words: string[]): Settings {
  const path = typed.config ?? nearest(words[0], "leaklint.toml");
  const config = path === undefined ? {} : readConfig(path);
  const format = typed.format ?? config.format ?? "human";
  const failOn = typed.failOn ?? config["fail-on"] ?? "error";
  const least = typed.minSeverity ?? config["min-severity"];
  // What makes the exit status 1 must be seen.
  const byDefault = format === "human" && failOn !== "note" ? "warning" : "note";
  const minSeverity = (least ?? byDefault) as Severity;
  return {
    ...{ format, failOn, minSeverity },
    threads: typed.threads ?? config.threads,
    linter: {
      persona: (typed.persona ?? config.persona ?? "regular") as "regular",
      // People are told how much they do not see, so it is found all the same.
      minSeverity: format === "human" ? "note" : minSeverity,
      reveal: typed.reveal,
      allow: config.allow ?? [],
      rules: config.rules ?? [],
      // The command that writes a baseline reads it by itself; it need not exist yet.
      baseline:
        typed.command === "baseline"
          ? []
          : baseline(typed.baseline ?? nearest(words[0], "leaklint-baseline.json")),
      maxFileSize: typed.maxFileSize ?? config["max-file-size"] ?? 2 ** 30,
      sourceMaps: !typed.noSourceMaps && (config["source-maps"] ?? true),
      variables: variables(typed, config["env-files"] ?? []),
    },
  };
}

interface Config {
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

/** A file and those that it extends; `open` are the files that are being read. */
function readConfig(path: string, open: string[] = []): Config {
  const config: Record<string, unknown> = {};
  const content = text(path);
  const known = realpathSync(path);
  if (open.includes(known)) throw new Problem(`${path}: it extends itself, by way of others`);
  try {
    for (const [name, value] of Object.entries(parse(content))) config[name] = member(name, value);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const line = error instanceof TomlError ? `:${error.line}` : "";
    const reason = (error as Error).message.split("\n")[0];
    throw new Problem(`${path}${line}: ${reason}`);
  }
  const { extends: bases = [], ...own } = config as Config;
  const here = (name: string) => (isAbsolute(name) ? name : join(dirname(path), name));
  const read: Config = { ...own, "env-files": (own["env-files"] ?? []).map(here) };
  // A later one goes before an earlier one.
  return bases.reduceRight(
    (config, base) => over(config, readConfig(here(base), [...open, known])),
    read,
  );
}

/** `config` where it says something, and `base` where it does not. */
function over(config: Config, base: Config): Config {
  const ids = new Set(config.rules?.map(({ id }) => id));
  const said = Object.entries(config).filter(([, value]) => value !== undefined);
  return {
    ...base,
    ...Object.fromEntries(said),
    "env-files": [...(base["env-files"] ?? []), ...(config["env-files"] ?? [])],
    allow: [...(config.allow ?? []), ...(base.allow ?? [])],
    rules: [...(config.rules ?? []), ...(base.rules ?? []).filter(({ id }) => !ids.has(id))],
  };
}

function member(name: string, value: unknown): unknown {
  const choices = WORDS[name];
  if (choices) {
    if (typeof value === "string" && choices.includes(value)) return value;
    throw new Usage(`${name}: it must be one of ${choices.join(", ")}`);
  }
  switch (name) {
    case "max-file-size":
      return size(String(value));
    case "threads":
      return threads(String(value));
    case "allow":
      return (value as Record<string, unknown>[]).map(({ until, ...rest }) =>
        until === undefined ? rest : { ...rest, until: day(until) },
      );
    case "source-maps":
      if (typeof value === "boolean") return value;
      throw new Usage("source-maps: it must be true or false");
    case "env-files":
      if (isTexts(value)) return value;
      throw new Usage("env-files: it must be a list of paths");
    case "extends":
      if (typeof value === "string") return [value];
      if (isTexts(value)) return value;
      throw new Usage("extends: it must be a path, or a list of paths");
    // The last two are of the checklist, which is the native command's.
    case "rules":
    case "keys":
    case "rotate-days":
      return value;
    default:
      throw new Usage(`unknown field \`${name}\``);
  }
}

/** A date of TOML's, or the text of one. */
function day(value: unknown): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

function baseline(path: string | undefined): string[] {
  if (path === undefined) return [];
  try {
    const { schema, findings } = JSON.parse(text(path));
    if (schema !== 1) throw new Error(`it is of schema ${schema}, and this is 1`);
    return findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${path}: ${(error as Error).message}`);
  }
}

function variables({ envFile, envFromProcess }: Arguments, more: string[]): Variable[] {
  const all = [...more, ...envFile].flatMap((path): Variable[] =>
    JSON.parse(dotenv(text(path), path)),
  );
  if (!envFromProcess) return all;
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, from: "the environment" }],
  );
  return [...all, ...own];
}

function text(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Problem(`${path}: it cannot be read: ${sentence(error)}`);
  }
}

/**
 * The file called `name` beside `path`, or in the nearest folder above that has one. Not the one
 * inside: what is linted does not decide how.
 */
export function nearest(path: string | undefined, name: string): string | undefined {
  if (path === undefined) return undefined;
  const here = realpathSync(process.cwd());
  let folder = here;
  try {
    const real = realpathSync(path);
    folder = here === real || here.startsWith(real + sep) ? real : dirname(real);
  } catch {
    // `-`, or a path that does not exist.
  }
  for (;;) {
    const file = join(folder, name);
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
}
