// What can be typed: the options of the native command.

import { bytes } from "../settings/config.js";
import type { SiteOptions } from "../site/options.js";

/** A mistake of whoever typed: told on standard error, exit status 2. */
export class Usage extends Error {}

/** What was typed after `leaklint`. */
export interface Arguments {
  command: "lint" | "rules" | "init" | "baseline" | "help" | "version";
  /** Of `help`: for which command, and whether the short form. */
  topic: string;
  words: string[];
  format?: string;
  output?: string;
  failOn?: string;
  minSeverity?: string;
  persona?: string;
  config?: string;
  baseline?: string;
  envFile: string[];
  stdinName: string;
  color: string;
  threads?: number;
  maxFileSize?: number;
  envFromProcess: boolean;
  noSourceMaps: boolean;
  noIgnore: boolean;
  reveal: boolean;
  quiet: boolean;
  update: boolean;
  /** Of `init`: nobody is asked. */
  yes: boolean;
  /** How a deployed site is fetched. */
  site: SiteOptions;
  /** Files of certificates. */
  ca: string[];
}

const SEVERITIES = ["error", "warning", "note"];

/** The words that may follow an option; none: any text. */
const CHOICES: Record<string, string[]> = {
  "--format": ["human", "json", "ndjson", "sarif", "github", "html"],
  "--fail-on": [...SEVERITIES, "never"],
  "--min-severity": SEVERITIES,
  "--persona": ["regular", "pedantic", "auditor"],
  "--color": ["auto", "always", "never"],
};

const INPUT = [
  ...["--persona", "--config", "--baseline", "--env-file", "--env-from-process"],
  ...["--no-source-maps", "--stdin-name", "--no-ignore", "--threads", "--max-file-size"],
  ...["--quiet", "--color"],
];

/** Of deployed sites: options with a number, and the least and the most that it may be. */
const NUMBERS: Record<string, [number, number]> = {
  "--pages": [1, 65535],
  "--max-requests": [0, Number.MAX_SAFE_INTEGER],
  "--timeout": [1, 3600],
  "--concurrency": [1, 64],
  "--rate": [1, 2 ** 32 - 1],
};

const SITE = [
  ...Object.keys(NUMBERS),
  ...["--header", "--cookie", "--third-party", "--own", "--probe", "--save", "--saved", "--ca"],
  ...["--allow-private", "--max-bytes"],
];

/** Which options a command takes. */
const OPTIONS: Record<string, string[]> = {
  lint: [...INPUT, ...SITE, "--format", "--output", "--fail-on", "--min-severity", "--reveal"],
  baseline: [...INPUT, "--update"],
  rules: ["--format", "--color"],
  init: ["--yes"],
};

/** Commands that only the native one has. */
const NATIVE = ["checklist", "rotate", "env", "completions", "man"];

/** What an option is called in short. */
const SHORT: Record<string, string> = { "-q": "--quiet", "-y": "--yes" };

const FLAGS = new Set([
  ...[
    "--env-from-process",
    "--no-source-maps",
    "--no-ignore",
    "--reveal",
    "--quiet",
    "--update",
    "--yes",
  ],
  ...["--third-party", "--probe", "--allow-private"],
]);

