// Allowances: of `leaklint.toml` and of a plugin's options.

import type { Allow } from "../generated/types.js";

const NAMES = ["rule", "fingerprint", "path", "env", "reason", "until"];

/** Returns what is wrong with an allowance, as half a sentence in the words of the command. */
export function allowanceProblem(allow: Record<string, unknown>): string | undefined {
  const unknown = Object.keys(allow).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    const names = NAMES.map((name) => `\`${name}\``).join(", ");
    return `unknown field \`${unknown}\`: it may be ${names}`;
  }
  const texts = Object.entries(allow).filter(([, value]) => value !== undefined);
  const notText = texts.find(([, value]) => typeof value !== "string");
  if (notText) return `\`${notText[0]}\` of an allowance must be a text`;
  const { rule, fingerprint, path, env, reason = "", until } = allow as Partial<Allow>;
  const selectors = [rule, fingerprint, path, env].filter((text) => text !== undefined);
  if (!selectors.length) return "an allowance must name a rule, a fingerprint, a path or an env";
  if (selectors.some((text) => !text.trim())) return "an allowance must not name an empty text";
  if (!reason.trim()) return "an allowance must give a reason";
  if (until !== undefined && !isDay(until)) return `\`${until}\` is no day such as 2027-01-31`;
  return undefined;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
