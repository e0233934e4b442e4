// What builds leave, also after a plugin's last hook: which of it is linted, and when.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { install, key, node, project } from "./support.mjs";

before(() => install());

const HTML = '<!doctype html><script type="module" src="/main.js"></script>';
const leak = () => ({ "main.js": `pay({ apiKey: "${key()}" });\n` });

/** Builds with Vite, and does `after` when all hooks were called. */
function after(name, work, { config = "{}", options = "" } = {}) {
  const script = `import { mkdirSync, writeFileSync } from "node:fs";
import { build, resolveConfig } from "vite";
import leaklint from "leaklint/vite";
const plugin = leaklint(${options});
const more = { name: "more", async buildStart() { globalThis.inside && await globalThis.inside(plugin); } };
globalThis.resolveConfig = resolveConfig;
${work.before ?? ""}
await build({ configFile: false, ...(${config}), plugins: [plugin, more] });
${work.after ?? ""}`;
  const files = { "index.html": HTML, "main.js": "document.title = 1;\n", ...work.files };
  const folder = project(`plugin-${name}`, { ...files, "build.mjs": script });
  return node(folder, ["build.mjs"]);
}

test("vite: what is written after the last hook fails the process", () => {
  const leaks = `writeFileSync("dist/manifest.json", JSON.stringify({ apiKey: "${key()}" }));`;
  const { status, output } = after("late", { after: leaks });
  assert.equal(status, 1, output);
  assert.match(output, /manifest\.json/);
  assert.ok(!output.includes(key()));
  const clean = after("late", { after: 'writeFileSync("dist/manifest.json", "{}");' });
  assert.equal(clean.status, 0, clean.output);
  assert.equal(clean.output.match(/no secrets in/g).length, 1, clean.output);
});

test("vite: pages that Nitro writes beside the output fail the process", () => {
  const page = (text) =>
    `mkdirSync(".output/public", { recursive: true }); writeFileSync(".output/public/index.html", ${JSON.stringify(text)});`;
  const { status, output } = after("nitro", { after: page(`<script>pay("${key()}")</script>`) });
  assert.equal(status, 1, output);
  assert.match(output, /index\.html/);
  assert.equal(after("nitro", { after: page("<p>Shop</p>") }).status, 0);
});

test("vite: a server's code inside of the output is not linted", () => {
  const server = `mkdirSync("dist/server", { recursive: true }); writeFileSync("dist/server/index.js", 'pay("${key()}")');`;
  const config = '{ environments: { ssr: { build: { outDir: "dist/server" } } } }';
  const { status, output } = after("inside", { after: server }, { config });
  assert.equal(status, 0, output);
});

test("vite: a logger that keeps lines back does not keep the clean one", () => {
  const { status, output } = after("quiet", {}, { config: '{ logLevel: "warn" }' });
  assert.equal(status, 0, output);
  assert.match(output, /no secrets in \d+ files/);
});

test("vite: the environment says whether it is a client, not the configuration resolved last", () => {
  const before = `globalThis.inside = async (plugin) => {
  globalThis.inside = undefined;
  await resolveConfig({ configFile: false, plugins: [plugin], build: { ssr: "main.js" } }, "build");
};`;
  const files = leak();
  const { status, output } = after("consumer", { before, files });
  assert.notEqual(status, 0, output);
  assert.match(output, /CallPayMin/);
});

test("vite: a build in memory is linted", () => {
  const config = "{ build: { write: false } }";
  assert.notEqual(after("memory", { files: leak() }, { config }).status, 0);
  assert.match(after("memory", {}, { config }).output, /no secrets in/);
});

test("vite: a build without output for the plugin fails, and says why", () => {
  const script = `import leaklint from "leaklint/vite";
const plugin = leaklint();
const [hooks] = [plugin].flat();
const logger = { info: console.info, warn: console.warn };
const config = { root: process.cwd(), command: "build", mode: "production", logger, plugins: [], build: { outDir: "dist" }, environments: {} };
hooks.configResolved.call({ meta: { viteVersion: "8.0.0" } }, config);
hooks.buildStart.call({ meta: {}, environment: { config: { ...config, consumer: "client" } } });`;
  const folder = project("plugin-nothing", { "build.mjs": script });
  const silent = node(folder, ["build.mjs"]);
  assert.equal(silent.status, 1, silent.output);
  assert.match(silent.output, /could not lint the build: Vite ended without giving it an output/);
});

