// The report as one HTML file, opened from the disk as people open it: without a network.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  axeViolations,
  done,
  downloaded,
  drawn,
  drop,
  eventually,
  folder,
  key,
  launch,
  site,
} from "./support.mjs";

let browser;
let report;
before(async () => {
  browser = await launch();
  const server = await site();
  const page = await browser.newPage();
  await page.goto(server.url);
  const files = {
    "a.js": `const c={apiKey:"${key(2)}"};Stripe("pk_${"live"}_51${drawn(97, 7)}");`,
    "b.js": `const k="${key(3)}";`,
    ".env": `VITE_SESSION_SECRET=${drawn(32, 5)}\n`,
    "cut.zip": Buffer.from(`PK\x03\x04${drawn(2000)}`, "latin1"),
  };
  await drop(page, folder(files));
  await done(page);
  const { text } = await downloaded(page, "HTML");
  report = join(folder({}), "leaklint.html");
  writeFileSync(report, text);
  await page.close();
  server.close();
});
after(() => browser.close());

/** The report in a tab of its own; whatever it asks for, and says, is kept. */
async function opened(options = {}) {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const [requests, errors] = [[], []];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(pathToFileURL(report).href);
  return { page, requests, errors, close: () => context.close() };
}

for (const colorScheme of ["light", "dark"]) {
  test(`findings are narrowed without a network (${colorScheme})`, async () => {
    const { page, requests, errors, close } = await opened({ colorScheme });
    const shown = page.locator("article:not([hidden])");
    const filter = page.getByLabel("Filter", { exact: true });
    const all = await page.locator("article").count();
    assert.ok(all >= 4);
    assert.equal(await shown.count(), all);
    await filter.fill("B.JS");
    await eventually(async () => assert.equal(await shown.count(), 1));
    assert.equal(await page.locator("#shown").textContent(), `1 of ${all}`);
    await filter.fill("");
    await page.getByLabel("errors").uncheck();
    const alarms = page.locator("article.error:not([hidden])");
    await eventually(async () => assert.equal(await alarms.count(), 0));
    assert.ok((await shown.count()) > 0, "notes stay");
    assert.match(await page.locator("main").textContent(), /cut\.zip/);
    assert.deepEqual(errors, []);
    assert.equal(requests.length, 1, "the file itself and nothing else");
    assert.deepEqual(await axeViolations(page), []);
    await close();
  });
}

test("on paper it is black on white, with every step of a rotation and no form", async () => {
  const { page, close } = await opened({ colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByLabel("Filter", { exact: true }).isVisible(), false);
  assert.equal(await page.getByText("Revoke the old key").first().isVisible(), true);
  const [ink, paper] = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [color, backgroundColor];
  });
  assert.deepEqual([ink, paper], ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  await close();
});

test("without scripts everything is there", async () => {
  const { page, close } = await opened({ javaScriptEnabled: false });
  assert.ok((await page.locator("article").count()) >= 4);
  assert.equal(await page.locator("form").isVisible(), false);
  await close();
});

test("it fits a narrow screen", async () => {
  const { page, close } = await opened({ viewport: { width: 320, height: 640 } });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  await close();
});
