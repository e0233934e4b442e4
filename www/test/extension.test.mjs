// The extension, loaded into Chromium, on a site that leaks.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { axeViolations, eventually, key } from "./support.mjs";

const BUILT = fileURLToPath(new URL("../dist/extension/", import.meta.url));
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";

let server;
let origin;
before(async () => {
  const files = {
    "/": '<!doctype html><title>Shop</title><main data-x="1"></main><script src="/a.js"></script>',
    "/a.js": `window.a={apiKey:"${key(601)}"};`,
  };
  server = createServer((request, response) => {
    const type = request.url.endsWith("js") ? "text/javascript" : "text/html";
    // Not even a policy that forbids everything else stands in the way.
    const policy = "default-src 'none'; script-src 'self'";
    response.writeHead(files[request.url] ? 200 : 404, {
      "Content-Type": type,
      "Content-Security-Policy": policy,
    });
    response.end(files[request.url]);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** A browser with an extension in it. */
async function loaded(folder) {
  const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "leaklint-")), {
    executablePath: BROWSER,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: ["--no-sandbox", `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
  context.setDefaultTimeout(15_000);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  return { context, worker, id: new URL(worker.url()).host };
}

test("it asks for no site by itself", async () => {
  const manifest = JSON.parse(readFileSync(join(BUILT, "manifest.json"), "utf8"));
  assert.deepEqual(manifest.permissions, ["activeTab", "scripting", "sidePanel"]);
  assert.equal(manifest.host_permissions, undefined);
  const { context, worker, id } = await loaded(BUILT);
  const site = await context.newPage();
  await site.goto(origin);
  const tab = await worker.evaluate(async () => (await chrome.tabs.query({ active: true }))[0].id);
  const panel = await context.newPage();
  await panel.goto(`chrome-extension://${id}/panel.html?tab=${tab}`);
  await eventually(
    async () => assert.match(await panel.locator(".status").textContent(), /cannot be read/),
    10_000,
  );
  await context.close();
});

test("a leaking site's panel tells what it gives away", async () => {
  // Pressing the button cannot be done from here: what it permits is granted for the test's site.
  const folder = mkdtempSync(join(tmpdir(), "leaklint-extension-"));
  cpSync(BUILT, folder, { recursive: true });
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: ["http://127.0.0.1/*"] }));
  const { context, worker, id } = await loaded(folder);
  const site = await context.newPage();
  await site.goto(origin);
  await site.evaluate((value) => localStorage.setItem("apiKey", value), key(602));
  const tab = await worker.evaluate(async () => (await chrome.tabs.query({ active: true }))[0].id);
  const panel = await context.newPage();
  const errors = [];
  panel.on("pageerror", (error) => errors.push(String(error)));
  await panel.goto(`chrome-extension://${id}/panel.html?tab=${tab}`);
  const status = panel.locator(".status");
  await eventually(
    async () => assert.equal(await status.textContent(), "This page gives away one secret."),
    15_000,
  );
  assert.ok(!(await panel.content()).includes(key(601)));
  assert.match(await panel.locator(".findings").textContent(), /a\.js:1/);
  assert.deepEqual(await axeViolations(panel), []);
  await panel.getByRole("button", { name: /storage/ }).click();
  await eventually(async () =>
    assert.equal(await status.textContent(), "This page gives away 2 secrets."),
  );
  await panel.screenshot({ path: join(tmpdir(), "leaklint-extension.png") });
  assert.deepEqual(errors, []);
  await context.close();
});
