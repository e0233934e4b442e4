// What can be typed: the options of the native command.

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

/** Which options a command takes. */
const OPTIONS: Record<string, string[]> = {
  lint: [...INPUT, "--format", "--output", "--fail-on", "--min-severity", "--reveal"],
  baseline: [...INPUT, "--update"],
  rules: ["--format", "--color"],
  init: [],
};

const FLAGS = new Set([
  ...["--env-from-process", "--no-source-maps", "--no-ignore", "--reveal", "--quiet", "--update"],
]);

/** Reads the arguments of this process. */
export function parsed(typed: string[]): Arguments {
  const first = typed[0] ?? "";
  const isCommand = first in OPTIONS && first !== "lint";
  const command = (isCommand ? first : "lint") as "lint";
  const known = OPTIONS[command] ?? [];
  const topic = isCommand ? first : "";
  const result: Arguments = {
    ...{ command, topic, words: [], envFile: [], stdinName: "stdin.js", color: "auto" },
    ...{ envFromProcess: false, noSourceMaps: false, noIgnore: false },
    ...{ reveal: false, quiet: false, update: false },
  };
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
      result.words.push(word);
      continue;
    }
    const [name, glued] = split(word === "-q" ? "--quiet" : word);
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
  if (name === "--max-file-size") return size(value);
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
  if (key === "envFile") result.envFile.push(String(value));
  else Object.assign(result, { [key]: value });
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
export function size(text: string): number {
  const match = /^(\d+)([KMG]?)$/i.exec(text.trim());
  const unit = ["", "K", "M", "G"].indexOf(match?.[2]?.toUpperCase() ?? "");
  const bytes = Number(match?.[1]) * 1024 ** unit;
  if (match && bytes > 0 && bytes < 2 ** 64) return Math.min(bytes, 2 ** 32 - 1);
  throw new Usage(
    `invalid value '${text}' for '--max-file-size <SIZE>': it must be a number of bytes, or one with K, M or G, such as 10M`,
  );
}
