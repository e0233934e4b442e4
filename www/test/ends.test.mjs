// What ends in the middle of a run: the module's instance, a worker, the module's own file.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axeViolations, done, drop, eventually, folder, key, pages, verdict } from "./support.mjs";

const { open } = pages();
// With 25 MB for each instance the module traps on files that it would read elsewhere.
const { open: openCramped } = pages({ args: ["--js-flags=--wasm-max-mem-pages=400"] });

/** Some megabytes of script without a key. */
function code(megabytes) {
  const line = "function f(a,b){return [a+b,{x:a,y:[b,a]}].map((e)=>e+1)}\n";
  return line.repeat((megabytes * 1e6) / line.length);
}

test("a trapped instance is replaced: the file is read from its tokens, or named", async () => {
  const { page, errors, close } = await openCramped();
  const files = {
    "first.js": `const a={apiKey:"${key(2)}"};`,
    "trap.js": `${code(3)}const b={apiKey:"${key(3)}"};`,
    "hopeless.js": code(40),
    "last.js": `const c={apiKey:"${key(4)}"};`,
  };
  await drop(page, folder(files));
  await done(page);
  assert.equal(await verdict(page), "This build gives away 3 secrets.");
  await page.getByRole("link", { name: "Files" }).click();
  await page.locator(".noticed").waitFor();
  const noticed = await page.locator(".noticed").textContent();
  assert.match(noticed, /trap\.js.*lexical.*the parser failed on it/);
  assert.match(noticed, /hopeless\.js.*not linted: leaklint failed on it/);
  assert.doesNotMatch(noticed, /first\.js|last\.js/);
  assert.deepEqual(errors, []);
  await close();
});

test("the files of a worker that ends are read by others", async () => {
  const { page, close } = await open();
  const files = { "leak.js": `const a={apiKey:"${key(2)}"};` };
  for (let at = 0; at < 20; at += 1) files[`big-${at}.js`] = code(1);
  let ended = 0;
  page.on("worker", (worker) => {
    // The first is that which keeps what was found.
    if (page.workers().length < 2 || ended > 0) return;
    ended += 1;
    const end = () => {
      setTimeout(() => {
        throw new Error("ended");
      });
    };
    worker.evaluate(end).catch(() => {});
  });
  await drop(page, folder(files));
  await done(page);
  assert.equal(ended, 1);
  assert.equal(await verdict(page), "This build gives away one secret.");
  assert.match(await page.locator(".totals").textContent(), /^21 files/);
  await close();
});

test("a page without its module says so, and does not hang", async () => {
  const gone = (context) => context.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
  const { page, close } = await open({ serviceWorkers: "block" }, gone);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.textContent(), /linter could not be loaded: 404/);
  assert.deepEqual(await axeViolations(page), []);
  await drop(page, folder({ "a.js": "1" }));
  await eventually(async () => assert.equal(await alert.count(), 1));
  await close();
});
