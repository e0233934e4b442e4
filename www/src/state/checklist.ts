// The seven things of the key-handling guide, and what a drop can show of each.

import type { Finding } from "../../../pkg/src/generated/types.js";
import titles from "../../../src/cli/checklist/titles.json" with { type: "json" };
import { ignores } from "./gitignore.js";

/** What a drop shows of an item. */
export type Answer = "pass" | "fail" | "unknown";

/** What was seen of an item. */
interface Seen {
  answer: Answer;
  /** What was seen, in one sentence. */
  seen: string;
  /** Pages where a person sees more. */
  links?: { text: string; url: string }[];
}

/** One of the seven things, as the command calls it. */
export interface Item extends Seen {
  title: string;
}

/** What the drop is judged by. */
export interface Evidence {
  findings: Finding[];
  names: string[];
  /** The `.gitignore` of the folder that was dropped. */
  gitignore: string | undefined;
  /** Where a provider shows what its keys did, by rule. */
  usage: ReadonlyMap<string, string>;
  now: Date;
}

const SOURCE =
  /(?:^|\/)(?:src|app|pages|components|lib|server|scripts)\/|\.(?:tsx?|jsx|vue|svelte)$/;
const ENV = /(?:^|\/)\.env(?:\.(?!example$|sample$|template$)[\w.-]+)?$/;
const DAY = 24 * 60 * 60 * 1000;
const ROTATE_DAYS = 90;

/** The seven answers. */
export function checklist(evidence: Evidence): Item[] {
  const items = [inVariables, isIgnored, leastScopes, separateKeys, rotated, monitored, notExposed];
  return items.map((look, at) => ({ title: titles[at] as string, ...look(evidence) }));
}

function secrets({ findings }: Evidence): Finding[] {
  // A file that is there is no key.
  const isKey = ({ rule, severity }: Finding) =>
    severity !== "note" && !rule.startsWith("exposure/");
  return findings.filter(isKey);
}

function inVariables(evidence: Evidence): Seen {
  const sources = evidence.names.filter((name) => SOURCE.test(name) && !ENV.test(name));
  if (sources.length === 0) {
    return {
      answer: "unknown",
      seen: "No source files were dropped: drop the project's folder.",
    };
  }
  const written = secrets(evidence).filter(({ location, original }) => {
    const path = original?.path ?? location.path;
    return SOURCE.test(path) && !ENV.test(path);
  });
  const [first] = written;
  if (!first) return { answer: "pass", seen: `No key is written into ${files(sources)}.` };
  const place = first.original ?? first.location;
  const variable = first.env ? ` Move it to ${first.env}.` : "";
  return {
    answer: "fail",
    seen: `${keys(written.length)} written into sources, the first in ${place.path}:${place.line}.${variable}`,
  };
}

function isIgnored({ names, gitignore }: Evidence): Seen {
  const envs = names.filter((name) => ENV.test(name) && !name.includes("node_modules/"));
  const isProject = names.includes("package.json");
  if (gitignore === undefined) {
    if (envs.length > 0 && isProject) {
      return { answer: "fail", seen: `${envs[0]} is there, and no .gitignore.` };
    }
    const seen = envs.length
      ? `${envs[0]} is in what was dropped: if that is published, so is the file.`
      : "No .gitignore was dropped: drop the project's folder.";
    return { answer: envs.length ? "fail" : "unknown", seen };
  }
  const missing = [...new Set([".env", ".env.local", ...envs])].filter(
    (name) => !ignores(gitignore, name),
  );
  return missing.length === 0
    ? { answer: "pass", seen: ".gitignore covers every .env file that is there." }
    : { answer: "fail", seen: `.gitignore does not cover ${missing.join(", ")}.` };
}

function leastScopes({ findings }: Evidence): Seen {
  const told = findings.filter(({ scopes }) => scopes?.length);
  const [first] = told;
  if (!first)
    return {
      answer: "unknown",
      seen: "No key tells its scopes: look at the provider's page.",
    };
  const wide = told.find(({ scopes }) =>
    scopes?.some((scope) => /\*|admin|service_role|:all\b/i.test(scope)),
  );
  if (wide) {
    return {
      answer: "fail",
      seen: `${wide.title} in ${wide.location.path} may do everything: ${wide.scopes?.join(", ")}.`,
    };
  }
  return {
    answer: "unknown",
    seen: `${first.title} has ${first.scopes?.join(", ")}: whether it needs them all, you know.`,
  };
}

function separateKeys({ findings, names }: Evidence): Seen {
  const isEnv = (path: string) => ENV.test(path);
  const shared = findings.find(({ location, occurrences, exposure }) => {
    const paths = [location, ...occurrences].map(({ path }) => path).filter(isEnv);
    return exposure !== "publishable" && new Set(paths).size > 1;
  });
  if (shared) {
    const paths = [shared.location, ...shared.occurrences].map(({ path }) => path).filter(isEnv);
    return {
      answer: "fail",
      seen: `The same value (${shared.title}) is in ${[...new Set(paths)].join(" and ")}.`,
    };
  }
  const live = findings.find(
    ({ environment, location }) =>
      environment === "live" && /\.env\.(?:dev|test|local)/.test(location.path),
  );
  if (live)
    return {
      answer: "fail",
      seen: `A live key is in ${live.location.path}: ${live.title}.`,
    };
  const envs = names.filter(isEnv);
  if (envs.length < 2) {
    return {
      answer: "unknown",
      seen: "Fewer than two .env files were dropped: nothing to compare.",
    };
  }
  return { answer: "pass", seen: `No value is shared by ${envs.join(", ")}.` };
}

function rotated(evidence: Evidence): Seen {
  const leaked = secrets(evidence).filter(({ severity }) => severity === "error");
  if (leaked.length > 0) {
    return { answer: "fail", seen: `${keys(leaked.length)} found here: rotate now.` };
  }
  const dated = evidence.findings.filter(
    ({ issued, exposure }) => issued && exposure !== "publishable",
  );
  const old = dated.find(
    ({ issued }) => +evidence.now - Date.parse(issued as string) > ROTATE_DAYS * DAY,
  );
  if (old) return { answer: "fail", seen: `${old.title} was issued on ${old.issued}.` };
  if (dated.length > 0)
    return { answer: "pass", seen: "Every key that tells its age is younger than 90 days." };
  return { answer: "unknown", seen: "No key tells its age." };
}

function monitored({ findings, usage }: Evidence): Seen {
  const links = new Map<string, string>();
  for (const { rule, provider } of findings) {
    const url = usage.get(rule);
    if (url?.startsWith("https://")) links.set(provider, url);
  }
  return {
    answer: "unknown",
    seen: "This cannot be seen from here.",
    links: [...links].map(([text, url]) => ({ text, url })),
  };
}

function notExposed(evidence: Evidence): Seen {
  const exposed = secrets(evidence).filter(({ severity }) => severity === "error");
  const [first] = exposed;
  if (!first) return { answer: "pass", seen: `No secret in ${files(evidence.names)}.` };
  return {
    answer: "fail",
    seen: `${keys(exposed.length)} exposed, the first in ${first.location.path}.`,
  };
}

function keys(number: number): string {
  return number === 1 ? "One key is" : `${number} keys are`;
}

function files(names: string[]): string {
  return names.length === 1 ? "one file" : `${names.length.toLocaleString("en")} files`;
}
