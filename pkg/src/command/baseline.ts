// `leaklint baseline`: what is known today, in a file beside the project's code.

import type { Report } from "../generated/types.js";
import { isThere, locked, replaceFile } from "../node/files.js";
import { sentence } from "../node/job.js";
import { readText } from "../settings/config.js";
import { Problem } from "../settings/problem.js";

const SCHEMA = 1;

interface Known {
  fingerprint: string;
  rule: string;
  redacted: string;
  since: string;
  reason?: string;
}

/** Adds what `report` has; with `isUpdate`, what it does not have goes. Gives how many there were and are. */
export function accept(path: string, report: Report, isUpdate: boolean): [number, number] {
  try {
    return locked(path, () => change(path, report, isUpdate));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`\`${path}\` cannot be written: ${sentence(error)}`);
  }
}

function change(path: string, report: Report, isUpdate: boolean): [number, number] {
  const text = isThere(path) ? readText(path) : '{"findings":[]}';
  const before: Known[] = JSON.parse(text).findings;
  const known = new Map(before.map((entry) => [entry.fingerprint, entry]));
  const since = new Date().toISOString().slice(0, 10);
  const now = report.findings.map(
    ({ fingerprint, rule, redacted }) =>
      known.get(fingerprint) ?? { fingerprint, rule, redacted, since },
  );
  const there = new Set(now.map(({ fingerprint }) => fingerprint));
  const rest = isUpdate ? [] : before.filter(({ fingerprint }) => !there.has(fingerprint));
  const all = [...now, ...rest].sort((a, b) =>
    `${a.rule}\0${a.fingerprint}` < `${b.rule}\0${b.fingerprint}` ? -1 : 1,
  );
  // One finding a line, so that branches merge.
  const lines = all.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  const findings = lines ? `[\n${lines}\n  ]` : "[]";
  replaceFile(path, `{\n  "schema": ${SCHEMA},\n  "findings": ${findings}\n}\n`);
  return [before.length, all.length];
}
