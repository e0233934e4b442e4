// Every way to give the page something.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  asar,
  crx,
  done,
  drop,
  folder,
  key,
  leakyBuild,
  pages,
  scratch,
  verdict,
  zip,
} from "./support.mjs";

const { open } = pages();

test("a dropped folder is read with its folders, and names go from it", async () => {
  const { page, errors, close } = await open();
  await drop(page, folder({ ...leakyBuild(), "node_modules/x/index.js": key(9) }));
  await done(page);
  assert.equal(await verdict(page), "This build gives away one secret.");
  assert.match(await page.locator(".totals").textContent(), /^4 files/);
  assert.match(await page.locator(".place").first().textContent(), /^(?:\.\.\/)?src\/pay\.ts:3/);
  await page.getByRole("link", { name: "Files" }).click();
  assert.match(await page.locator("main").textContent(), /Passed over in dist: node_modules/);
  assert.deepEqual(errors, []);
  await close();
});

test("a folder that was picked gives the same", async () => {
  const { page, errors, close } = await open();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a folder" }).click(),
  ]);
  await chooser.setFiles(folder({ ...leakyBuild(), "node_modules/x/index.js": key(9) }));
  await done(page);
  assert.equal(await verdict(page), "This build gives away one secret.");
  assert.match(await page.locator(".totals").textContent(), /^4 files/);
  assert.deepEqual(errors, []);
  await close();
});

test("archives are looked into, picked as files", async () => {
  const { page, close } = await open();
  const archive = join(scratch(), "build.zip");
  writeFileSync(archive, zip(leakyBuild()));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose files" }).click(),
  ]);
  await chooser.setFiles(archive);
  await done(page);
  assert.equal(await verdict(page), "This build gives away one secret.");
  assert.match(await page.locator(".finding").first().textContent(), /CallPayMin API key/);
  await page.locator(".finding").first().click();
  await page.getByRole("button", { name: "Reveal" }).click();
  await page.getByText(key(), { exact: true }).waitFor();
  await close();
});

