// Output folders: frameworks write into them after the bundler, and build them in several steps.

import { statSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { Files } from "./files.js";

/** What was linted of each folder, by whom. */
const known = new Map<string, Map<object, Files>>();

/** Folders that servers' code is written to: some are inside of what browsers get. */
const servers = new Set<string>();

/** Notes that a server's code is written to the folder. */
export function noteServer(folder: string): void {
  servers.add(folder);
}

/** Notes that `owner` begins its part of the folder anew. */
export function beginOutput(folder: string, owner: object): void {
  const parts = known.get(folder) ?? new Map<object, Files>();
  known.set(folder, parts.set(owner, new Files()));
}

/** Notes what `owner` has linted of the folder. */
export function noteOutput(folder: string, owner: object, files: Files): void {
  const parts = known.get(folder) ?? new Map<object, Files>();
  const before = parts.get(owner);
  known.set(folder, parts.set(owner, before ? before.and(files) : files));
}

/** Whether this process made the folder. */
export function isMadeHere(folder: string): boolean {
  const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return made >= Date.now() - performance.now();
}

/**
 * Returns the files in the folder that are new, or that were changed after they were linted there,
 * or in the folder that they were copied from.
 */
export function newOutput(folder: string, from = folder): Files {
  const written = new Files();
  const apart = [...servers].map((server) => relative(folder, server).replaceAll(sep, "/"));
  const inside = apart.filter((path) => path && !path.startsWith("..") && !isAbsolute(path));
  written.addFolder(folder, "", (name) => !inside.some((path) => name.startsWith(`${path}/`)));
  const parts = known.get(from) ?? new Map<object, Files>();
  return [...parts.values()].reduce((rest, part) => rest.without(part), written);
}
