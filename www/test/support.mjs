// A browser, the built page under a sub-path, and what a person does there.

import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "../serve.mjs";

export const BASE = "/tools/leaklint/";
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Starts a browser. */
export function launch(options = {}) {
  const { args = [], ...rest } = options;
  return chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox", ...args], ...rest });
}

/** The built page, served under a sub-path. */
export async function site(options = {}) {
  const server = await serve({ base: BASE, ...options });
  const origin = `http://localhost:${server.address().port}`;
  return { origin, url: `${origin}${options.base ?? BASE}`, close: () => server.close() };
}

/** A folder with files in it. */
export function folder(files, name = "dist") {
  const root = join(mkdtempSync(join(tmpdir(), "leaklint-page-")), name);
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
  return root;
}

/** Drops files and folders of the disk on the page, as a hand does. */
export async function drop(page, ...paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  }
  await session.detach();
}

/** Waits until everything is read. */
export async function done(page, timeout = 60_000) {
  await page.waitForSelector(".actions", { timeout });
}

/** The verdict's sentence. */
export function verdict(page) {
  return page.locator(".verdict h1").innerText();
}

const BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Random characters, the same for the same seed. */
export function drawn(length, seed = 1) {
  let [state, text] = [seed * 2654435761, ""];
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9 + at) >>> 0;
    text += BASE62[(state >>> 8) % BASE62.length];
  }
  return text;
}

/** A key of CallPayMin's form, which no one issued. */
export function key(seed = 1) {
  return `cpm_${"live"}_${drawn(32, seed)}`;
}