test("packed extensions and Electron's archives are looked into, dropped", async () => {
  const { page, errors, close } = await open();
  const root = folder({
    "shop.crx": crx({ "manifest.json": "{}", "panel.js": `const a={apiKey:"${key(21)}"};` }),
    "app.asar": asar("renderer", {
      "first.js": "export const one = 1;",
      "main.js": `const b={apiKey:"${key(22)}"};`,
    }),
  });
  await drop(page, join(root, "shop.crx"), join(root, "app.asar"));
  await done(page);
  assert.equal(await verdict(page), "This build gives away 2 secrets.");
  const places = await page.locator(".place").allTextContents();
  assert.deepEqual(places.map((place) => place.replace(/:.*/, "")).sort(), [
    "app.asar!/renderer/main.js",
    "shop.crx!/panel.js",
  ]);
  await page.locator(".finding", { hasText: "app.asar" }).click();
  await page.getByRole("button", { name: "Reveal" }).click();
  await page.getByText(key(22), { exact: true }).waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test("pasted code is read as what it is", async () => {
  const { page, close } = await open();
  for (const [text, name] of [
    [`const k = "${key(2)}";`, "pasted-1.js"],
    [`VITE_TOKEN_SECRET=${key(3)}\n`, "pasted-2.ini"],
    [`<p data-key="${key(4)}">`, "pasted-3.html"],
    [`{"apiKey":"${key(5)}"}`, "pasted-4.json"],
  ]) {
    if (await page.locator(".more").count()) await page.locator(".more summary").click();
    await page.getByRole("button", { name: "Paste code" }).click();
    await page.getByRole("textbox").fill(text);
    await page.getByRole("button", { name: "Check it" }).click();
    await page.locator(".drop-title", { hasText: name }).waitFor();
    await done(page);
  }
  assert.equal(await verdict(page), "This build gives away 4 secrets.");
  await close();
});

test("drops add up, and the same folder takes its own place", async () => {
  const { page, close } = await open();
  const first = folder({ "a.js": `x="${key(2)}"` }, "one");
  await drop(page, first);
  await drop(page, folder({ "a.js": `x="${key(3)}"` }, "two"));
  await page.locator(".drop-title", { hasText: "two" }).waitFor();
  await done(page);
  assert.equal(await verdict(page), "This build gives away 2 secrets.");
  await drop(page, folder({ "a.js": "x=1", "b.js": "y=2" }, "one"));
  await page.locator(".totals", { hasText: "3 files" }).waitFor();
  await done(page);
  assert.equal(await verdict(page), "This build gives away one secret.");
  await page.getByRole("button", { name: "Take out two" }).click();
  await page.locator(".totals", { hasText: "2 files" }).waitFor();
  assert.equal(await verdict(page), "Nothing is given away that should not be.");
  assert.match(await page.locator(".blank").textContent(), /Nothing found\./);
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("heading", { name: "See what your build gives away." }).waitFor();
  await close();
});

test("the example leaks, with keys that are new every time", async () => {
  const { page, close } = await open();
  const seen = new Set();
  for (let time = 0; time < 2; time += 1) {
    await page.getByRole("button", { name: "Try an example" }).click();
    await done(page);
    assert.match(await verdict(page), /gives away 4 secrets/);
    assert.match(await page.locator(".tabs").textContent(), /Public keys1/);
    await page.locator(".finding", { hasText: "live" }).click();
    await page.getByRole("button", { name: "Reveal" }).click();
    await page.getByRole("button", { name: "Hide" }).waitFor();
    seen.add(await page.locator(".value-line code").textContent());
    await page.getByRole("link", { name: "All findings" }).click();
    await page.getByRole("button", { name: "Start over" }).click();
  }
  assert.equal(seen.size, 2);
  await close();
});

test("an empty folder says so", async () => {
  const { page, close } = await open();
  await drop(page, folder({}));
  await done(page);
  assert.match(await page.locator(".blank").textContent(), /No file was read/);
  assert.equal(await verdict(page), "No file was read.");
  await close();
});

test("reading can be cancelled, and what was found stays", async () => {
  const { page, close } = await open();
  const files = { "zz-leak.js": `x="${key(2)}"` };
  for (let at = 0; at < 60; at += 1) {
    files[`big-${at}.js`] = `${`function f${at}(a){return a.map(e=>e*${at})}\n`.repeat(30_000)}`;
  }
  await drop(page, folder(files));
  await page.getByRole("progressbar", { name: "Reading" }).waitFor();
  await page.locator(".reading-name", { hasText: " MB of " }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await done(page, 3000);
  assert.match(await page.locator(".drops").textContent(), /cancelled/);
  // Of what was not read, nothing is claimed.
  assert.match(await verdict(page), /^(?:Nothing was found before you cancelled|No file was read)/);
  assert.match(await page.locator("[role=status].unseen").textContent(), /read/);
  await close();
});

test("what is found is shown while other files are still read, and nothing jumps", async () => {
  const { page, close } = await open();
  await page.evaluate(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) globalThis.shifted += value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const line = "function f(a){return a.map(e=>e+1)}\n";
  const files = { "leak.js": `x="${key(2)}";${line.repeat(60_000)}` };
  for (let at = 0; at < 60; at += 1) files[`big-${at}.js`] = line.repeat(30_000);
  await drop(page, folder(files));
  await page.locator(".finding").waitFor();
  assert.ok(await page.getByRole("progressbar", { name: "Reading" }).isVisible());
  await page.locator(".finding").click();
  await page.getByRole("heading", { name: "What to do" }).waitFor();
  await page.getByRole("link", { name: "All findings" }).click();
  await done(page);
  assert.ok((await page.evaluate(() => globalThis.shifted)) < 0.1);
  await close();
});

test("without client-side code nothing is called clean", async () => {
  const { page, close } = await open();
  await drop(page, folder({ "read.me": "hello", "build.zip": "hello" }));
  await done(page);
  assert.match(await verdict(page), /^No client-side code was there/);
  assert.equal(await page.locator(".verdict.clean").count(), 0);
  await close();
});
