// Looking closer at one finding: its value, and its place in the person's own source.

import { lintRemote } from "../lint/pool.js";
import { jobOf } from "./actions.js";
import { looked } from "./select.js";
import { current, type Detail, update } from "./state.js";

/** Opens the page of a finding. */
export async function look(fingerprint: string): Promise<void> {
  update({ detail: { fingerprint } });
  const finding = looked(current());
  const job = finding && jobOf(finding.location.path);
  if (!finding?.original) return;
  // Maps inside of archives are the linter's to read.
  if (job?.name !== finding.location.path) return change(fingerprint, { original: "none" });
  change(fingerprint, { original: "loading" });
  const remote = await lintRemote();
  try {
    const frame = await remote.call("original", [job, finding.original]);
    change(fingerprint, { original: frame ?? "none" });
  } catch {
    change(fingerprint, { original: "none" });
  } finally {
    remote.end();
  }
}

/** Back to the list. A value that was revealed is forgotten. */
export function leave(): void {
  update({ detail: undefined });
}

/** Shows a value, on this screen only: its file is read once more, and nothing keeps it. */
export async function reveal(): Promise<void> {
  const finding = looked(current());
  const job = finding && jobOf(finding.location.path);
  if (!finding || !job) return;
  const { fingerprint } = finding;
  change(fingerprint, { isRevealing: true });
  const remote = await lintRemote();
  try {
    const value = await remote.call("reveal", [job, fingerprint]);
    change(
      fingerprint,
      value === undefined ? { problem: "The file has changed since." } : { value },
    );
  } catch (error) {
    change(fingerprint, { problem: (error as Error).message });
  } finally {
    remote.end();
    change(fingerprint, { isRevealing: false });
  }
}

export function hide(): void {
  const { detail } = current();
  if (!detail) return;
  const { value: _, ...rest } = detail;
  update({ detail: rest });
}

/** Changes the detail, if it is still that finding's. */
function change(fingerprint: string, change: Partial<Detail>): void {
  const { detail } = current();
  if (detail?.fingerprint === fingerprint) update({ detail: { ...detail, ...change } });
}