test("vite: a server's build alone says that it is not linted", () => {
  const { status, output } = after("server", {}, { config: '{ build: { ssr: "main.js" } }' });
  assert.equal(status, 0, output);
  assert.match(output, /only a server's code was built here/);
});

const CONFIGURED = {
  object: "{ reactStrictMode: true }",
  function:
    "(phase, { defaultConfig }) => ({ reactStrictMode: defaultConfig.known && phase.startsWith('phase-') })",
  "async function": "async () => ({ reactStrictMode: true })",
  promise: "Promise.resolve({ reactStrictMode: true })",
  nothing: "undefined",
};
for (const [form, config] of Object.entries(CONFIGURED)) {
  test(`next: a configuration that is a ${form} is kept`, () => {
    const script = `import withLeaklint from "leaklint/next";
const wrapped = await withLeaklint(${config});
const context = { defaultConfig: { known: true } };
const config = typeof wrapped === "function" ? await wrapped("phase-development-server", context) : wrapped;
console.log(config.reactStrictMode, typeof config.compiler.runAfterProductionCompile);`;
    const folder = project("plugin-next", { "next.mjs": script });
    const { output } = node(folder, ["next.mjs"]);
    assert.equal(output.trim(), `${form === "nothing" ? undefined : true} function`);
  });
}

/** A project that Next before 15.4 builds: it knows no hook, and writes in this process. */
function oldNext(name, { page = "<p>Shop</p>", data = "{}", config = "{}", more = "" } = {}) {
  const script = `import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import withLeaklint from "leaklint/next";
const wrapped = await withLeaklint(${config});
const config = typeof wrapped === "function" ? await wrapped("phase-production-build", {}) : wrapped;
if (config.compiler) throw new Error("it warns of what it does not know");
const write = (path, text) => { mkdirSync(dirname(path), { recursive: true }); writeFileSync(path, text); };
write(".next/static/chunks/main.js", "console.log(1);");
write(".next/server/app/page.js", 'pay("${key()}");');
write(".next/server/app/page/server-reference-manifest.json", '{"apiKey":"${key()}"}');
write(".next/server/pages/shop.js.nft.json", '{"apiKey":"${key()}"}');
write(".next/server/app/index.html", ${JSON.stringify(page)});
write(".next/server/pages/shop.json", ${JSON.stringify(data)});
write(".next/BUILD_ID", "x");
${more}`;
  return node(
    project(`plugin-${name}`, {
      "node_modules/next/package.json": '{"name":"next","version":"14.2.35"}',
      "build.mjs": script,
    }),
    ["build.mjs"],
  );
}

test("next: without a hook, what a build leaves is linted at its end", () => {
  const leaks = {
    page: { page: `<script>pay("${key("callpaymin/api-key", 1)}")</script>` },
    data: { data: `{"pageProps":{"apiKey":"${key("callpaymin/api-key", 1)}"}}` },
    function: {
      page: `<p title="${key("callpaymin/api-key", 1)}"></p>`,
      config: "async () => ({})",
    },
  };
  for (const [name, leak] of Object.entries(leaks)) {
    const { status, output } = oldNext("next-old", leak);
    assert.equal(status, 1, `${name}: ${output}`);
    assert.equal(output.match(/error\[callpaymin/g)?.length, 1, output);
  }
});

test("next: a server's own code is not linted, and a clean build has one line", () => {
  const { status, output } = oldNext("next-old");
  assert.equal(status, 0, output);
  assert.equal(output.match(/leaklint: no secrets in 3 files/g)?.length, 1, output);
});

test("next: a build that failed, and a server that is started, are no builds", () => {
  assert.equal(oldNext("next-old", { more: "process.exit(3);" }).status, 3);
  const script =
    'import withLeaklint from "leaklint/next";\nawait withLeaklint({ distDir: "built" });\n';
  const { status, output } = node(project("plugin-next", { "next.mjs": script }), ["next.mjs"]);
  assert.deepEqual([status, output], [0, ""]);
});

for (const [name, main] of [
  ["leaks", () => `pay("${key()}");\n`],
  ["is clean", () => "console.log(1);\n"],
]) {
  test(`webpack: a compiler without \`webpack\`, as 5.0 has it, ${name}`, () => {
    const build = `import webpack from "webpack";
import leaklint from "leaklint/webpack";
let kept;
const old = { apply: (compiler) => { kept = compiler.webpack; compiler.webpack = undefined; } };
// Other plugins want it.
const after = { apply: (compiler) => { compiler.webpack = kept; } };
webpack({ mode: "production", entry: "./main.js", plugins: [old, leaklint(), after] }, (error, stats) => {
  console.log(error ?? stats.toString({ all: false, errors: true }));
  process.exitCode = error || stats.hasErrors() ? 1 : 0;
});`;
    const folder = project("plugin-webpack", { "main.js": main(), "build.mjs": build });
    const { status, output } = node(folder, ["build.mjs"]);
    assert.equal(status, name === "leaks" ? 1 : 0, output);
    assert.match(output, name === "leaks" ? /error\[callpaymin/ : /leaklint: no secrets in 1 file/);
    assert.doesNotMatch(output, /^ +at /m);
  });
}
