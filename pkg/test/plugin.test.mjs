// What the plugins tell beside findings: misconfiguration, reports, annotations, failures.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { install, key, node, project, projects } from "./support.mjs";

before(() => install());

const HTML = '<!doctype html><script type="module" src="/main.js"></script>';

/** Builds with Vite; `config` is what goes into its configuration. */
function vite(name, config, { files = {}, options = "", env = {}, more = "" } = {}) {
  const build = `import { build, loadEnv } from "vite";
import leaklint from "leaklint/vite";
await build({ configFile: false, ...(${config}), plugins: [leaklint(${options}), ${more}] });`;
  const all = { "index.html": HTML, "main.js": "document.title = 1;\n", ...files };
  const folder = project(`plugin-${name}`, { ...all, "build.mjs": build });
  return { folder, ...node(folder, ["build.mjs"], env) };
}

const leaking = { "main.js": `pay({ apiKey: "${"KEY"}" });\n` };
const leak = () => ({ "main.js": leaking["main.js"].replace("KEY", key()) });

const MISTAKES = [
  ["the whole environment", "{ define: { 'process.env': process.env } }", /whole environment/],
  [
    "the whole environment as text",
    "{ define: { 'process.env': JSON.stringify(process.env) } }",
    /whole environment/,
  ],
  [
    "loadEnv of every prefix",
    "{ define: { ...Object.fromEntries(Object.entries(loadEnv('production', process.cwd(), '')).map(([name, value]) => [name, JSON.stringify(value)])) } }",
    /`DB_PASSWORD`.*not meant to be public/,
  ],
  [
    "the process's environment spread",
    "{ define: Object.fromEntries(Object.entries(process.env).map(([name, value]) => ['process.env.' + name, JSON.stringify(value)])) }",
    /every variable of the environment/,
  ],
  ["published sources", "{ build: { sourcemap: true } }", /publishes your sources/],
  ["a public prefix on a secret", "{}", /`VITE_PAYMENT_SECRET`.*public prefix/],
  ["a file of variables in the public folder", "{}", /`\.env` is in the public folder/],
];

for (const [name, config, expected] of MISTAKES) {
  test(`vite: ${name} is told before the build`, () => {
    const files = {
      ".env": "DB_PASSWORD=Tz8vQ1mRk4Lw7\nVITE_PAYMENT_SECRET=nothing-yet-to-see\n",
      "public/.env": "NOTHING=\n",
    };
    // The build ends before anything is bundled.
    const more = `{ name: "stop", buildStart() { throw new Error("stopped"); } }`;
    const { output } = vite("mistake", config, { files, more });
    assert.match(output, expected);
    assert.match(output, /stopped/);
    assert.ok(!output.includes("Tz8vQ1mRk4Lw7"));
  });
}

test("vite: an empty prefix is told", () => {
  // Vite itself refuses it, in its own words or after ours.
  const { status, output } = vite("prefix", "{ envPrefix: '' }");
  assert.notEqual(status, 0);
  assert.match(output, /envPrefix/);
});

const DEFINES = {
  EnvironmentPlugin: "new webpack.EnvironmentPlugin(['DB_PASSWORD'])",
  DefinePlugin:
    "new webpack.DefinePlugin({ 'process.env.DB_PASSWORD': JSON.stringify(process.env.DB_PASSWORD) })",
};
for (const [plugin, made] of Object.entries(DEFINES)) {
  test(`webpack: ${plugin} with a secret is told`, () => {
    const build = `import webpack from "webpack";
import leaklint from "leaklint/webpack";
webpack({ mode: "production", entry: "./main.js", plugins: [${made}, leaklint()] }, (_, stats) => console.log(stats.toString()));`;
    const folder = project("plugin-define", { "main.js": "1;\n", "build.mjs": build });
    const { output } = node(folder, ["build.mjs"], { DB_PASSWORD: "Tz8vQ1mRk4Lw7" });
    assert.match(output, new RegExp(`${plugin}.*DB_PASSWORD`));
  });
}

