// The extension, loaded into Chromium, on a site that leaks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import {
  ARGUMENTS,
  axeViolations,
  BROWSER,
  eventually,
  key,
  scratch,
  TIMEOUT,
} from "./support.mjs";

const BUILT = fileURLToPath(new URL("../dist/extension/", import.meta.url));

let server;
let origin;
/** Browsers of tests that failed are still there. */
const opened = new Set();
before(async () => {
  const files = {
    "/": '<!doctype html><title>Shop</title><main data-x="1"></main><script src="/a.js"></script>',
    "/a.js": `window.a={apiKey:"${key(601)}"};`,
    "/clean": "<!doctype html><title>Clean</title><main></main>",
    "/later.js": `export const later={apiKey:"${key(603)}"};`,
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
after(async () => {
  for (const context of opened) await context.close();
  server.closeAllConnections();
  server.close();
});

/** A browser with the extension in it, as it is built. */
async function loaded() {
  const context = await chromium.launchPersistentContext(scratch(), {
    executablePath: BROWSER,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      ...ARGUMENTS,
      "--enable-unsafe-extension-debugging",
      `--disable-extensions-except=${BUILT}`,
      `--load-extension=${BUILT}`,
    ],
  });
  opened.add(context);
  context.setDefaultTimeout(TIMEOUT);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const id = new URL(worker.url()).host;
  const devtools = await context.browser().newBrowserCDPSession();
  const targets = async () =>
    (await devtools.send("Target.getTargets", { filter: [{}] })).targetInfos;
  return {
    context,
    /** Opens the site in a tab; gives its id for extensions, too. */
    async tab(url) {
      const site = await context.newPage();
      await site.goto(url);
      const find = async () => (await chrome.tabs.query({ active: true }))[0].id;
      return { site, tabId: await worker.evaluate(find) };
    },
    /** Presses the extension's button while a tab shows `url`. */
    async press(url) {
      const tab = (await targets()).find((target) => target.type === "tab" && target.url === url);
      await devtools.send("Extensions.triggerAction", { id, targetId: tab.targetId });
    },
    /** What the side panel says, once it says something that fits. */
    async panelSays(pattern) {
      await eventually(async () => {
        const panel = (await targets()).find(
          ({ type, url }) =>
            type === "page" && url.startsWith(`chrome-extension://${id}/panel.html`),
        );
        assert.ok(panel, "the panel is open");
        assert.match(await textIn(devtools, panel.targetId), pattern);
      });
    },
    panelUrl: (tabId) => `chrome-extension://${id}/panel.html?tab=${tabId}`,
    close: () => context.close(),
  };
}

/** The text of a page that is no tab. */
async function textIn(devtools, targetId) {
  const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: false });
  const answer = new Promise((resolve) => {
    const take = ({ sessionId: from, message }) => {
      if (from !== sessionId) return;
      devtools.off("Target.receivedMessageFromTarget", take);
      resolve(JSON.parse(message).result?.result?.value ?? "");
    };
    devtools.on("Target.receivedMessageFromTarget", take);
  });
  const params = { expression: "document.body.textContent" };
  const message = JSON.stringify({ id: 1, method: "Runtime.evaluate", params });
  await devtools.send("Target.sendMessageToTarget", { sessionId, message });
  const text = await answer;
  await devtools.send("Target.detachFromTarget", { sessionId });
  return text;
}

test("it asks for no site by itself", async () => {
  const manifest = JSON.parse(readFileSync(join(BUILT, "manifest.json"), "utf8"));
  assert.deepEqual(manifest.permissions, ["activeTab", "scripting", "sidePanel"]);
  assert.equal(manifest.host_permissions, undefined);
  const { context, tab, panelUrl, close } = await loaded();
  const { tabId } = await tab(origin);
  const panel = await context.newPage();
  await panel.goto(panelUrl(tabId));
  await eventually(async () =>
    assert.match(await panel.locator(".status").textContent(), /cannot be read/),
  );
  await close();
});

test("its button opens the side panel, which tells what the site gives away", async () => {
  const { tab, press, panelSays, close } = await loaded();
  const { site } = await tab(origin);
  await press(origin);
  await panelSays(/This page gives away one secret\..*a\.js:1/);
  // The tab goes on to another page of the site, and the panel with it.
  await site.goto(`${origin}clean`);
  await panelSays(/This page gives nothing away/);
  await site.goto(origin);
  await panelSays(/This page gives away one secret\./);
  // A script that comes later is read when the button is pressed again.
  await site.evaluate(() => import("/later.js"));
  await press(origin);
  await panelSays(/This page gives away 2 secrets\./);
  // On another site it was not pressed.
  const other = origin.replace("127.0.0.1", "localhost");
  await site.goto(other);
  await panelSays(/This tab cannot be read.*Press leaklint’s button/);
  await press(other);
  await panelSays(/This page gives away one secret\./);
  await close();
});

test("panels that look at one tab at the same time do not take from each other", async () => {
  const { context, tab, press, panelUrl, close } = await loaded();
  const { tabId } = await tab(origin);
  await press(origin);
  const panels = await Promise.all(Array.from({ length: 4 }, () => context.newPage()));
  await Promise.all(panels.map((panel) => panel.goto(panelUrl(tabId))));
  for (const panel of panels) {
    await eventually(async () =>
      assert.match(await panel.locator(".status").textContent(), /gives away one secret/),
    );
  }
  await close();
});

test("the panel of a leaking site can be used by everyone, and looks into its storage", async () => {
  const { context, tab, press, panelUrl, close } = await loaded();
  const { site, tabId } = await tab(origin);
  await site.evaluate((value) => localStorage.setItem("apiKey", value), key(602));
  await press(origin);
  // The same panel as a tab: there it can be looked at.
  const panel = await context.newPage();
  const errors = [];
  panel.on("pageerror", (error) => errors.push(String(error)));
  await panel.setViewportSize({ width: 360, height: 720 });
  await panel.goto(panelUrl(tabId));
  const status = panel.locator(".status");
  const says = (words) => eventually(async () => assert.equal(await status.textContent(), words));
  await says("This page gives away one secret.");
  assert.ok(!(await panel.content()).includes(key(601)));
  assert.match(await panel.locator(".findings").textContent(), /a\.js:1/);
  assert.deepEqual(await axeViolations(panel), []);
  await panel.getByRole("button", { name: /storage/ }).click();
  await says("This page gives away 2 secrets.");
  assert.deepEqual(errors, []);
  await close();
});
