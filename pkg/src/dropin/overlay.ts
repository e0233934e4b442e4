// A badge on the page, which opens a panel. Both are in a shadow root in the top layer.

import type { Report } from "../generated/types.js";
import type { Unread } from "./collect.js";
import { el } from "./elements.js";
import { type Asks, Panel, toneOf } from "./panel.js";
import { HOST, PANEL } from "./style.js";

/** What can be done with the badge. */
export interface Overlay {
  show(report: Report, unread: Unread[], remark: string): void;
  fail(sentence: string): void;
  open(): void;
}

/** Puts the badge on the page. */
export function onBadge(asks: Asks): Overlay {
  const panel = new Panel(asks);
  const badge = el(
    "button",
    { type: "button", class: "badge", "aria-expanded": "false" },
    "leaklint …",
  );
  const close = el("button", { type: "button", "aria-label": "Close leaklint" }, "Close");
  const box = el(
    "section",
    { class: "box", "aria-label": "leaklint", hidden: true },
    el("div", { class: "bar" }, el("h2", {}, "leaklint"), close),
    el("div", { class: "scroll" }, panel.element),
  );
  const open = (isOpen: boolean) => {
    box.hidden = !isOpen;
    badge.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? close : badge).focus();
  };
  badge.addEventListener("click", () => open(box.hidden === true));
  close.addEventListener("click", () => open(false));
  box.addEventListener("keydown", (event) => {
    // The page's own shortcuts are not meant.
    event.stopPropagation();
    if (event.key === "Escape") open(false);
  });
  attach(el("div", { class: "leaklint" }, box, badge));
  return {
    show(report, unread, remark) {
      panel.show(report, unread, remark);
      const { errors, warnings } = report.summary;
      const number = errors + warnings;
      badge.className = `badge ${toneOf(report)}`;
      badge.textContent = number > 0 ? `leaklint ${number}` : "leaklint ✓";
      badge.setAttribute("aria-label", `leaklint: ${number} found. Open the panel`);
    },
    fail(sentence) {
      panel.fail(sentence);
      badge.className = "badge warning";
      badge.textContent = "leaklint !";
      badge.setAttribute("aria-label", "leaklint cannot run here. Open the panel");
    },
    open: () => open(true),
  };
}

function attach(content: HTMLElement): void {
  const host = document.createElement("leaklint-panel");
  const root = host.attachShadow({ mode: "open" });
  // No style element: the page's policy may forbid it, but not a sheet made by a script.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(HOST + PANEL);
  root.adoptedStyleSheets = [sheet];
  root.append(content);
  // Beside the body, which frameworks may draw anew.
  document.documentElement.append(host);
  host.popover = "manual";
  host.showPopover();
}
