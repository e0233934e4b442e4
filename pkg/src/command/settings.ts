// `leaklint.toml` and `leaklint-baseline.json`, and what they and the options come to.

import { dotenv } from "../engine.js";
import type { Options, Severity, Variable } from "../generated/types.js";
import { BASELINE, knownFindings } from "../settings/baseline.js";
import { nearest } from "../settings/beside.js";
import { CONFIG, readConfig, readText } from "../settings/config.js";
import type { Arguments } from "./arguments.js";
import { ownVariables } from "./chosen.js";

/** How to lint, and what to tell of it. */
export interface Settings {
  format: string;
  failOn: string;
  minSeverity: Severity;
  threads: number | undefined;
  linter: Options;
}

/** What the options and the files of a project come to. */
export function settings(typed: Arguments, words: string[]): Settings {
  const path = typed.config ?? nearest(words[0], CONFIG);
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
        typed.command === "baseline" ? [] : accepted(typed.baseline ?? nearest(words[0], BASELINE)),
      maxFileSize: typed.maxFileSize ?? config["max-file-size"] ?? 2 ** 30,
      sourceMaps: !typed.noSourceMaps && (config["source-maps"] ?? true),
      variables: variables(typed, words, config["env-files"]),
    },
  };
}

function accepted(path: string | undefined): string[] {
  return path === undefined ? [] : knownFindings(path);
}

/** Of the files that were named, or else of the project's own, and of the process. */
function variables(
  { envFile, envFromProcess, quiet }: Arguments,
  words: string[],
  more: string[] | undefined,
): Variable[] {
  const named = [...(more ?? []), ...envFile].flatMap((path): Variable[] =>
    JSON.parse(dotenv(readText(path), path)),
  );
  const all = more || envFile.length ? named : ownVariables(words, quiet);
  if (!envFromProcess) return all;
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, from: "the environment" }],
  );
  return [...all, ...own];
}
