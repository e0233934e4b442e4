/**
 * Checks the page that it is loaded into, and shows what the page gives away:
 * `<script type="module" src="…/dropin.js"></script>`. Nothing is sent.
 *
 * @module
 */

import { Collector } from "./dropin/collect.js";
import { Linting } from "./dropin/linting.js";
import { onBadge } from "./dropin/overlay.js";
import { Refusals } from "./dropin/refusals.js";

/** What a page loads later is looked at in groups. */
const LATER_MS = 800;
const STARTED = Symbol.for("leaklint.dropin");
// Not written where it is used: bundlers would take that for a file to bundle.
const SELF = import.meta.url;
/** Beside this file in the package; elsewhere all of it is in one. */
const OWN = ["", "engine.js", "../wasm/leaklint.js"].concat(
  ["collect", "elements", "linting", "overlay", "panel", "refusals", "session", "style"].map(
    (name) => `dropin/${name}.js`,
  ),
);

/** Ways to start the worker, the one that policies allow more often first. */
const newWorkers = [
  () => new Worker(new URL("./dropin/worker.js", import.meta.url), { type: "module" }),
  // A script of another origin cannot be a worker, but it can be imported by one.
  () => {
    const script = new URL("./dropin/worker.js", SELF).href;
    const blob = new Blob([`import ${JSON.stringify(script)};`], { type: "text/javascript" });
    return new Worker(URL.createObjectURL(blob), { type: "module" });
  },
];

const scope = globalThis as { [STARTED]?: { open(): void } };

// A bookmark may be clicked again.
if (scope[STARTED]) scope[STARTED].open();
else if (typeof document !== "undefined") start();

function start(): void {
  const refusals = new Refusals();
  const own = OWN.map((file) => new URL(file, import.meta.url).href);
  const collector = new Collector(own, refusals);
  const linting = new Linting(new URL("../wasm/leaklint_bg.wasm", import.meta.url), newWorkers);
  let turn: Promise<void> = Promise.resolve();
  let isWaiting = false;
  const check = (collect = () => collector.collect()) => {
    turn = turn.then(async () => {
      try {
        const { sources, unread } = await collect();
        panel.show(await linting.lint(sources), unread, linting.remark);
      } catch (error) {
        panel.fail(await refusals.explain(error as Error));
      }
    });
    return turn;
  };
  const panel = onBadge({ storage: () => check(async () => collector.storage()) });
  scope[STARTED] = { open: () => panel.open() };
  void check();
  // What is loaded later: routes, and what a click brings.
  new PerformanceObserver(() => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      if (collector.hasNew()) void check();
    }, LATER_MS);
  }).observe({ type: "resource" });
}
