// How long the page takes, in Chromium, beside the native command: `cargo xtask page --bench`.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { command, target } from "../tests/target.mjs";
import { done, drop, launch, site } from "./test/support.mjs";

const CORPUS = process.env.CORPUS ?? join(target, "corpus");
/** The six bundles of the native benchmark. */
const BUNDLES = [
  "react-dom/cjs/react-dom-client.production.js",
  "echarts/dist/echarts.min.js",
  "monaco-editor/min/vs",
  "mermaid/dist/mermaid.min.js",
  "typescript/lib/typescript.js",
  "@babel+standalone/babel.min.js",
];
const ROUNDS = 3;

assets();
const server = await site();
const browser = await launch();
await usable();
await linting();
await browser.close();
server.close();

/** What is transferred, compressed as hosts do. */
function assets() {
  const files = readdirSync("www/dist", { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && !/dropin|extension/.test(join(entry.parentPath, entry.name)),
    )
    .map((entry) => join(entry.parentPath, entry.name));
  const sizes = files.map((file) => [file, brotliCompressSync(readFileSync(file)).length]);
  const sum = (some) => some.reduce((total, [, bytes]) => total + bytes, 0) / 1000;
  const rest = sizes.filter(([file]) => !file.endsWith(".wasm"));
  row("assets, brotli", `${sum(sizes).toFixed(0)} KB, without wasm ${sum(rest).toFixed(0)} KB`);
}

/** From a cold cache until the buttons work and the module is compiled. */
async function usable() {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const started = performance.now();
    await page.goto(server.url, { waitUntil: "networkidle" });
    const painted = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    );
    const loaded = await page.evaluate(() =>
      Math.max(...performance.getEntriesByType("resource").map((entry) => entry.responseEnd)),
    );
    times.push([Math.max(painted, loaded), painted, performance.now() - started]);
    await context.close();
  }
  const [all, painted] = times.sort(([a], [b]) => a - b)[0];
  row("usable from a cold cache", `${all.toFixed(0)} ms, painted after ${painted.toFixed(0)} ms`);
}

/** The six bundles, dropped; and by the command with as many threads. */
async function linting() {
  const folder = mkdtempSync(join(tmpdir(), "leaklint-bench-"));
  for (const bundle of BUNDLES) {
    const path = file(join(CORPUS, bundle));
    copyFileSync(path, join(folder, basename(path)));
  }
  let [page, native, longest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    execFileSync(command, [folder, "--quiet", "--fail-on", "never"], {
      stdio: "ignore",
    });
    native = Math.min(native, performance.now() - started);
    const [time, task] = await dropped(folder);
    page = Math.min(page, time);
    longest = Math.max(longest, task);
  }
  row("21 MB, native command", `${native.toFixed(0)} ms`);
  row("21 MB, page", `${page.toFixed(0)} ms, ${(page / native).toFixed(2)} times native`);
  row("longest task of the page", longest ? `${longest.toFixed(0)} ms` : "under 50 ms");
}

/** The largest script of a folder whose names have hashes. */
function file(path) {
  if (statSync(path).isFile()) return path;
  const scripts = readdirSync(path).filter((name) => name.endsWith(".js"));
  const sizes = scripts.map((name) => [statSync(join(path, name)).size, join(path, name)]);
  return sizes.sort(([a], [b]) => b - a)[0][1];
}

async function dropped(folder) {
  const page = await browser.newPage();
  await page.goto(server.url, { waitUntil: "networkidle" });
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        globalThis.longest = Math.max(globalThis.longest, duration);
      }
    }).observe({ type: "longtask" });
  });
  await drop(page, folder);
  await done(page);
  const seconds = /in ([\d.]+) s/.exec(await page.locator(".totals").textContent())?.[1];
  const longest = await page.evaluate(() => globalThis.longest);
  await page.close();
  return [Number(seconds) * 1000, longest];
}

function row(what, figure) {
  console.log(`${what.padEnd(28)} ${figure}`);
}
