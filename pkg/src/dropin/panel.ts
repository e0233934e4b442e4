// What was found on a page, in a narrow column: the drop-in's and the extension's.

import type { Excerpt, Finding, Report } from "../generated/types.js";
import type { Unread } from "./collect.js";
import { el, words } from "./elements.js";

/** More findings than these are in the download only. */
const MOST_FINDINGS = 200;
const MOST_UNREAD = 100;

/** What a person can ask of the panel. */
export interface Asks {
  /** Looks into what the page keeps in the browser, too. */
  storage(): Promise<void>;
}

/** The panel's body. */
export class Panel {
  readonly element = el("div", { class: "panel" });
  readonly #status = el("p", { class: "status", role: "status" }, "Reading what this page loaded…");
  readonly #content = el("div", { class: "content" });
  readonly #unread = new Map<string, string>();
  #report: Report | undefined;

  constructor(asks: Asks) {
    const storage = el("button", { type: "button" }, "Check its storage and cookies, too");
    storage.addEventListener("click", () => {
      storage.disabled = true;
      storage.textContent = "Storage and cookies are checked";
      void asks.storage();
    });
    const save = el("button", { type: "button", onclick: () => this.#save() }, "Save as JSON");
    this.element.append(
      this.#status,
      this.#content,
      el("div", { class: "actions" }, storage, save),
      el("p", { class: "quiet" }, "Everything was read in this browser. Nothing was sent."),
    );
  }

  /** Shows a report in the place of the last one. */
  show(report: Report, unread: Unread[], remark: string): void {
    this.#report = report;
    for (const { name, reason } of unread) this.#unread.set(name, reason);
    this.#status.textContent = sentence(report);
    this.#status.className = `status ${toneOf(report)}`;
    const alarms = report.findings.filter((finding) => !isPublic(finding));
    const others = report.findings.filter(isPublic);
    const shown = alarms.slice(0, MOST_FINDINGS);
    const { files } = report.summary;
    const parts: Node[] = [el("p", { class: "quiet" }, `${count(files, "file")} read. ${remark}`)];
    if (shown.length > 0) parts.push(list(shown));
    const rest = alarms.length - shown.length;
    if (rest > 0) parts.push(el("p", { class: "quiet" }, `${rest} more are in the JSON.`));
    if (others.length > 0) {
      const title = `${count(others.length, "key")} meant to be public`;
      parts.push(fold(title, list(others.slice(0, MOST_FINDINGS))));
    }
    if (this.#unread.size > 0) parts.push(this.#lacks());
    this.#content.replaceChildren(...parts);
  }

  /** Says why there is no report. */
  fail(sentence: string): void {
    this.#status.textContent = sentence;
    this.#status.className = "status error";
  }

  #lacks(): HTMLElement {
    const items = [...this.#unread].map(([name, reason]) =>
      el("li", {}, el("code", {}, name), `: ${reason}`),
    );
    const rest = items.length - MOST_UNREAD;
    const more = rest > 0 ? [el("li", {}, `and ${rest} more`)] : [];
    return fold(
      `${count(items.length, "script")} could not be read`,
      el("ul", { class: "unread" }, ...items.slice(0, MOST_UNREAD), ...more),
    );
  }

  #save(): void {
    const text = JSON.stringify(this.#report ?? {}, undefined, 2);
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    el("a", { href, download: "leaklint.json" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }
}

/** What there is to know, in one sentence. */
export function sentence({ summary: { errors, warnings } }: Report): string {
  if (errors > 0)
    return `This page gives away ${errors === 1 ? "one secret" : `${errors} secrets`}.`;
  if (warnings > 0) return `No certain secret, but ${count(warnings, "value")} to look at.`;
  return "This page gives nothing away that it should not.";
}

/** How bad it is, as a class. */
export function toneOf({ summary: { errors, warnings } }: Report): string {
  return errors > 0 ? "error" : warnings > 0 ? "warning" : "clean";
}

/** `1 file`, `2 files`. */
function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function isPublic({ exposure, severity }: Finding): boolean {
  return exposure === "publishable" && severity === "note";
}

function fold(title: string, content: Node): HTMLElement {
  return el("details", {}, el("summary", {}, title), content);
}

function list(findings: Finding[]): HTMLElement {
  return el("ol", { class: "findings" }, ...findings.map(item));
}

function item(finding: Finding): HTMLElement {
  const { severity, title, message, location, original, excerpt, remediation } = finding;
  const { path, line } = original ?? location;
  const steps = remediation.steps.map((step) => el("li", {}, ...words(step)));
  const links = [remediation.revoke, remediation.docs].filter((url) =>
    /^https:\/\//.test(url ?? ""),
  );
  const [revoke] = links;
  return el(
    "li",
    { class: severity },
    el(
      "details",
      {},
      el(
        "summary",
        {},
        el("span", { class: "severity" }, severity),
        el("strong", {}, title),
        el("code", { class: "place" }, `${path}:${line}`),
      ),
      el("pre", { tabindex: "0", "aria-label": `Code of ${path}` }, ...marked(excerpt)),
      el("p", {}, ...words(message)),
      el("p", {}, ...words(remediation.summary)),
      el("ol", { class: "steps" }, ...steps),
      ...(revoke
        ? [el("p", {}, el("a", { href: revoke, target: "_blank", rel: "noreferrer" }, "Rotate it"))]
        : []),
    ),
  );
}

/** The excerpt with its value marked: its places are in bytes of UTF-8. */
function marked({ text, start, end }: Excerpt): (Node | string)[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const part = (from: number, to?: number) => decoder.decode(bytes.subarray(from, to));
  return [part(0, start), el("mark", {}, part(start, end)), part(end)];
}
