// What is linted: what was typed, or the build that is there; and whose project it is of.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { dotenv } from "../engine.js";
import type { Variable } from "../generated/types.js";
import { type Walk, walk } from "../node/walk.js";
import { BASELINE } from "../settings/baseline.js";
import { projectOf, typed as shown, unused } from "../settings/beside.js";
import { CONFIG } from "../settings/config.js";
import { Problem } from "../settings/problem.js";
import type { Arguments } from "./arguments.js";
import { isEnv, isExample, readEnv } from "./env-files.js";
import { type Build, isPublished, outputFolder } from "./output-folder.js";

const LEDGER = "leaklint-keys.json";
const SITE = "leaklint-site.json";

/** What is linted. */
export interface Chosen {
  words: string[];
  /** Nothing when paths were typed. */
  build?: Build;
}

/** What was typed, or else the build in the current folder. */
export function chosen(typed: Arguments): Chosen {
  let found: Chosen = { words: typed.words };
  if (typed.words.length === 0) {
    const build = outputFolder();
    if (!build) {
      throw new Problem(
        "no file or folder was named, and there is no build here",
        "build first, or name the folder of the build, as in `leaklint dist`, or `-` for standard input",
      );
    }
    if (!typed.quiet) notice(build.words);
    found = { words: build.targets.map(({ folder }) => folder), build };
  }
  if (!typed.quiet) tellUnused(found.words, typed);
  return found;
}

/** The files of what was chosen. */
export function files({ words, build }: Chosen, typed: Arguments): Walk {
  const found = walk(words, typed.stdinName, typed.noIgnore);
  if (!build) return found;
  const jobs = found.jobs.filter(({ path }) => !path || isPublished(build, path));
  return { ...found, jobs };
}

/** Returns the variables of the projects' own environment files, and reports which files those are. */
export function ownVariables(words: string[], quiet: boolean): Variable[] {
  const projects = new Set(words.flatMap((word) => projectOf(word) ?? []));
  const read: string[] = [];
  const variables = [...projects].sort().flatMap((project) =>
    readdirSync(project)
      .filter((name) => isEnv(name) && !isExample(name))
      .sort()
      .flatMap((name): Variable[] => {
        const path = shown(join(project, name));
        const text = readEnv(path);
        if (text === undefined) return [];
        read.push(path);
        return JSON.parse(dotenv(text, path));
      }),
  );
  if (read.length && !quiet) notice(`looking for the values of ${read.join(", ")}`);
  return variables;
}

/** Settings in what is linted do not count. */
function tellUnused(words: string[], typed: Arguments): void {
  const of = (name: string) => words.flatMap((word) => unused(word, name));
  const told = [
    ...(typed.config ? [] : of(CONFIG).map((file) => [file, `\`--config ${file}\` uses it`])),
    ...(typed.baseline ? [] : of(BASELINE).map((file) => [file, `\`--baseline ${file}\` uses it`])),
    ...of(LEDGER).map((file) => [file, "a project's is beside its package.json"]),
    ...words
      .filter((word) => existsSync(join(word, SITE)))
      .map((word) => [
        join(word, SITE),
        `the native command's \`--saved ${word}\` lints it as a site`,
      ]),
  ];
  for (const text of new Set(
    told.map(([file, how]) => `${file} is not used, because it is in what is linted: ${how}`),
  )) {
    notice(text);
  }
}

function notice(text: string): void {
  // Controls and what turns a text around would steer a terminal.
  process.stderr.write(`notice: ${text.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd")}\n`);
}
