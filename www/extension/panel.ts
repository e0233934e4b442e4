// The panel beside a tab: what the tab has loaded is linted here, in a worker.

import type { Collected, Collector } from "../../pkg/src/dropin/collect.js";
import { el } from "../../pkg/src/dropin/elements.js";
import { Linting } from "../../pkg/src/dropin/linting.js";
import { Panel } from "../../pkg/src/dropin/panel.js";
import { PANEL } from "../../pkg/src/dropin/style.js";

const PAGE =
  "body { margin: 0; } .leaklint { min-height: 100vh; padding: 18px; background: var(--paper); }";

/** What runs in the tab: nothing of here is seen there. */
async function collect(isStorage: boolean): Promise<Collected> {
  const { LeaklintCollector } = globalThis as { LeaklintCollector?: new () => Collector };
  if (!LeaklintCollector) throw new Error("the page was left");
  const collector = new LeaklintCollector();
  return isStorage ? collector.storage() : collector.collect();
}

const tabId = Number(new URL(location.href).searchParams.get("tab"));
const linting = new Linting(new URL("leaklint_bg.wasm", location.href), [
  () => new Worker("worker.js", { type: "module" }),
]);
const panel = new Panel({ storage: () => check(true) });

async function check(isStorage: boolean): Promise<void> {
  try {
    const target = { tabId };
    await chrome.scripting.executeScript({ target, files: ["collect.js"] });
    const [injected] = await chrome.scripting.executeScript({
      target,
      func: collect,
      args: [isStorage],
    });
    const { sources = [], unread = [] } = injected?.result ?? {};
    panel.show(await linting.lint(sources), unread, linting.remark);
  } catch (error) {
    panel.fail(
      `This tab cannot be read: ${(error as Error).message}. Press leaklint’s button in it.`,
    );
  }
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(PANEL + PAGE);
document.adoptedStyleSheets = [sheet];
document.querySelector("main")?.append(el("h1", { class: "unseen" }, "leaklint"), panel.element);
// What the tab loads next is another page: what is shown here is not said of that one.
chrome.tabs.onUpdated.addListener((id, { status }) => {
  if (id === tabId && status === "complete") location.reload();
});
void check(false);
