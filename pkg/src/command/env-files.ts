// The `.env` files of a project, wherever in it they lie.

import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { dotenv, Engine } from "../engine.js";
import type { FileReport, Finding, Variable } from "../generated/types.js";
import { readBounded } from "../node/files.js";
import { texts } from "./texts.js";

/** A `.env` file. */
export interface EnvFile {
  /** Relative to the project, with `/`. */
  path: string;
  /** One to copy, which must hold nothing real. */
  isExample: boolean;
  /** Variables whose values are keys that are not meant for everyone. */
  keys: string[];
}

/** Longer `.env` files are none. */
const LONGEST = 1 << 20;

/** Files and folders that are looked at for their names. */
const MOST_ENTRIES = 200_000;

const ENV = /^\.env(?:$|[._-])/;
const EXAMPLE = /(?:^|[._-])(?:example|sample|template|dist|defaults|schema)(?:$|[._-])/;

/** Never the project's own, wherever they lie. */
const ELSEWHERE = ["node_modules", ".git"];

/** What is found, but only wrong in a build. */
const NO_KEY = /^(?:exposure|server-only|allow)\/|^env\/(?:whole-environment|uninlined-reference)$/;

/** Whether a file with this name is one. */
export function isEnv(name: string): boolean {
  return ENV.test(name);
}

/** Whether it only shows which variables there are. */
export function isExample(name: string): boolean {
  return EXAMPLE.test(name);
}

/** Every `.env` file below `root`. */
export function envFiles(root: string): EnvFile[] {
  const engine = new Engine({ minSeverity: "note" });
  const { forBrowsers, made } = texts().outputs;
  const passed = [...forBrowsers, ...made];
  const paths = [...below(root, "", passed, { left: MOST_ENTRIES })].sort();
  return paths.flatMap((path) => {
    const text = readEnv(join(root, path));
    if (text === undefined) return [];
    const name = path.split("/").pop() ?? "";
    const variables: Variable[] = JSON.parse(dotenv(text, path));
    const keys = variables.filter((variable) => isKey(variable, engine)).map(({ name }) => name);
    return [{ path, isExample: isExample(name), keys }];
  });
}

/** Those in `folder`, but not below the paths that are `passed` over, nor in `ELSEWHERE`. */
function* below(
  root: string,
  folder: string,
  passed: string[],
  bound: { left: number },
): Generator<string> {
  for (const entry of entries(join(root, folder))) {
    if (bound.left === 0) return;
    bound.left -= 1;
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (!entry.isDirectory()) {
      if (isEnv(entry.name)) yield path;
    } else if (!ELSEWHERE.includes(entry.name) && !passed.includes(path)) {
      yield* below(root, path, passed, bound);
    }
  }
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The text of a `.env` file; nothing when it cannot be one. */
export function readEnv(path: string): string | undefined {
  try {
    return readBounded(path, LONGEST).toString("utf8");
  } catch {
    return undefined;
  }
}

/** Whether a value is a key that not everyone may read. Each is linted by itself. */
function isKey({ name, value }: Variable, engine: Engine): boolean {
  const { findings }: FileReport = JSON.parse(
    engine.lint(".env", Buffer.from(`${name}=${value}\n`)),
  );
  const rank = ({ severity }: Finding) => ["note", "warning", "error"].indexOf(severity);
  const found = findings.filter(({ rule }) => !NO_KEY.test(rule));
  found.sort((a, b) => rank(a) - rank(b));
  const worst = found.at(-1);
  return worst !== undefined && worst.exposure !== "publishable";
}
