// The address after `#` says which part of the result is shown, so that "back" works.

import { leave, look } from "./detail.js";
import { current, type Tab, update } from "./state.js";

const TABS: Tab[] = ["findings", "public", "map", "checklist", "files"];
const FINDING = "finding/";

/** Follows the address. */
export function follow(): void {
  addEventListener("hashchange", go);
  // A reload begins with an empty page.
  if (location.hash.slice(1) !== "site")
    history.replaceState(null, "", location.pathname + location.search);
}

function go(): void {
  const to = decodeURIComponent(location.hash.slice(1));
  const { detail } = current();
  if (to.startsWith(FINDING)) return void look(to.slice(FINDING.length));
  if (detail) leave();
  const tab = TABS.find((tab) => tab === to);
  if (tab) update({ tab });
}

/** The address of a finding's page. */
export function addressOf(fingerprint: string): string {
  return `#${FINDING}${encodeURIComponent(fingerprint)}`;
}

/** Shows a part of the result, without a step to go back to. */
export function show(tab: Tab): void {
  history.replaceState(null, "", `#${tab}`);
  update({ tab, detail: undefined });
}
