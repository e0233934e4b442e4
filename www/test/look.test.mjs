// Looking at what was found: lists, filters, one finding, downloads.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { command } from "../../tests/target.mjs";
import {
  done,
  downloaded,
  drawn,
  drop,
  eventually,
  folder,
  key,
  leakyBuild,
  pages,
} from "./support.mjs";

const { open } = pages();

/** Some findings of different kinds. */
function mixed() {
  const publishable = `pk_${"live"}_51${drawn(97, 7)}`;
  return {
    "a.js": `const c={apiKey:"${key(2)}"};Stripe("${publishable}");`,
    "b.js": `const k="${key(3)}";`,
    ".env": `VITE_SESSION_SECRET=${drawn(32, 5)}\n`,
    "clean.js": "export const nothing = 1;",
  };
}

async function shown(page) {
  return page.locator(".finding-title").allTextContents();
}

test("findings are narrowed by text, severity, provider, rule and file", async () => {
  const { page, errors, close } = await open();
  await drop(page, folder(mixed()));
  await done(page);
  const all = (await shown(page)).length;
  await page.getByLabel("Provider").selectOption("CallPayMin");
  await eventually(async () => assert.equal((await shown(page)).length, 2));
  await page.getByLabel("File").selectOption("b.js");
  await eventually(async () => assert.equal((await shown(page)).length, 1));
  await page.getByLabel("Severity").selectOption("error");
  await page.getByLabel("Rule").selectOption("callpaymin/api-key");
  await eventually(async () => assert.equal((await shown(page)).length, 1));
  await page.getByLabel("Search").fill("no such thing");
  assert.match(await page.locator(".blank").textContent(), /No finding fits/);
  await page.getByRole("button", { name: "Show all" }).click();
  await eventually(async () => assert.equal((await shown(page)).length, all));
  await page.getByLabel("Search").fill("callpaymin b.js");
  await eventually(async () => assert.equal((await shown(page)).length, 1));
  assert.deepEqual(errors, []);
  await close();
});

test("publishable keys stand apart", async () => {
  const { page, close } = await open();
  await drop(page, folder(mixed()));
  await done(page);
  assert.ok((await shown(page)).every((title) => !title.includes("publishable")));
  await page.getByRole("link", { name: /Public keys/ }).click();
  await eventually(async () =>
    assert.deepEqual(await shown(page), ["Stripe publishable key (live)"]),
  );
  await page.locator(".finding").click();
  await page.getByRole("heading", { name: "Why it may be public" }).waitFor();
  await close();
});

test("one finding tells where it is, in the build and in the source, and how it was made", async () => {
  const { page, close } = await open();
  const value = key(11);
  await drop(page, folder(leakyBuild(value)));
  await done(page);
  await page.locator(".finding").first().click();
  await page.getByText("export const settings").waitFor();
  const text = await page.locator("main").textContent();
  assert.ok(!text.includes(value), "nothing shows the value unasked");
  assert.ok(!text.includes(value.slice(12, -6)));
  for (const part of [
    "src/pay.ts:3",
    "CALLPAYMIN_API_KEY",
    "Whoever has it can",
    "Revoke the old key",
  ]) {
    assert.ok(text.includes(part), part);
  }
  assert.equal(await page.locator(".meant .gutter").textContent(), "3");
  await close();
});

test("a value is shown when asked for, and hidden again by leaving", async () => {
  const { page, close } = await open();
  const value = key(12);
  await drop(page, folder({ "a.js": `const c={apiKey:"${value}"}` }));
  await done(page);
  await page.locator(".finding").click();
  await page.getByRole("button", { name: "Reveal" }).click();
  await page.getByText(value, { exact: true }).waitFor();
  await page.getByRole("link", { name: "All findings" }).click();
  await page.locator(".finding").click();
  await page.getByRole("button", { name: "Reveal" }).waitFor();
  assert.ok(!(await page.content()).includes(value));
  await page.getByRole("button", { name: "Reveal" }).click();
  await page.getByRole("button", { name: "Hide" }).click();
  await page.getByRole("button", { name: "Reveal" }).waitFor();
  assert.ok(!(await page.content()).includes(value));
  await close();
});

