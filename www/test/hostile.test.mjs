// What no one should drop, and someone will.

import assert from "node:assert/strict";
import { closeSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  done,
  drawn,
  drop,
  eventually,
  folder,
  key,
  memoryOf,
  pages,
  verdict,
  zip,
} from "./support.mjs";

const { open } = pages();
const MB_100 = 100_000_000;

function megabytes(bytes) {
  return ` ${Math.round(bytes / 1e6)} MB`;
}

/** Scripts that break parsers. */
function hostile() {
  return {
    "deep.js": `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
    "parens.js": `x=${"(".repeat(200_000)}1`,
    "chain.js": `x=${Array(50_000).fill("a").join("+")}`,
    "calls.js": `x${".y()".repeat(60_000)}`,
    "else.js": `${"if(a);else ".repeat(20_000)};`,
    "template.js": `${"`${".repeat(50_000)}`,
    "loop.js": `for(let i=0;;i++){}const s=(()=>{let t="";while(true)t+="a";return t})()`,
    "nul.js": "\0".repeat(100_000),
    "bad-utf8.js": Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22]),
    "binary.bin": Buffer.from(drawn(50_000), "latin1"),
    "broken.zip": Buffer.from(`PK\x03\x04${drawn(2000)}`, "latin1"),
    "cut.wasm": Buffer.from("\0asm\x01\0\0\0\x01\xff\xff\xff\xff\x0f", "latin1"),
    "lying.js.map": '{"version":3,"sources":["a"],"sourcesContent":[""],"mappings":"zzzzzzzzz//"}',
    "deep.json": `${"[".repeat(300_000)}`,
    "deep.html": "<div>".repeat(100_000),
    "empty.js": "",
    "leak.js": `const a={apiKey:"${key(2)}"}`,
  };
}

test("no file ends the page, and each is told of", async () => {
  const { page, errors, close } = await open();
  const files = hostile();
  await drop(page, folder(files));
  await done(page);
  assert.equal(await verdict(page), "This build gives away one secret.");
  assert.match(
    await page.locator(".totals").textContent(),
    new RegExp(`^${Object.keys(files).length} files`),
  );
  await page.getByRole("link", { name: "Files" }).click();
  await page.locator(".noticed").waitFor();
  const noticed = await page.locator(".noticed").textContent();
  for (const name of ["deep.js", "parens.js", "broken.zip"])
    assert.ok(noticed.includes(name), name);
  assert.deepEqual(errors, []);
  await close();
});

test("an encrypted archive says that it is", async () => {
  const { page, close } = await open();
  await drop(page, folder({ "locked.zip": zip({ "secret.js": drawn(60) }, true), "a.js": "1" }));
  await done(page);
  assert.match(await page.locator(".blank").textContent(), /1 file could not be read.*see Files/);
  await page.getByRole("link", { name: "Files" }).click();
  await eventually(async () =>
    assert.match(await page.locator(".noticed").textContent(), /locked\.zip.*encrypt/i),
  );
  await close();
});

test("what cannot be read is named, and the rest is read", async () => {
  let loadModule;
  const held = new Promise((resolve) => {
    loadModule = resolve;
  });
  const hold = (context) =>
    context.route("**/*.wasm", async (route) => {
      await held;
      await route.continue();
    });
  const { page, close } = await open({ serviceWorkers: "block" }, hold);
  const root = folder({ "a.js": `x="${key(2)}"`, "gone.js": "later", "other.js": "here" });
  symlinkSync("/nowhere/at/all", join(root, "dangling.js"));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose files" }).click(),
  ]);
  await chooser.setFiles([join(root, "a.js"), join(root, "gone.js")]);
  // Chosen, and no longer there when it is read.
  rmSync(join(root, "gone.js"));
  loadModule();
  await done(page);
  assert.match(await verdict(page), /one secret/);
  await page.getByRole("link", { name: "Files" }).click();
  await page.locator(".noticed").waitFor();
  assert.match(await page.locator(".noticed").textContent(), /gone\.js.*not (?:read|linted)/);
  await page.getByRole("button", { name: "Start over" }).click();
  await drop(page, root);
  await done(page);
  assert.match(await verdict(page), /one secret/);
  assert.match(await page.locator(".totals").textContent(), /^2 files/);
  await close();
});

test("500 MB are dropped: the page answers all the time, and the memory is given back", async (context) => {
  const { page, close } = await open();
  const root = folder({ "leak.js": `const a={apiKey:"${key(2)}"}` });
  const file = openSync(join(root, "huge.bin"), "w");
  closeSync(file);
  truncateSync(join(root, "huge.bin"), 300_000_000);
  for (let at = 0; at < 40; at += 1) {
    const line = `function f${at}(a){return a.map(function(e){return e*${at}})}\n`;
    writeFileSync(join(root, `code-${at}.js`), line.repeat(100_000));
  }
  await page.evaluate(() => {
    globalThis.longest = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      globalThis.longest = Math.max(globalThis.longest, now - last);
      last = now;
    }, 10);
  });
  const before = await memoryOf(page);
  await drop(page, root);
  await page.locator(".reading-name", { hasText: " of " }).waitFor();
  let peak = 0;
  const watch = setInterval(async () => {
    peak = Math.max(peak, await memoryOf(page));
  }, 250);
  await done(page, 120_000);
  clearInterval(watch);
  assert.match(await verdict(page), /one secret/);
  assert.ok((await page.evaluate(() => globalThis.longest)) < 500, "the page answers");
  // Of the workers, only the one that keeps what was found is left.
  assert.equal(page.workers().length, 1);
  assert.ok(peak > before + 2 * MB_100, `${peak} bytes while reading, ${before} before`);
  await eventually(async () => {
    const after = await memoryOf(page);
    assert.ok(after < before + MB_100, `${after} bytes after it, ${before} before`);
  });
  context.diagnostic(`memory: ${[before, peak, await memoryOf(page)].map(megabytes)}`);
  await close();
});

test("50,000 files are gone through", async () => {
  const { page, errors, close } = await open();
  const files = {};
  for (let at = 0; at < 50_000; at += 1) files[`d${at % 100}/${at}.js`] = `export const n = ${at};`;
  files["leak.js"] = `const a={apiKey:"${key(2)}"}`;
  await drop(page, folder(files));
  await done(page, 240_000);
  assert.match(await verdict(page), /one secret/);
  assert.match(await page.locator(".totals").textContent(), /^50,001 files/);
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await page.locator(".cell").first().waitFor();
  assert.ok((await page.locator(".cell").count()) < 600);
  assert.deepEqual(errors, []);
  await close();
});

test("thousands of findings are listed in pages", async () => {
  const { page, close } = await open();
  let code = "";
  for (let at = 0; at < 3000; at += 1) code += `x[${at}]={apiKey:"${key(at + 20)}"};\n`;
  await drop(page, folder({ "many.js": code }));
  await done(page);
  assert.equal(await verdict(page), "This build gives away 3,000 secrets.");
  assert.equal(await page.locator(".finding").count(), 50);
  assert.match(await page.locator(".hint").textContent(), /2,000 worst findings of 3,000/);
  await page.getByRole("button", { name: /^Show 100 more/ }).click();
  await eventually(async () => assert.equal(await page.locator(".finding").count(), 150));
  await close();
});
