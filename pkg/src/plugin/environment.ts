// The build's own variables: what no scanner from outside knows.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { dotenv } from "../engine.js";
import type { Variable } from "../generated/types.js";
import { readBoundedText } from "../node/files.js";
import { startHere } from "../node/module.js";

/** What findings call the process's own variables. */
const PROCESS = "the environment";

/** Files that only show which variables there are. */
const EXAMPLES = /\.(?:example|sample|template|defaults?|dist|schema)$/;

/** Variables that say what npm and the package are: builds may well print them. */
const HARMLESS = /^(?:npm_|INIT_CWD$|NODE(?:_ENV|_VERSION|_OPTIONS)?$|_$|COLOR$)/;

/** The variables of a build in `folder` that are not public by one of `prefixes`. */
export function buildVariables(folder: string, mode: string, prefixes: string[]): Variable[] {
  const found = everyVariable(folder, mode);
  const isPublic = (name: string) => prefixes.some((prefix) => prefix && name.startsWith(prefix));
  const seen = new Set<string>();
  return found.filter(({ name, value }) => {
    const key = `${name}=${value}`;
    if (!value || isPublic(name) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The variables of a build in `folder`, the public ones with them. */
export function everyVariable(folder: string, mode: string): Variable[] {
  return [...ofFiles(folder, mode), ...ofProcess()];
}

/** The variables of a build in `folder` that are public by one of `prefixes`. */
export function publicVariables(folder: string, mode: string, prefixes: string[]): Variable[] {
  return everyVariable(folder, mode).filter(({ name }) =>
    prefixes.some((prefix) => prefix && name.startsWith(prefix)),
  );
}

/** Every `.env` file of the mode, and those of no mode. */
export function ofFiles(folder: string, mode: string): Variable[] {
  const wanted = [".env", ".env.local", `.env.${mode}`, `.env.${mode}.local`];
  return names(folder)
    .filter((name) => wanted.includes(name) && !EXAMPLES.test(name))
    .flatMap((name): Variable[] => {
      try {
        startHere();
        return JSON.parse(dotenv(readBoundedText(join(folder, name)), name));
      } catch {
        return [];
      }
    });
}

function ofProcess(): Variable[] {
  return Object.entries(process.env).flatMap(([name, value]) =>
    value && !HARMLESS.test(name) ? [{ name, value, from: PROCESS }] : [],
  );
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
