// Drawings. All are decoration: the text beside them says the same.

import type { Severity } from "../../../pkg/src/generated/types.js";

/** Told apart by shape, not by colour alone. */
const MARKS: Record<Severity, string> = {
  error: "M8 1.500c3.200 4.300 5 7 5 9.200a5 5 0 0 1-10 0c0-2.200 1.800-4.900 5-9.200z",
  warning: "M8 2 15 14H1z",
  note: "M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z",
};

export function Mark({ severity }: { severity: Severity }) {
  return (
    <svg class={`mark ${severity}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={MARKS[severity]} />
    </svg>
  );
}

export function Drop() {
  return (
    <svg class="brand-mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d={MARKS.error} />
    </svg>
  );
}

const LINES = {
  folder:
    "M3 7.500V18a1.500 1.500 0 0 0 1.500 1.500h15A1.500 1.500 0 0 0 21 18V9a1.500 1.500 0 0 0-1.500-1.500H12L10 5H4.500A1.500 1.500 0 0 0 3 6.500z",
  pass: "M5 12.500 10 17.500 19.500 7",
  fail: "M6 6 18 18M18 6 6 18",
  unknown: "M9 9a3 3 0 1 1 4.200 2.750c-.8.400-1.200 1-1.200 1.750v.5M12 17.500v.1",
  down: "M12 4v11M7 10.500 12 15.500 17 10.500M5 19.500h14",
  back: "M14.500 5 7.500 12 14.500 19",
} as const;

export function Line({ name }: { name: keyof typeof LINES }) {
  return (
    <svg class="line" viewBox="0 0 24 24" aria-hidden="true">
      <path d={LINES[name]} />
    </svg>
  );
}
