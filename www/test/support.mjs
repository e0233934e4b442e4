// A browser, the built page under a sub-path, and what a person does there.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { crc32 } from "node:zlib";
import { chromium } from "playwright-core";
import { serve } from "../serve.mjs";

export const BASE = "/tools/leaklint/";
export const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
// Root has no sandbox in a container, whose shared memory is small.
export const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
/** Long enough for a machine that has other things to do. */
export const TIMEOUT = 30_000;

/** What tests write is below it, and goes with the process. */
const SCRATCH = mkdtempSync(join(tmpdir(), "leaklint-page-"));
process.on("exit", () => rmSync(SCRATCH, { recursive: true, force: true }));

/** An empty folder. */
export function scratch() {
  return mkdtempSync(join(SCRATCH, "f-"));
}

/** Starts a browser. */
export function launch(options = {}) {
  const { args = [], ...rest } = options;
  return chromium.launch({ executablePath: BROWSER, args: [...ARGUMENTS, ...args], ...rest });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe has to say. A page's policy does not hold for a devtools evaluation. */
export async function axeViolations(page, rules = {}) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (rules) => globalThis.axe.run(document, { rules }),
    rules,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** The built page, served under a sub-path. */
export async function site(options = {}) {
  const server = await serve({ base: BASE, ...options });
  const origin = `http://localhost:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, url: `${origin}${options.base ?? BASE}`, close };
}

/** A browser and a server for the tests of a file; `open` gives a fresh page of it. */
export function pages(options = {}) {
  let browser;
  let server;
  before(async () => {
    browser = await launch(options);
    server = await site();
  });
  after(async () => {
    await browser.close();
    server.close();
  });
  return {
    /** What goes wrong in the page, its policy's refusals among it, fails the test. */
    async open(options = {}, prepare = async () => {}) {
      const context = await browser.newContext(options);
      await prepare(context);
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT);
      const errors = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(server.url, { waitUntil: "load" });
      return { page, context, errors, close: () => context.close() };
    },
    get server() {
      return server;
    },
  };
}

/** A folder with files in it. */
export function folder(files, name = "dist") {
  const root = join(scratch(), name);
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
  // A hand waits for the page to be drawn: what is dragged over must not be replaced meanwhile.
  await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 50)));
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
  return page.locator(".verdict h1").textContent();
}

/** How much memory the processes of a browser's pages hold, in bytes; as Linux tells it. */
export async function memoryOf(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const ofPages = processInfo.filter(({ type }) => type === "renderer");
  return ofPages.reduce((total, { id }) => total + residentBytes(id), 0);
}

function residentBytes(process) {
  const status = readFileSync(`/proc/${process}/status`, "utf8");
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Repeats an assertion until it holds: the page is drawn a moment after what changes it. */
export async function eventually(assertion, timeout = TIMEOUT) {
  for (const end = Date.now() + timeout; ; ) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((wait) => setTimeout(wait, 20));
    }
  }
}

/** A zip archive; one that `isEncrypted` only says so. */
export function zip(files, isEncrypted = false) {
  const [members, entries] = [[], []];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    // Version, flags, method, time and date, CRC, sizes, length of the name.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length - (isEncrypted ? 12 : 0), 18);
    common.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const member = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, content]);
    entries.push(Buffer.from("PK\x01\x02\x14\0"), common, rest, name);
    members.push(member);
    offset += member.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...members, directory, Buffer.from("PK\x05\x06"), end]);
}

/** A packed extension, of the format's version 3: a header, which may be empty, and an archive. */
export function crx(files) {
  const header = Buffer.alloc(12);
  header.write("Cr24");
  header.writeUInt32LE(3, 4);
  return Buffer.concat([header, zip(files)]);
}

/** Electron's archive of files in one folder. */
export function asar(folderName, files) {
  const entries = {};
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const size = Buffer.byteLength(text);
    entries[name] = { size, offset: String(offset) };
    offset += size;
  }
  const json = Buffer.from(JSON.stringify({ files: { [folderName]: { files: entries } } }));
  const padded = Math.ceil(json.length / 4) * 4;
  const head = Buffer.alloc(16 + padded);
  for (const [at, number] of [4, padded + 8, padded + 4, json.length].entries()) {
    head.writeUInt32LE(number, at * 4);
  }
  json.copy(head, 16);
  return Buffer.concat([head, ...Object.values(files).map((text) => Buffer.from(text))]);
}

/** What a download button gives, as text. */
export async function downloaded(page, label) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Download ${label}` }).click(),
  ]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
}

const BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Random characters, the same for the same seed. */
export function drawn(length, seed = 1) {
  let [state, text] = [Math.imul(seed, 2654435761), ""];
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

/** A build that gives a key away, in pieces, with a map. */
export function leakyBuild(value = key()) {
  const half = value.length >> 1;
  const code = `const a={apiKey:"${value.slice(0, half)}"+"${value.slice(half)}"};fetch(a.apiKey);`;
  const source = `// settings\nexport const settings = {\n  apiKey: "${value}",\n};\n`;
  const map = { version: 3, sources: ["../src/pay.ts"], sourcesContent: [source], names: [] };
  // From column 17 on: line 3 of the source.
  const mappings = "AACA,iBACU";
  return {
    "index.html": '<!doctype html><script src="assets/index-a1.js"></script>',
    "assets/index-a1.js": `${code}\n//# sourceMappingURL=index-a1.js.map\n`,
    "assets/index-a1.js.map": JSON.stringify({ ...map, mappings }),
    "assets/vendor-b2.js": "export function add(a,b){return a+b}\n".repeat(200),
  };
}
