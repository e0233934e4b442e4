// The drop-in on pages that run: plain ones, hostile ones, and those whose policy forbids it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { axeViolations, eventually, key, launch, site, TIMEOUT } from "./support.mjs";

let browser;
let host;
before(async () => {
  browser = await launch();
  host = await site();
});
after(async () => {
  await browser.close();
  host.close();
});

const map = (value) =>
  JSON.stringify({
    version: 3,
    sources: ["../src/pay.ts"],
    sourcesContent: [`// pay\nexport const apiKey = "${value}";\n`],
    names: [],
    mappings: "AACA",
  });

/** A site of another origin than leaklint's; what is asked of it is kept. */
async function running(files, headers = {}) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const content = files[request.url];
    if (content === undefined) return void response.writeHead(404).end();
    const type = request.url.endsWith("js") ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(200, { "Content-Type": type, ...headers }).end(content);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT);
  const others = [];
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(url))
      others.push(request.url());
  });
  await page.goto(url);
  const close = async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  };
  return { page, asked, others, close };
}

const tag = () => `<script type="module" src="${host.url}dropin.js"></script>`;

/** The badge's text, once there is a result. */
async function badge(page) {
  const found = page.locator("leaklint-panel .badge");
  await eventually(async () => assert.doesNotMatch(await found.textContent(), /…/));
  return found.textContent();
}

async function panel(page) {
  await page.locator("leaklint-panel .badge").click();
  await page.locator("leaklint-panel .box").waitFor();
  return page.locator("leaklint-panel .box");
}

test("what a page has loaded is read: scripts, maps, inline scripts, JSON, later ones", async () => {
  const values = [1, 2, 3, 4, 5, 6].map((seed) => key(seed + 100));
  const files = {
    "/": `<!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1></main>
      <link rel="modulepreload" href="/pre.js">
      <script src="/a.js"></script><script>window.inline = "${values[1]}";</script>
      <script type="application/json">{"apiKey":"${values[2]}"}</script>${tag()}`,
    "/a.js": `window.a={apiKey:"${values[0]}"};\n//# sourceMappingURL=a.js.map\n`,
    "/a.js.map": map(values[4]),
    "/pre.js": `export const k = "${values[3]}";`,
    "/later.js": `export const l = "${values[5]}";`,
  };
  const { page, others, close } = await running(files);
  assert.equal(await badge(page), "leaklint 5");
  await page.evaluate(() => import("/later.js"));
  await eventually(async () => assert.equal(await badge(page), "leaklint 6"));
  const box = await panel(page);
  assert.equal(await box.locator(".status").textContent(), "This page gives away 6 secrets.");
  const text = await box.textContent();
  for (const value of values) assert.ok(!text.includes(value));
  assert.match(text, /a\.js|src\/pay\.ts/);
  assert.ok(
    others.every((url) => url.startsWith(host.url)),
    "only leaklint's own files",
  );
  assert.ok(others.every((url) => !url.includes("?")));
  assert.deepEqual(await axeViolations(page), []);
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "hidden" });
  await close();
});

test("storage and cookies are read only when asked", async () => {
  const { page, close } = await running({ "/": `<!doctype html><title>x</title>${tag()}` });
  await page.evaluate(
    ([first, second, third]) => {
      localStorage.setItem("apiKey", first);
      sessionStorage.setItem("token", second);
      // biome-ignore lint/suspicious/noDocumentCookie: what pages do
      document.cookie = `apiKey=${third}`;
    },
    [key(201), key(202), key(203)],
  );
  assert.equal(await badge(page), "leaklint ✓");
  const box = await panel(page);
  await box.getByRole("button", { name: /storage/ }).click();
  await eventually(async () =>
    assert.equal(await box.locator(".status").textContent(), "This page gives away 3 secrets."),
  );
  await close();
});

