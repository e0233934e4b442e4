// What a plugin's options and the project's files come to: options win over `leaklint.toml`.

import { relative } from "node:path";
import { dotenv, Engine, rules as everyRule } from "../engine.js";
import type { Allow, Options, Rule, RuleText, Severity, Variable } from "../generated/types.js";
import { startHere } from "../node/module.js";
import { BASELINE, knownFindings } from "../settings/baseline.js";
import { CONFIG, type Config, ofProject, readConfig, readText } from "../settings/config.js";
import { nearestName } from "../settings/near.js";
import { Problem } from "../settings/problem.js";
import type { Checked } from "./options.js";
import type { Measure } from "./verdict.js";

/** How a project is linted. */
export interface Settings extends Measure {
  rules: Record<string, Severity | "off">;
  threads: number | undefined;
  /** All but the build's own variables. */
  linter: Options;
  /** Variables of `env-files`. */
  variables: Variable[];
}

/** Returns what counts for the project in `root`. Throws a `Problem` when a file is wrong. */
export function settingsOf(options: Checked, root: string): Settings {
  const path = ofProject(root, CONFIG);
  const config = path === undefined ? {} : short(() => readConfig(path));
  const known = ofProject(root, BASELINE);
  const { rules = [] } = config;
  checkIds(options.rules, rules);
  const linter: Options = {
    persona: options.persona ?? (config.persona as "regular") ?? "regular",
    allow: [...options.allow, ...(config.allow ?? [])] as Allow[],
    sourceMaps: options.sourceMaps ?? config["source-maps"] ?? true,
    baseline: known === undefined ? [] : short(() => knownFindings(known)),
    rules,
    minSeverity: "note",
  };
  if (config["max-file-size"]) linter.maxFileSize = config["max-file-size"];
  if (rules.length) short(() => tryRules(path as string, linter));
  return {
    failOn: options.failOn ?? (config["fail-on"] as Severity) ?? "error",
    minSeverity: options.minSeverity ?? (config["min-severity"] as Severity) ?? "warning",
    rules: options.rules,
    threads: config.threads,
    linter,
    variables: short(() => variables(config)),
  };
}

/** Calls `work`; a `Problem` names its file as seen from the working directory, if that is above. */
function short<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const [, path = ""] = /^(.*?)(?::\d+)?: /.exec(error.message) ?? [];
    const shown = relative(process.cwd(), path);
    if (!path || shown.startsWith("..")) throw error;
    throw new Problem(shown + error.message.slice(path.length), error.hint);
  }
}

function variables(config: Config): Variable[] {
  return (config["env-files"] ?? []).flatMap((path): Variable[] => {
    startHere();
    return JSON.parse(dotenv(readText(path), path));
  });
}

/** The project's own rules are read by the engine. */
function tryRules(path: string, linter: Options): void {
  startHere();
  try {
    new Engine(linter);
  } catch (error) {
    throw new Problem(`${path}: ${(error as Error).message}`);
  }
}

/** Throws when `wanted` names a rule that does not exist. */
export function checkIds(wanted: Record<string, unknown>, own: RuleText[]): void {
  if (!Object.keys(wanted).length) return;
  startHere();
  const ids = [...(JSON.parse(everyRule()) as Rule[]), ...own].flatMap(({ id }) => id ?? []);
  const all = new Set(ids.flatMap((id) => [id, `${id.split("/")[0]}/*`]));
  for (const id of Object.keys(wanted)) {
    if (all.has(id)) continue;
    const near = nearestName(id, all);
    const rest = near ? `did you mean \`${near}\`?` : "`npx leaklint rules` lists them all";
    throw new TypeError(`leaklint: the option \`rules\` has no rule \`${id}\`: ${rest}`);
  }
}
