// What the native command has, and the package was given when it was built.

import { readFileSync } from "node:fs";
import type { Framework } from "./framework.js";

/** Texts and tables. */
export interface Texts {
  /** What `--help` and `-h` print, by command. */
  help: Record<string, string>;
  /** The settings that `init` writes. */
  template: string;
  /** The most telling first. */
  frameworks: Framework[];
  outputs: Outputs;
}

/** A folder that browsers get. */
export interface Target {
  folder: string;
  /** The ends of the names of files that they get; none: every file. */
  endings?: string[];
}

/** Folders that builds write, relative to the project. */
interface Outputs {
  /** By framework; the first that fits decides, and so does the first folder that is there. */
  ofPackages: { packages: string[]; folders: string[]; pages?: Record<string, Target[]> }[];
  /** Names of builds that projects have, too. */
  projects: string[];
  /** What lies beside the folder `server`, and is for browsers. */
  client: string[];
  server: string;
  /** Where frameworks put what browsers get. */
  forBrowsers: string[];
  /** Those that hold nothing but what builds made. */
  made: string[];
}

let known: Texts | undefined;

/** Read when they are wanted: linting needs none. */
export function texts(): Texts {
  known ??= JSON.parse(readFileSync(new URL("./texts.json", import.meta.url), "utf8")) as Texts;
  return known;
}
