// The files of a build by size, with what is worst in each: few enough to be drawn.

import type { Report, Severity } from "../../../pkg/src/generated/types.js";

/** As many as a screen can show. */
const MOST_LEAVES = 240;

/** A file, or the small files of a folder together. */
export interface Leaf {
  path: string;
  bytes: number;
  /** How many files it stands for. */
  files: number;
  /** How many findings have a place in it. */
  findings: number;
  worst?: Severity;
}

const RANK: Record<Severity, number> = { note: 1, warning: 2, error: 3 };

/** The largest files and those with findings; the others as one leaf for each folder. */
export function picture(report: Report): Leaf[] {
  const leaves = new Map<string, Leaf>();
  for (const { path, bytes } of report.files) {
    leaves.set(path, { path, bytes, files: 1, findings: 0 });
  }
  mark(leaves, report);
  const all = [...leaves.values()].sort(
    (a, b) => rank(b) - rank(a) || b.bytes - a.bytes || (a.path < b.path ? -1 : 1),
  );
  const shown = all.slice(0, MOST_LEAVES);
  const rest = new Map<string, Leaf>();
  for (const leaf of all.slice(MOST_LEAVES)) {
    const folder = leaf.path.split("/").slice(0, 1).join("/");
    const together = rest.get(folder);
    if (together) {
      together.bytes += leaf.bytes;
      together.files += 1;
    } else if (rest.size < MOST_LEAVES) {
      rest.set(folder, { ...leaf, path: `${folder}/…` });
    }
  }
  return [...shown, ...rest.values()];
}

function rank({ worst }: Leaf): number {
  return worst ? RANK[worst] : 0;
}

function mark(leaves: Map<string, Leaf>, report: Report): void {
  for (const finding of report.findings) {
    const places = [finding.location, ...finding.occurrences];
    for (const path of new Set(places.map((place) => place.path))) {
      const leaf = leaves.get(path) ?? leaves.get(archiveOf(path));
      if (!leaf) continue;
      leaf.findings += 1;
      if (RANK[finding.severity] > rank(leaf)) leaf.worst = finding.severity;
    }
  }
}

/** The dropped archive that `path` is a member of. */
export function archiveOf(path: string): string {
  return path.split("!/", 1)[0] as string;
}