test("next: a secret in `env` is told", () => {
  const script = `import withLeaklint from "leaklint/next"; withLeaklint({ env: { DB_PASSWORD: "x" } });`;
  const folder = project("plugin-next", { "next.mjs": script });
  assert.match(node(folder, ["next.mjs"]).output, /`env`.*`DB_PASSWORD`/);
  // Its workers read the configuration, too.
  assert.equal(node(folder, ["next.mjs"], { IS_NEXT_WORKER: "true" }).output, "");
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

test("a value of the build's own environment is found whatever it looks like", () => {
  const value = "correct-horse-41-battery";
  const { status, output } = vite("value", "{}", {
    files: { "main.js": `login("${value}");\n`, ".env": `DB_PASSWORD=${value}\n` },
  });
  assert.notEqual(status, 0, output);
  assert.match(output, /DB_PASSWORD/);
  assert.ok(!output.includes(value));
});

test("reports are written in every form, also when the build fails", () => {
  const options = '{ report: ["a.sarif", "out/b.json", { file: "c.txt", format: "html" }] }';
  const { folder, status } = vite("report", "{}", { files: leak(), options });
  assert.notEqual(status, 0);
  assert.equal(JSON.parse(readFileSync(join(folder, "a.sarif"), "utf8")).version, "2.1.0");
  assert.equal(JSON.parse(readFileSync(join(folder, "out/b.json"), "utf8")).findings.length, 1);
  assert.match(readFileSync(join(folder, "c.txt"), "utf8"), /^<!doctype html>/i);
  assert.ok(!readFileSync(join(folder, "a.sarif"), "utf8").includes(key()));
});

test("a workflow of GitHub's gets annotations by itself", () => {
  const { output } = vite("github", "{}", { files: leak(), env: { GITHUB_ACTIONS: "true" } });
  assert.match(output, /^::error .*callpaymin/m);
  assert.doesNotMatch(vite("github", "{}", { files: leak() }).output, /^::error/m);
});

test("an annotation is at the person's own file and line, if it is known", () => {
  const env = { GITHUB_ACTIONS: "true" };
  const files = {
    "main.js": 'import { call } from "./src/call.js";\ncall();\n',
    "src/call.js": `// Calls.\nexport const call = () => pay("${key()}");\n`,
  };
  for (const config of ["{}", '{ build: { sourcemap: "hidden" } }']) {
    const { output } = vite("annotated", config, { files, env });
    assert.match(output, /^::error file=src\/call\.js,line=2,/m, config);
    assert.doesNotMatch(output, /^::error file=assets/m, config);
  }
});

test("a comment that no source map leads to is told to have no effect", () => {
  const comment = "// leaklint-allow callpaymin/api-key: a test";
  const literal = { "main.js": `document.title = 1;\n${comment}\npay("${key()}");\n` };
  const variable = {
    "main.js": `${comment}\npay(import.meta.env.VITE_PAY);\n`,
    ".env": `VITE_PAY=${key()}\n`,
  };
  for (const [files, line] of [
    [literal, 2],
    [variable, 1],
  ]) {
    const { status, output } = vite("comment", "{}", { files });
    assert.notEqual(status, 0);
    assert.match(output, new RegExp(`comment at main\\.js:${line} .*no effect`));
  }
  const mapped = vite("comment", '{ build: { sourcemap: "hidden" } }', { files: literal });
  assert.equal(mapped.status, 0, mapped.output);
  assert.match(mapped.output, /1 known finding not reported/);
  const other = literal["main.js"].replace("callpaymin/api-key", "callpaymin/other");
  assert.doesNotMatch(
    vite("comment", "{}", { files: { "main.js": other } }).output,
    /has no effect/,
  );
});

test("a finding is told without the code that found it, and warnings once", () => {
  const { output } = vite("told", '{ build: { sourcemap: "hidden" } }', { files: leak() });
  const [, told = ""] = output.split("leaklint found");
  assert.doesNotMatch(told.split("Node.js")[0], /leaklint\/dist/);
  const script = `import { build } from "vite";
import leaklint from "leaklint/vite";
for (let run = 0; run < 3; run += 1) {
  await build({ configFile: false, build: { sourcemap: true }, plugins: [leaklint()] });
}`;
  const folder = project("plugin-thrice", {
    "index.html": HTML,
    "main.js": "1;\n",
    "build.mjs": script,
  });
  const thrice = node(folder, ["build.mjs"]);
  assert.equal(thrice.output.match(/publishes your sources/g)?.length, 1, thrice.output);
});

/** Builds with Vite, and does \`after\` when all hooks were called. */
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

test("files are chosen by globs", () => {
  const files = { ...leak(), "public/copied/old.js": `pay("${key("callpaymin/api-key", 1)}");\n` };
  for (const [options, ours, copied] of [
    ["", true, true],
    ['{ exclude: "copied/**" }', true, false],
    ['{ include: ["copied/*.js"] }', false, true],
    ['{ include: "**/*.js", exclude: ["assets/*", "copied/*"] }', false, false],
  ]) {
    const { status, output } = vite("globs", "{}", { files, options });
    assert.equal(status === 0, !ours && !copied, output);
    assert.equal(/assets\/index-/.test(output.split("leaklint").slice(1).join()), ours || !copied);
    assert.equal(/copied\/old\.js/.test(output), copied, output);
  }
});

test("the environment and the maps may be left out", () => {
  const value = "correct-horse-41-battery";
  const files = { "main.js": `login("${value}");\n`, ".env": `DB_PASSWORD=${value}\n` };
  assert.equal(vite("left", "{}", { files, options: "{ env: false }" }).status, 0);
  // A comment is in the map only.
  const commented = { "main.js": `// ${key()}\ndocument.title = 1;\n` };
  const maps = '{ build: { sourcemap: "hidden" } }';
  assert.notEqual(vite("left", maps, { files: commented }).status, 0);
  const options = "{ sourceMaps: false, exclude: '**/*.map' }";
  assert.equal(vite("left", maps, { files: commented, options }).status, 0);
});

test("what is allowed until a day is reported after it", () => {
  const allow = (until) =>
    `{ allow: [{ rule: "callpaymin/*", reason: "a test", until: "${until}" }] }`;
  assert.equal(vite("until", "{}", { files: leak(), options: allow("2099-01-31") }).status, 0);
  assert.notEqual(vite("until", "{}", { files: leak(), options: allow("2020-01-31") }).status, 0);
});

test("a finding is shown in its line, with the way out", () => {
  const { output } = vite("frame", '{ build: { sourcemap: "hidden" } }', { files: leak() });
  assert.match(output, /\n *\|\n/);
  assert.match(output, /\^{3}/);
  assert.match(output, /main\.js:1/);
  assert.match(output, /fix:|help:|revoke|rotate/i);
});

test("vite: without maps the public variable and the person's own line are told", () => {
  const files = {
    "main.js": 'import { call } from "./call.js";\ncall();\n',
    "call.js":
      '// Calls.\nexport const call = () => fetch("/", { headers: { "X-Key": import.meta.env.VITE_CALLS } });\n',
    ".env": `VITE_CALLS=${key()}\n`,
  };
  const { folder, status, output } = vite("bare", "{}", { files, options: '{ report: "a.json" }' });
  assert.notEqual(status, 0, output);
  assert.match(output, /env VITE_CALLS/);
  assert.match(output, /source call\.js:2:/);
  const [finding] = JSON.parse(readFileSync(join(folder, "a.json"), "utf8")).findings;
  assert.deepEqual([finding.env, finding.original.path], ["VITE_CALLS", "call.js"]);
  const literal = vite("bare", "{}", { files: leak() });
  assert.match(literal.output, /source main\.js:1:16/);
});

test("rules may be switched off or weigh less", () => {
  const off = '{ rules: { "callpaymin/api-key": "off" } }';
  assert.equal(vite("rules", "{}", { files: leak(), options: off }).status, 0);
  const less = '{ rules: { "callpaymin/*": "warning" } }';
  const { status, output } = vite("rules", "{}", { files: leak(), options: less });
  assert.equal(status, 0);
  assert.match(output, /CallPayMin/);
});

for (const [options, reason] of [
  ['{ failOn: "errors" }', /`failOn` must be one of/],
  ["{ env: 1 }", /`env` must be true or false/],
  ["{ exclude: [1] }", /`exclude` must be a text/],
  ['{ report: "report.xml" }', /`report` must be/],
  ['{ rules: { a: "never" } }', /`rules` must be/],
  ["{ allow: {} }", /`allow` must be a list/],
  ['{ allow: [{ rule: "a/b" }] }', /reason/],
]) {
  test(`a wrong option is told: ${options}`, () => {
    const { status, output } = vite("option", "{}", { options });
    assert.notEqual(status, 0, output);
    assert.match(output, reason);
  });
}

test("leaklint's own failure is told apart from a finding, and need not fail the build", () => {
  const scripts = (options) => `import { build } from "vite";
import leaklint from "./node_modules/leaklint/dist/vite.js";
try { await build({ configFile: false, logLevel: "warn", plugins: [leaklint(${options})] }); console.log("built"); }
catch (error) { console.log("code", error.code ?? error.errors?.[0]?.code, error.message); process.exitCode = 1; }`;
  const files = { "index.html": HTML, "main.js": "1;\n", "build.mjs": scripts("") };
  const folder = project("plugin-broken", {
    ...files,
    "warn.mjs": scripts('{ onFailure: "warn" }'),
  });
  cpSync(join(projects, "node_modules/leaklint"), join(folder, "node_modules/leaklint"), {
    recursive: true,
  });
  rmSync(join(folder, "node_modules/leaklint/wasm/leaklint_bg.wasm"));
  const { status, output } = node(folder, ["build.mjs"]);
  assert.equal(status, 1);
  assert.match(output, /leaklint could not lint the build: leaklint's module is missing/);
  const warned = node(folder, ["warn.mjs"]);
  assert.equal(warned.status, 0, warned.output);
  assert.match(warned.output, /module is missing/);
  assert.match(warned.output, /^built$/m);
});

/** Starts a script and gives a way to wait for what it prints. */
function started(folder, script) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: { PATH, HOME, NO_COLOR: "1" },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
  const until = async (wanted) => {
    for (let left = 200; left > 0 && !wanted.test(text); left -= 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.match(text, wanted);
    const seen = text;
    text = "";
    return seen;
  };
  return { until, stop: () => child.kill() };
}

test("while developing, a finding is a warning and an overlay", { timeout: 60_000 }, async () => {
  const folder = project("plugin-dev", {
    "index.html": HTML,
    ...leak(),
    "dev.mjs": `import { createServer } from "vite";
import leaklint from "leaklint/vite";
const server = await createServer({ configFile: false, server: { port: 0 }, plugins: [leaklint()] });
const send = server.ws.send.bind(server.ws);
server.ws.send = (message) => { console.log("sent", JSON.stringify(message)); send(message); };
await server.listen();
const { port } = server.httpServer.address();
await (await fetch(\`http://localhost:\${port}/main.js\`)).text();
setTimeout(() => server.close(), 5000);`,
  });
  const { until, stop } = started(folder, "dev.mjs");
  const text = await until(/leaklint: [\s\S]*sent .*"type":"error"/);
  stop();
  assert.match(text, /main\.js:1:/);
  assert.ok(!text.includes(key()));
});

test("while developing, only what the client's graph holds is linted", {
  timeout: 60_000,
}, async () => {
  const bad = `export const pay = () => fetch("/", { headers: { "X-Key": "${key()}" } });\n`;
  const folder = project("plugin-graph", {
    "index.html": HTML,
    "main.js": 'import "./skipped.js";\nimport "./used.js";\n',
    "used.js": "export {};\n",
    "skipped.js": bad,
    "server.test.js": bad,
    "api.js": bad,
    "dev.mjs": `import { writeFileSync } from "node:fs";
import { createServer } from "vite";
import leaklint from "leaklint/vite";
const server = await createServer({ configFile: false, server: { port: 0 }, plugins: [leaklint({ exclude: "skipped.js" })] });
await server.listen();
const { port } = server.httpServer.address();
const get = async (path) => (await fetch(\`http://localhost:\${port}/\${path}\`)).text();
for (const path of ["main.js", "skipped.js", "used.js"]) await get(path);
await server.ssrLoadModule("/api.js");
for (const path of ["server.test.js", "api.js", ".env", "skipped.js"]) {
  server.watcher.emit("change", process.cwd() + "/" + path);
}
await new Promise((resolve) => setTimeout(resolve, 3000));
console.log("quiet");
writeFileSync("used.js", ${JSON.stringify(bad)});
await get("used.js?t=1");
server.watcher.emit("change", process.cwd() + "/used.js");
setTimeout(() => server.close(), 5000);`,
    ".env": `DB_PASSWORD=correct-horse-41-battery\nPAY=${key()}\n`,
  });
  const { until, stop } = started(folder, "dev.mjs");
  assert.doesNotMatch(await until(/quiet/), /leaklint:/);
  assert.match(await until(/leaklint: .*used\.js/), /used\.js:1:/);
  stop();
});

test("in watch mode only what changed is linted again", { timeout: 60_000 }, async () => {
  const folder = project("plugin-watch", {
    "a.js": "console.log(1);\n",
    "b.js": "console.log(2);\n",
    "watch.mjs": `import { watch } from "rollup";
import leaklint from "./node_modules/leaklint/dist/rollup.js";
const watcher = watch({ input: ["a.js", "b.js"], output: { dir: "dist" }, plugins: [leaklint({ report: "report.json" })] });
watcher.on("event", ({ code, error, result }) => { if (code === "END" || code === "ERROR") console.log(code, error?.code ?? error?.pluginCode ?? ""); result?.close(); });`,
  });
  cpSync(join(projects, "node_modules/leaklint"), join(folder, "node_modules/leaklint"), {
    recursive: true,
  });
  const job = join(folder, "node_modules/leaklint/dist/node/job.js");
  cpSync(job, job.replace("job.js", "untraced.js"));
  // Written at once: what a thread logs comes later than what the build does.
  writeFileSync(
    job,
    `import { writeSync } from "node:fs";
import * as untraced from "./untraced.js";
export * from "./untraced.js";
export function work(engine, job, ...rest) {
  writeSync(1, "linted " + job.name + "\\n");
  return untraced.work(engine, job, ...rest);
}
`,
  );
  const { until, stop } = started(folder, "watch.mjs");
  const first = await until(/END/);
  assert.match(first, /linted a\.js/);
  assert.match(first, /linted b\.js/);
  writeFileSync(join(folder, "b.js"), `pay("${key()}");\n`);
  const second = await until(/ERROR/);
  assert.match(second, /linted b\.js/);
  assert.doesNotMatch(second, /linted a\.js/);
  writeFileSync(join(folder, "b.js"), "console.log(3);\n");
  await until(/END/);
  stop();
  assert.ok(existsSync(join(folder, "report.json")));
});
