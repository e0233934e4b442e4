// The findings that `leaklint-baseline.json` accepts.

import { readText } from "./config.js";
import { Problem } from "./problem.js";

/** The name of the file when no other is given. */
export const BASELINE = "leaklint-baseline.json";

const SCHEMA = 1;

/** Returns the fingerprints in the baseline at `path`. Throws a `Problem` when it is none. */
export function knownFindings(path: string): string[] {
  const text = readText(path);
  try {
    const { schema, findings } = JSON.parse(text);
    if (schema !== SCHEMA) throw new Error(`it is of schema ${schema}, and this is ${SCHEMA}`);
    return findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  } catch (error) {
    throw new Problem(`${path}: ${(error as Error).message}`);
  }
}