test("downloads hold the whole report and no value", async () => {
  const { page, close } = await open({ acceptDownloads: true });
  const value = key(2);
  await drop(page, folder(mixed()));
  await done(page);
  const json = await downloaded(page, "JSON");
  assert.equal(json.name, "leaklint.json");
  const report = JSON.parse(json.text);
  assert.equal(report.schema, 1);
  assert.equal(report.files.length, 4);
  assert.ok(report.findings.some(({ rule }) => rule === "callpaymin/api-key"));
  const sarif = await downloaded(page, "SARIF");
  const log = JSON.parse(sarif.text);
  assert.equal(log.version, "2.1.0");
  assert.equal(log.runs[0].results.length, report.findings.length);
  const ids = new Set(log.runs[0].tool.driver.rules.map(({ id }) => id));
  assert.ok(log.runs[0].results.every(({ ruleId }) => ids.has(ruleId)));
  const html = await downloaded(page, "HTML");
  assert.match(html.text, /^<!DOCTYPE html>/i);
  assert.match(html.text, /default-src 'none'/);
  for (const { text } of [json, sarif, html]) assert.ok(!text.includes(value));
  await close();
});

test("the report is what the command prints", async () => {
  const root = folder(mixed());
  const printed = execFileSync(command, [root, "--format", "json", "--fail-on", "never"]);
  const { page, close } = await open({ acceptDownloads: true });
  await drop(page, root);
  await done(page);
  const report = JSON.parse((await downloaded(page, "JSON")).text);
  const expected = JSON.parse(printed);
  assert.deepEqual(report.findings, expected.findings);
  assert.deepEqual(report.files, expected.files);
  await close();
});

test("an allow entry is copied, with its reason", async () => {
  const { page, close } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await drop(page, folder({ "a.js": `const c={apiKey:"${key(2)}"}` }));
  await done(page);
  await page.locator(".finding").click();
  await page.getByLabel("Reason").fill('a "demo" key');
  await page.getByRole("button", { name: "Copy the allow entry" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(
    text,
    /^\[\[allow\]\]\nrule = "callpaymin\/api-key"\nfingerprint = "[0-9a-f]{32}"\n/,
  );
  assert.match(text, /reason = "a \\"demo\\" key"\n$/);
  await close();
});

/** How many files are drawn, in part, outside the map. */
function outside(page) {
  return page.locator(".cell").evaluateAll((cells) => {
    const map = cells[0].parentElement.getBoundingClientRect();
    const isOut = ({ right, bottom }) => right > map.right + 1 || bottom > map.bottom + 1;
    return cells.filter((cell) => isOut(cell.getBoundingClientRect())).length;
  });
}

test("on a narrow screen no file sticks out of the map", async () => {
  const { page, close } = await open({ viewport: { width: 320, height: 640 } });
  await page.getByRole("button", { name: "Try an example" }).click();
  await done(page);
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await page.locator(".cell").nth(3).waitFor();
  assert.equal(await outside(page), 0);
  await close();
});

test("the map leads to the findings of a file", async () => {
  const { page, close } = await open();
  await drop(page, folder(mixed()));
  await done(page);
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await page.locator(".cell").nth(3).waitFor();
  await page.getByRole("button", { name: "b.js" }).click();
  await page.locator(".finding").waitFor();
  await eventually(async () => assert.deepEqual(await shown(page), ["CallPayMin API key (live)"]));
  await close();
});

test("the checklist answers what a project's folder shows", async () => {
  const { page, close } = await open();
  const shared = key(4);
  const project = {
    "package.json": "{}",
    ".gitignore": "node_modules\n.env.local\n",
    ".env.staging": `CALLPAYMIN_API_KEY=${shared}\n`,
    ".env.production": `CALLPAYMIN_API_KEY=${shared}\n`,
    "src/pay.ts": `export const key = "${key(5)}";\n`,
  };
  await drop(page, folder(project, "project"));
  await done(page);
  await page.getByRole("link", { name: "Checklist" }).click();
  await page.locator(".checklist > li").nth(6).waitFor();
  const items = await page.locator(".checklist > li").allTextContents();
  assert.equal(items.length, 7);
  const expected = [
    /src\/pay\.ts:1.*CALLPAYMIN_API_KEY/,
    /does not cover \.env/,
    /Not seen|To do/,
    /same value.*production and \.env\.staging/,
    /rotate now/,
    /cannot be seen/,
    /exposed/,
  ];
  for (const [at, pattern] of expected.entries()) assert.match(items[at], pattern);
  await page.getByRole("button", { name: "Start over" }).click();
  const clean = {
    ...project,
    ".gitignore": ".env*\n",
    "src/pay.ts": "export const key = process.env.KEY;\n",
  };
  clean[".env.staging"] = "A=1\n";
  clean[".env.production"] = "A=2\n";
  await drop(page, folder(clean, "project"));
  await done(page);
  await page.getByRole("link", { name: "Checklist" }).click();
  await page.locator(".checklist > li").nth(6).waitFor();
  const answers = await page.locator(".checklist > li strong").allTextContents();
  const [fine, unseen] = ["Fine.", "Not seen here."];
  assert.deepEqual(answers, [fine, fine, unseen, fine, unseen, unseen, fine]);
  await close();
});
