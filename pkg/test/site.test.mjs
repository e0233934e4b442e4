// A deployed site, through the package and through the native command: the same report.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { install, key, native, projects, root } from "./support.mjs";

const command = join(projects, "node_modules/leaklint/dist/command/main.js");
let leaklint;
let server;
let address;

const TYPES = {
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
  map: "application/json",
};

/** What the shop's server says: a body, or a status, headers and a body. */
function shop() {
  const secret = (name) => `${name} = { apiKey: "${key()}" };`;
  const map = {
    version: 3,
    mappings: "AAAA",
    sources: ["../src/a.ts"],
    sourcesContent: [secret("a")],
  };
  return {
    "/": `<!doctype html><script type=module src=/assets/index.js></script>
      <link rel=stylesheet href=/assets/a.css><a href=/about>about</a>
      <script src=https://tags.example.net/t.js></script><script>${secret("window.config")}</script>`,
    "/about": "<!doctype html><p>about",
    "/assets/index.js": `import("./late.js"); fetch("/config.json"); import("./gone.js"); import("./page.js");
      import("./bomb.js"); import("./moved.js"); import("./away.js"); import("./torn.js"); import("./lie.js");
      ${secret("index")}\n//# sourceMappingURL=index.js.map`,
    "/assets/index.js.map": JSON.stringify(map),
    "/assets/late.js": `new Worker(new URL("./work.js", import.meta.url)); ${secret("late")}`,
    "/assets/work.js": secret("work"),
    "/assets/page.js": { headers: { "content-type": "text/html" }, body: "<!doctype html><p>app" },
    "/assets/bomb.js": {
      headers: { "content-encoding": "gzip" },
      body: gzipSync(Buffer.alloc(1 << 22, " ")),
    },
    "/assets/moved.js": { status: 302, headers: { location: "/assets/there.js" }, body: "" },
    "/assets/there.js": {
      headers: { "content-encoding": "br" },
      body: brotliCompressSync(secret("there")),
    },
    "/assets/away.js": {
      status: 302,
      headers: { location: "https://elsewhere.example/x.js" },
      body: "",
    },
    "/assets/torn.js": (plain) =>
      plain
        ? secret("torn")
        : {
            headers: { "content-encoding": "br" },
            body: brotliCompressSync("x".repeat(9999)).subarray(0, 9),
          },
    "/assets/lie.js": { headers: { "content-encoding": "gzip" }, body: secret("lie") },
    "/assets/a.css": "a { color: red }",
    "/config.json": `{"payments":{"secretKey":"${key("callpaymin/api-key", 1)}"}}`,
    "/.env": `CALLPAYMIN_API_KEY=${key()}\n`,
  };
}

before(async () => {
  install();
  leaklint = await import(pathToFileURL(join(projects, "node_modules/leaklint/dist/node.js")).href);
  const files = shop();
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    let said = files[pathname];
    if (typeof said === "function") said = said(request.headers["accept-encoding"] === "identity");
    const {
      status = said ? 200 : 404,
      headers = {},
      body = said ?? "not here",
    } = said?.headers ? said : {};
    const type = TYPES[pathname.split(".").pop()] ?? "text/html";
    response.writeHead(status, { "content-type": type, ...headers }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${server.address().port}/`;
});

after(() => server.close());

/** Runs a command while the server here answers. */
function run(program, args) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NO_COLOR: "1" };
  return new Promise((done) => {
    execFile(program, args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      done({ status: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const both = async (args) => ({
  theirs: await run(native, args),
  ours: await run(process.execPath, [command, ...args]),
});

const timeless = (text) => text.replace(/"elapsedMs": ?\d+/g, "").replace(/, [\d.]+ m?s\)/g, ")");

for (const args of [
  ["--format", "json", "--reveal"],
  ["--format", "json", "--pages", "5", "--probe"],
  ["--format", "json", "--no-source-maps", "--max-file-size", "100K"],
  ["--format", "json", "--max-requests", "1"],
  ["--header", "X-Preview: yes", "--cookie", "a=b"],
  ["--timeout", "20", "--concurrency", "2", "--rate", "500", "--own", "https://cdn.example"],
]) {
  test(`leaklint ADDRESS ${args.join(" ")}`, async () => {
    const { ours, theirs } = await both([address, ...args]);
    assert.equal(ours.status, theirs.status, ours.stderr);
    assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
    assert.equal(ours.stderr, theirs.stderr);
  });
}

test("the API gives the same report, and takes the site's options", async () => {
  const report = await leaklint.lintSite(address, { site: { pages: 5 } });
  const { stdout } = await run(native, [address, "--format", "json", "--pages", "5"]);
  const theirs = JSON.parse(stdout);
  theirs.summary.elapsedMs = report.summary.elapsedMs;
  assert.deepEqual(report, theirs);
  assert.ok(report.site.coverage.scripts.fetched >= 7);
  assert.equal(report.site.missed.length, 3);
});

test("addresses from which nothing comes", async () => {
  for (const typed of ["http://127.0.0.1:9/", "http://no-such-host.invalid/", `${address}a.css`]) {
    const { ours, theirs } = await both([typed]);
    assert.equal(ours.status, 2, ours.stdout);
    assert.equal(ours.stderr, theirs.stderr);
  }
  await assert.rejects(leaklint.lintSite("http://127.0.0.1:9/"), /refused/);
});

test("a file that names no authority", async () => {
  for (const file of [join(projects, "installed.json"), join(projects, "none.pem")]) {
    const { ours, theirs } = await both([address, "--ca", file]);
    assert.equal(ours.status, 2);
    assert.equal(ours.stderr, theirs.stderr);
  }
});

test("a public page leads to no private network", async () => {
  // Public to the policy, which sees the addresses behind a name, and private in truth.
  const { Network } = await import(
    pathToFileURL(join(projects, "node_modules/leaklint/dist/site/network.js")).href
  );
  const network = await Network.of(new URL("http://93.184.215.14/"), false);
  const found = await new Promise((done) =>
    network.lookup("localhost", {}, (error) => done(error)),
  );
  assert.match(found.message, /private/);
  assert.throws(() => network.check(new URL("http://169.254.169.254/")), /private/);
  assert.throws(() => network.check(new URL("http://[::1]/")), /private/);
});
