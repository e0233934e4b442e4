// Mistakes of a configuration that give variables away, told before anything is built.

import { existsSync, readdirSync } from "node:fs";
import type { Variable } from "../generated/types.js";

/** Names that say that a value must not be public. */
const SECRET =
  /(?:^|_)(?:SECRET|PRIVATE(?:_?KEY)?|PASSWORD|PASSWD|CREDENTIALS?|SERVICE_(?:ROLE|ACCOUNT)|ACCESS_KEY|SIGNING_KEY|ENCRYPTION_KEY)(?:_|$)/i;

/** Variables of a shell: whoever inlines one of them has inlined them all. */
const SHELL = ["PATH", "HOME", "PWD", "SHELL", "USER"];

/** Values below this length are found by accident. */
const SHORTEST = 8;

/** Whether a name says that its value must not be public. */
export function saysSecret(name: string): boolean {
  return SECRET.test(name);
}

/** What is wrong with public variables: their prefix publishes a secret. */
export function publicSecrets(variables: Variable[], prefixes: string[]): string[] {
  return variables
    .filter(
      ({ name }) =>
        prefixes.some((prefix) => prefix && name.startsWith(prefix)) && saysSecret(name),
    )
    .map(
      ({ name, from }) =>
        `\`${name}\` of ${from} has a public prefix, so its value is in the client's code, but its name says secret: read it on the server, under a name without the prefix`,
    );
}

/** What is wrong with a setting that writes source maps for everyone. */
export function publishedSources(setting: string, instead: string): string {
  return `${setting} publishes your sources: ${instead}, or keep the maps off the server`;
}

/** What is wrong with a folder that is copied as it is: files of variables are in it. */
export function publishedVariables(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => /^\.env(\.|$)/.test(name))
    .map(
      (name) =>
        `\`${name}\` is in the public folder, so everyone can read it at /${name}: move it out`,
    );
}

/** What is wrong with text that a bundler puts in place of names (`define`, `DefinePlugin`). */
export function definitions(
  define: Record<string, unknown>,
  where: string,
  variables: Variable[],
): string[] {
  const problems: string[] = [];
  const names = Object.keys(define).map((name) =>
    name.replace(/^(?:process|import\.meta)\.env\./, ""),
  );
  if (SHELL.filter((variable) => names.includes(variable)).length > 1) {
    problems.push(
      `${where} replaces every variable of the environment (\`loadEnv\` with an empty prefix, or \`process.env\`, spread): name the variables that the client needs, one by one`,
    );
  }
  for (const [name, value] of Object.entries(define)) {
    const text = typeof value === "string" ? value : safeJson(value);
    const whole = members(value, text);
    if (whole && SHELL.some((variable) => variable in whole)) {
      problems.push(
        `${where} replaces \`${name}\` by the whole environment (${Object.keys(whole).length} variables): name the variables that the client needs, one by one`,
      );
      continue;
    }
    const given = variables.find(({ value }) => value.length >= SHORTEST && text.includes(value));
    if (given && (saysSecret(given.name) || saysSecret(name))) {
      problems.push(
        `${where} replaces \`${name}\` by the value of \`${given.name}\` (${given.from}), which is not meant to be public`,
      );
    }
  }
  return problems;
}

function members(value: unknown, text: string): Record<string, unknown> | undefined {
  if (value && typeof value === "object") return value as Record<string, unknown>;
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