/** Reads the arguments of this process. */
export function parsed(typed: string[]): Arguments {
  const first = typed[0] ?? "";
  if (NATIVE.includes(first)) {
    throw new Usage(`'${first}' is the native command's: \`cargo install leaklint\``);
  }
  const isCommand = first in OPTIONS && first !== "lint";
  const command = (isCommand ? first : "lint") as Arguments["command"];
  const known = OPTIONS[command] ?? [];
  const topic = isCommand ? first : "";
  const result: Arguments = {
    ...{ command, topic, words: [], envFile: [], stdinName: "stdin.js", color: "auto" },
    ...{ envFromProcess: false, noSourceMaps: false, noIgnore: false },
    ...{ reveal: false, quiet: false, update: false, yes: false, site: {}, ca: [] },
  };
  if (first === "help") return { ...result, command: "help", topic: typed[1] ?? "" };
  const rest = typed.slice(isCommand ? 1 : 0);
  while (rest.length) {
    const word = rest.shift() as string;
    if (word === "--") {
      result.words.push(...rest);
      break;
    }
    if (word === "-h" || word === "--help")
      return { ...result, command: "help", topic: word === "-h" ? `${topic}-h` : topic };
    if (word === "-V" || word === "--version") return { ...result, command: "version" };
    if (!word.startsWith("-") || word === "-") {
      if (["init", "rules"].includes(command) && result.words.length)
        throw new Usage(`unexpected argument '${word}' found`);
      result.words.push(word);
      continue;
    }
    const [name, glued] = split(SHORT[word] ?? word);
    if (!known.includes(name)) throw new Usage(`unexpected argument '${name}' found`);
    if (FLAGS.has(name)) {
      if (glued !== undefined)
        throw new Usage(`unexpected value '${glued}' for '${name}' found; no more were expected`);
      set(result, name, true);
      continue;
    }
    const value = glued ?? rest.shift();
    if (value === undefined)
      throw new Usage(`a value is required for '${name}' but none was supplied`);
    set(result, name, checked(name, value, command));
  }
  return result;
}

function split(word: string): [string, string | undefined] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function checked(name: string, value: string, command: string): string | number {
  if (name === "--threads") return threads(value);
  if (name === "--max-file-size" || name === "--max-bytes") return size(value, name);
  if (name === "--save" || name === "--saved") {
    throw new Usage(`'${name}' is the native command's: \`cargo install leaklint\``);
  }
  const bounds = NUMBERS[name];
  if (bounds) return number(name, value, bounds);
  const choices = name === "--format" && command === "rules" ? ["human", "json"] : CHOICES[name];
  if (choices && !choices.includes(value)) {
    throw new Usage(
      `invalid value '${value}' for '${name}'\n  [possible values: ${choices.join(", ")}]`,
    );
  }
  return value;
}

function set(result: Arguments, name: string, value: string | number | boolean): void {
  const key = name.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (key === "envFile" || key === "ca") result[key].push(String(value));
  else if (SITE.includes(name)) Object.assign(result.site, siteOption(result.site, key, value));
  else Object.assign(result, { [key]: value });
}

/** What an option says of how a site is fetched. */
function siteOption(
  { headers = {}, own = [] }: SiteOptions,
  key: string,
  value: string | number | boolean,
): SiteOptions {
  switch (key) {
    case "cookie":
      return { headers: { ...headers, Cookie: String(value) } };
    case "header": {
      const [, name, text] = /^([^:]+):(.*)$/s.exec(String(value)) ?? [];
      if (name === undefined || text === undefined) {
        throw new Usage(
          `invalid value '${value}' for '--header <NAME: VALUE>': write it as "Name: value"`,
        );
      }
      return { headers: { ...headers, [name.trim()]: text.trim() } };
    }
    case "own":
      return { own: [...own, String(value)] };
    default:
      return { [key]: value };
  }
}

function number(name: string, text: string, [least, most]: [number, number]): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  const bounds = most < 2 ** 16 ? `a number from ${least} to ${most}` : `a number from ${least} on`;
  throw new Usage(`invalid value '${text}' for '${name}': it must be ${bounds}`);
}

/** A number of threads. */
export function threads(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 1024) return number;
  throw new Usage(
    `invalid value '${text}' for '--threads <N>': it must be a number from 1 to 1024`,
  );
}

/** A size in bytes; `K`, `M` and `G` mean powers of 1024. */
export function size(text: string, name = "--max-file-size"): number {
  const number = bytes(text);
  if (number !== undefined) return number;
  throw new Usage(
    `invalid value '${text}' for '${name} <SIZE>': it must be a number of bytes, or one with K, M or G, such as 10M`,
  );
}