test("hostile styles neither break it nor are broken by it", async () => {
  const css = `*,*::before,*::after{all:unset!important;display:none!important;opacity:0!important;
    font:0/0 serif!important;color:transparent!important;position:static!important;
    transform:scale(0)!important;visibility:hidden!important;pointer-events:none!important}
    html,body,main,h1{display:block!important;visibility:visible!important}
    html{filter:invert(1)} button{width:0!important;height:0!important}
    leaklint-panel{display:none!important;clip-path:circle(0)!important}
    :root{--accent:lime;--paper:lime;--ink:lime}`;
  const files = {
    "/": `<!doctype html><title>x</title><style>${css}</style><main><h1>Mine</h1></main>
      <script>window.k={apiKey:"${key(301)}"}</script>${tag()}`,
  };
  const { page, close } = await running(files);
  const before = await page.evaluate(() => getComputedStyle(document.querySelector("h1")).cssText);
  assert.equal(await badge(page), "leaklint 1");
  const box = await panel(page);
  const { width, height } = await box.boundingBox();
  assert.ok(width > 300 && height > 150);
  const badgeBox = await page.locator("leaklint-panel .badge").boundingBox();
  assert.ok(badgeBox.height >= 40 && badgeBox.width > 60);
  const colour = await box
    .locator(".status")
    .evaluate((element) => getComputedStyle(element).color);
  assert.equal(colour, "rgb(196, 47, 26)");
  const after = await page.evaluate(() => getComputedStyle(document.querySelector("h1")).cssText);
  assert.equal(after, before);
  await close();
});

test("a strict policy that lets the script in is worked with", async () => {
  const policy = `default-src 'none'; script-src ${host.origin} 'wasm-unsafe-eval'; connect-src 'self' ${host.origin}; require-trusted-types-for 'script'`;
  const files = {
    "/": `<!doctype html><title>x</title><main data-key="${key(401)}"></main>${tag()}`,
  };
  const { page, close } = await running(files, { "Content-Security-Policy": policy });
  assert.equal(await badge(page), "leaklint 1");
  const box = await panel(page);
  assert.match(await box.textContent(), /on the page’s own thread/);
  await close();
});

test("a policy that forbids it is named, with what would mend it", async () => {
  for (const [policy, words] of [
    [
      `script-src ${host.origin}; connect-src 'self' ${host.origin}`,
      /script-src.*wasm-unsafe-eval/,
    ],
    [`script-src ${host.origin}; connect-src 'self'`, /connect-src.*module/],
  ]) {
    const files = { "/": `<!doctype html><title>x</title>${tag()}` };
    const { page, close } = await running(files, { "Content-Security-Policy": policy });
    assert.equal(await badge(page), "leaklint !");
    assert.match(await (await panel(page)).locator(".status").textContent(), words);
    await close();
  }
});

test("scripts that other servers keep to themselves are named", async () => {
  const other = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "text/javascript" }).end("var other = 1;");
  });
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  const src = `http://127.0.0.1:${other.address().port}/lib.js`;
  const files = { "/": `<!doctype html><title>x</title><script src="${src}"></script>${tag()}` };
  const { page, close } = await running(files);
  assert.equal(await badge(page), "leaklint ✓");
  assert.match(await (await panel(page)).textContent(), /lib\.js: its server does not let other/);
  await close();
  other.closeAllConnections();
  other.close();
});

test("the bookmarklet does the same, and opens the panel when it is clicked again", async () => {
  const files = {
    "/": `<!doctype html><title>x</title><script>window.k={apiKey:"${key(501)}"}</script>`,
  };
  const { page, close } = await running(files);
  const start = await (await browser.newContext()).newPage();
  await start.goto(host.url);
  const href = await start.locator(".bookmarklet").getAttribute("href");
  const code = decodeURIComponent(href.replace(/^javascript:/, ""));
  await page.evaluate(code);
  assert.equal(await badge(page), "leaklint 1");
  await page.evaluate(code.replace("dropin.js", "dropin.js?again"));
  await page.locator("leaklint-panel .box").waitFor();
  await close();
});
