// Everything that the page shows, as plain data, in one place.

import type { Finding, Rule, Severity } from "../../../pkg/src/generated/types.js";
import type { Frame } from "../lint/original.js";
import type { Overview } from "../lint/overview.js";
import type { Item } from "./checklist.js";

/** What was given at once. */
export interface Drop {
  id: number;
  title: string;
  files: number;
  bytes: number;
  passedOver: string[];
  unreadable: { name: string; reason: string }[];
  isCancelled: boolean;
}

/** What the page does now. */
export type Phase = "empty" | "gathering" | "linting" | "done";

/** How far a run is. */
export interface Progress {
  files: number;
  totalFiles: number;
  bytes: number;
  totalBytes: number;
  /** What is being read. */
  name: string;
}

/** Which findings are listed. */
export interface Filters {
  text: string;
  severity: Severity | "";
  provider: string;
  rule: string;
  file: string;
}

/** The parts of the result, each with an address of its own. */
export type Tab = "findings" | "public" | "map" | "checklist" | "files";

/** What is known about the finding that is looked at. */
export interface Detail {
  fingerprint: string;
  /** The value, once the person asked for it. */
  value?: string;
  isRevealing?: boolean;
  original?: Frame | "loading" | "none";
  problem?: string;
}

export interface State {
  phase: Phase;
  drops: Drop[];
  progress: Progress;
  overview: Overview | undefined;
  elapsedMs: number;
  filters: Filters;
  tab: Tab;
  /** How many findings of the list are drawn. */
  drawn: number;
  detail: Detail | undefined;
  rules: ReadonlyMap<string, Rule>;
  checklist: Item[];
  /** What is being written to a file. */
  writing: string;
  /** What went wrong with the page itself. */
  problem: string;
  /** For people who do not see the page. */
  announcement: string;
  isPasting: boolean;
  isOver: boolean;
}

export const NO_FILTERS: Filters = { text: "", severity: "", provider: "", rule: "", file: "" };
export const NO_PROGRESS: Progress = {
  files: 0,
  totalFiles: 0,
  bytes: 0,
  totalBytes: 0,
  name: "",
};
/** The list grows by as many. */
export const PAGE = 50;

let state: State = {
  phase: "empty",
  drops: [],
  progress: NO_PROGRESS,
  overview: undefined,
  elapsedMs: 0,
  filters: NO_FILTERS,
  tab: "findings",
  drawn: PAGE,
  detail: undefined,
  rules: new Map(),
  checklist: [],
  writing: "",
  problem: "",
  announcement: "",
  isPasting: false,
  isOver: false,
};
let listener: () => void = () => {};
let isWaiting = false;

/** The state now. Nothing changes it but `update`. */
export function current(): State {
  return state;
}

/** Changes some of it; it is drawn with the next frame. */
export function update(change: Partial<State>): void {
  state = { ...state, ...change };
  if (isWaiting) return;
  isWaiting = true;
  // Not `requestAnimationFrame`: it rests in a tab that is not seen.
  setTimeout(() => {
    isWaiting = false;
    listener();
  }, 0);
}

/** Calls `draw` after changes. */
export function listen(draw: () => void): void {
  listener = draw;
}

/** A finding that may be there: it is shown apart, and is no alarm. */
export function isPublic({ exposure, severity }: Finding): boolean {
  return exposure === "publishable" && severity === "note";
}
