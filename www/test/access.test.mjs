// For everyone: keyboard, screen readers, light and dark, narrow screens; and for no one else:
// nothing is requested after the page has loaded.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axeViolations, done, drop, folder, key, leakyBuild, pages, verdict } from "./support.mjs";

const all = pages();

/** Whether something is wider than the screen. */
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

for (const [name, options] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 320, height: 640 } },
  forced: { forcedColors: "active", reducedMotion: "reduce" },
})) {
  test(`axe finds nothing in any state (${name})`, async () => {
    const { page, errors, close } = await all.open(options);
    // Forced colours are the system's, which axe does not know.
    const rules = name === "forced" ? { "color-contrast": { enabled: false } } : {};
    const look = async (state) => {
      assert.deepEqual(await axeViolations(page, rules), [], state);
      assert.ok((await overflow(page)) <= 0, `${state} is too wide`);
    };
    await look("empty");
    await page.getByRole("button", { name: "Paste code" }).click();
    await look("paste");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Try an example" }).click();
    await done(page);
    await look("findings");
    for (const tab of ["Public keys", "Map", "Checklist", "Files"]) {
      await page.getByRole("link", { name: tab }).click();
      await look(tab);
    }
    await page.getByRole("link", { name: "Findings" }).click();
    await page.locator(".finding", { hasText: "live" }).click();
    await page.getByText("export const settings").waitFor();
    await look("detail");
    await page.getByRole("link", { name: "All findings" }).click();
    await page.getByRole("button", { name: "Start over" }).click();
    await drop(page, folder({ "a.js": "1" }));
    await done(page);
    await look("nothing found");
    assert.deepEqual(errors, []);
    await close();
  });
}

test("everything can be done by keyboard, and the focus is kept", async () => {
  const { page, close } = await all.open();
  const press = async (key, times = 1) => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 60) ?? "");
  const tabTo = async (text) => {
    for (let time = 0; time < 60; time += 1) {
      if ((await focused()).includes(text)) return;
      await press("Tab");
    }
    assert.fail(`the tab key never comes to "${text}"`);
  };
  await press("Tab");
  assert.equal(await focused(), "Skip to the content");
  await tabTo("Try an example");
  await press("Enter");
  await done(page);
  assert.match(await focused(), /This build gives away/);
  await tabTo("CallPayMin API key (live)");
  await press("Enter");
  await page.getByText("export const settings").waitFor();
  assert.equal(await focused(), "CallPayMin API key (live)");
  await tabTo("Reveal");
  await press("Enter");
  await page.getByRole("button", { name: "Hide" }).waitFor();
  assert.equal(await focused(), "Hide");
  await press("Shift+Tab", 4);
  await page.goBack();
  await page.locator(".findings").waitFor();
  await page.waitForTimeout(50);
  assert.match(await focused(), /CallPayMin API key \(live\)/);
  await page.getByRole("link", { name: "Map", exact: true }).focus();
  await press("Enter");
  await tabTo("vendor");
  await press("ArrowRight");
  assert.match(await focused(), /charts/);
  await press("End");
  await press("Home");
  assert.match(await focused(), /vendor/);
  await page.getByRole("button", { name: "Start over" }).focus();
  await press("Enter");
  await page.getByRole("heading", { name: "See what your build" }).waitFor();
  assert.match(await focused(), /See what your build/);
  await close();
});

test("changes are told to people who do not see them", async () => {
  const { page, close } = await all.open();
  await drop(page, folder(leakyBuild()));
  await done(page);
  const told = await page.locator("[role=status].unseen").textContent();
  assert.equal(told, "This build gives away one secret. 4 files read.");
  for (const landmark of ["banner", "main", "navigation", "contentinfo", "search"]) {
    assert.equal(await page.getByRole(landmark).count(), 1, landmark);
  }
  await close();
});

test("nothing is requested after the page has loaded", async () => {
  const { page, context, close } = await all.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForTimeout(300);
  const requests = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("request", (request) => requests.push(request.url()));
  await page.getByRole("button", { name: "Try an example" }).click();
  await done(page);
  await page.locator(".finding").first().click();
  await page.getByRole("button", { name: "Reveal" }).click();
  await page.getByRole("button", { name: "Hide" }).waitFor();
  await page.getByRole("link", { name: "All findings" }).click();
  for (const label of ["JSON", "SARIF", "HTML"]) {
    await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: `Download ${label}` }).click(),
    ]);
  }
  assert.deepEqual(
    requests.filter((url) => !url.startsWith("blob:")),
    [],
  );
  await close();
});

test("the policy holds in the page and in its workers", async () => {
  const { page, close } = await all.open();
  const policy = await page
    .locator("meta[http-equiv=Content-Security-Policy]")
    .getAttribute("content");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /'unsafe-/);
  /** What the policy says to a request. */
  const refusal = (scope) =>
    scope.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
          fetch("http://127.0.0.1:9/").catch(() => setTimeout(resolve, 500, "no refusal"));
        }),
    );
  assert.equal(await refusal(page), "connect-src");
  const workers = [];
  page.on("worker", (worker) => workers.push(worker));
  await page.getByRole("button", { name: "Try an example" }).click();
  await done(page);
  assert.equal(await refusal(workers[0]), "connect-src");
  const markup = await page.evaluate(() => {
    try {
      document.body.innerHTML = "<b>";
      return "set";
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(markup, "TypeError");
  await close();
});

test("it works without a network, and can be installed", async () => {
  const { page, context, close } = await all.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Try an example" }).click();
  await done(page);
  assert.match(await verdict(page), /gives away 4 secrets/);
  await context.setOffline(false);
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  const lacks = installabilityErrors.map(({ errorId }) => errorId);
  assert.deepEqual(
    lacks.filter((id) => id !== "in-incognito"),
    [],
  );
  await close();
});

test("names from files are text and nothing else", async () => {
  const { page, errors, close } = await all.open();
  const name = "<img src=x onerror=alert(1)>.js";
  await drop(page, folder({ [name]: `const a={"<script>":"${key(2)}"}` }));
  await done(page);
  assert.ok((await page.locator(".place").textContent()).includes(name));
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(errors, []);
  await close();
});
