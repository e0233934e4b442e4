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

test("a value of the build's own environment is found whatever it looks like", () => {
  const value = "correct-horse-41-battery";
  const { status, output } = vite("value", "{}", {
    files: { "main.js": `login("${value}");\n`, ".env": `DB_PASSWORD=${value}\n` },
  });
  assert.notEqual(status, 0, output);
  assert.match(output, /DB_PASSWORD/);
  assert.ok(!output.includes(value));
});

test("a finding names the public variable that its value is of, whatever rule found it", () => {
  const value = key().replace(/^.*_/, "k4") + "q7";
  const { status, output } = vite("public-value", "{}", {
    files: {
      "main.js":
        'fetch("/x", { headers: { Authorization: `Bearer ${import.meta.env.VITE_ACME_API_KEY}` } });\n',
      ".env": `VITE_ACME_API_KEY=${value}\n`,
    },
  });
  assert.notEqual(status, 0, output);
  assert.match(output, /error\[http\/bearer-token\]/);
  assert.match(output, /env VITE_ACME_API_KEY/);
  assert.match(output, /source main\.js:1:/);
  assert.ok(!output.includes(value));
});

test("the whole environment in the bundle is an error with its place", () => {
  const env = { DATABASE_URL: "postgres://app:Tz8vQ1mRk4Lw7@db.internal/app", JWT_SECRET: "x" };
  const { status, output } = vite("whole", "{ define: { 'process.env': process.env } }", {
    files: { "main.js": "\nconsole.log(process.env);\n" },
    env,
  });
  assert.notEqual(status, 0, output);
  assert.match(output, /error\[env\/whole-environment\]/);
  assert.match(output, /source main\.js:2:13/);
});

test("a page may show the release that it is of", () => {
  const release = "8f3a9c1e7b2d4f60a5c89b7e6d5c4b3a21f0e9d8";
  const files = { "main.js": `document.title = "Version ${release}";\n` };
  for (const name of ["SENTRY_RELEASE", "CIRCLE_SHA1", "SOURCE_VERSION", "DEPLOY_ID"]) {
    const { status, output } = vite("release", "{}", { files, env: { [name]: release } });
    assert.equal(status, 0, output);
  }
  const { status } = vite("release", "{}", { files, env: { CI_JOB_TOKEN: release } });
  assert.notEqual(status, 0);
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
