// What the plugins add to a production build of a real app, and what the command takes beside
// the native one: medians of pairs, one run. `cargo xtask npm --bench`.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { install, key, native, project, projects, root } from "../test/support.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 7);

/** A shop of three pages, each loaded when it is opened: as the apps of this size are built. */
const APP = {
  "index.html":
    '<!doctype html><div id="root"></div><script type="module" src="/src/main.js"></script>',
  "src/main.js": `import { createElement } from "react";
import { createRoot } from "react-dom/client";
const pages = {
  scene: () => import("three"),
  charts: () => import("echarts"),
  editor: () => import("@babel/standalone"),
  pay: () => import("./pay.js"),
};
const open = async (name) => { window[name] = await pages[name](); };
const buttons = Object.keys(pages).map((name) => createElement("button", { key: name, onClick: () => open(name) }, name));
createRoot(document.querySelector("#root")).render(createElement("nav", null, buttons));
`,
  "src/pay.js": 'export const pay = (order) => fetch("/pay/" + order);\n',
};

/** A value that only the build's own environment tells. */
const PASSWORD = "correct-horse-41-battery";
/** A key as it is, a key in two pieces, and that value. */
const leaks = () => {
  const [whole, pieces] = [key(), key("callpaymin/api-key", 1)];
  return `export const whole = { apiKey: "${whole}" };
export const pieces = "${pieces.slice(0, 9)}" + "${pieces.slice(9)}";
export const login = (name) => fetch("/login", { body: name + ":${PASSWORD}" });
`;
};

const compiler = (from, name) => `
import ${from} from "${name}";
const plugins = process.env.WITH ? [(await import("leaklint/${name.split("/")[0].replace("@", "")}")).default()] : [];
bundler({ mode: "production", entry: "./src/main.js", performance: false, plugins }).run((error, stats) => {
  if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exitCode = 1; }
});`;
const rollup = (name, more = "") => `
import { ${name} } from "${name}";
import resolve from "@rollup/plugin-node-resolve";
import commonjs from "@rollup/plugin-commonjs";
import terser from "@rollup/plugin-terser";
const more = ${more || "[resolve({ browser: true }), commonjs(), terser()]"};
const inline = { name: "inline", transform: (code) => ({ code: code.replaceAll("process.env.NODE_ENV", '"production"'), map: null }) };
const plugins = [inline, ...more, ...(process.env.WITH ? [(await import("leaklint/${name}")).default()] : [])];
const bundle = await ${name}({ input: "src/main.js", plugins, onwarn() {}, onLog() {} });
await bundle.write({ dir: "dist"${more ? ", minify: true" : ""} });`;

const BUILDS = {
  "vite 8": `
import { build } from "vite";
const plugins = process.env.WITH ? [(await import("leaklint/vite")).default()] : [];
await build({ configFile: false, logLevel: "warn", build: { chunkSizeWarningLimit: 1e6 }, plugins });`,
  "vite 7": `
import { build } from "vite7";
const plugins = process.env.WITH ? [(await import("leaklint/vite")).default()] : [];
await build({ configFile: false, logLevel: "warn", build: { chunkSizeWarningLimit: 1e6 }, plugins });`,
  rollup: rollup("rollup"),
  rolldown: rollup("rolldown", "[]"),
  webpack: compiler("bundler", "webpack"),
  rspack: compiler("{ rspack as bundler }", "@rspack/core").replace(
    "leaklint/rspack",
    "leaklint/rspack",
  ),
  rsbuild: `
import { createRsbuild } from "@rsbuild/core";
const plugins = process.env.WITH ? [(await import("leaklint/rsbuild")).default()] : [];
const rsbuild = await createRsbuild({ config: { source: { entry: { index: "./src/main.js" } }, performance: { printFileSize: false }, plugins } });
await rsbuild.build();`,
  esbuild: `
import { build } from "esbuild";
const plugins = process.env.WITH ? [(await import("leaklint/esbuild")).default()] : [];
await build({ entryPoints: ["src/main.js"], outdir: "dist", bundle: true, splitting: true, format: "esm", minify: true, define: { "process.env.NODE_ENV": '"production"' }, plugins });`,
  farm: `
import { build } from "@farmfe/core";
const plugins = process.env.WITH ? [(await import("leaklint/farm")).default()] : [];
await build({ configFile: false, compilation: { persistentCache: false, sourcemap: false }, plugins });`,
};

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

const run = (program, args, cwd, env = {}) =>
  spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    maxBuffer: 1 << 28,
  });

function timed(program, args, cwd, env) {
  const begin = performance.now();
  const { status, stdout, stderr } = run(program, args, cwd, env);
  const ms = performance.now() - begin;
  if (status) throw new Error(`${args.join(" ")}: ${stdout}${stderr}`);
  return ms;
}

/** How many of the leaks a build tells when there are some. */
function found(name, files) {
  const folder = project(name, { ...files, "src/pay.js": leaks() });
  const env = { WITH: "1", DB_PASSWORD: PASSWORD };
  const { status, stdout, stderr } = run(process.execPath, ["build.mjs"], folder, env);
  if (!status) return "0 of 3";
  return `${(stdout + stderr).match(/\berror\[/g)?.length ?? 0} of 3`;
}

const sizeOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);

function pairs(one, other) {
  const rounds = Array.from({ length: ROUNDS }, (_, index) => {
    // Whichever comes second is not always the same.
    if (index % 2) return [one(), other()];
    const second = other();
    return [one(), second];
  });
  const added = median(rounds.map(([a, b]) => b - a));
  return { base: median(rounds.map(([a]) => a)), other: median(rounds.map(([, b]) => b)), added };
}

const folderOf = (bundler) => `bench-${bundler.replace(" ", "")}`;

/** What a linter that has linted for a while takes for all files of `folder`. */
async function warm(folder) {
  const { Linter } = await import(
    pathToFileURL(join(projects, "node_modules/leaklint/dist/node.js")).href
  );
  const linter = await Linter.create();
  const names = readdirSync(folder, { recursive: true }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  const files = names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const rounds = Array.from({ length: 3 * ROUNDS }, () => {
    const begin = performance.now();
    for (const file of files) linter.add(file);
    return performance.now() - begin;
  });
  return median(rounds.slice(ROUNDS));
}

install();
console.log(
  `${availableParallelism()} cores, Node ${process.version}, median of ${ROUNDS} pairs\n`,
);
console.log(
  "| bundler | output | build | with leaklint | added | | found |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
);
const wanted = process.argv.slice(2);
for (const [name, script] of Object.entries(BUILDS)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const files = { ...APP, "build.mjs": script };
  const told = found(folderOf(name), files);
  const folder = project(folderOf(name), files);
  const build = (env) => timed(process.execPath, ["build.mjs"], folder, env);
  build();
  const { base, other, added } = pairs(
    () => build(),
    () => build({ WITH: "1" }),
  );
  const mb = (sizeOf(join(folder, "dist")) / 1e6).toFixed(1);
  const share = ((100 * added) / base).toFixed(1);
  console.log(
    `| ${name} | ${mb} MB | ${base.toFixed(0)} ms | ${other.toFixed(0)} ms | ${added.toFixed(0)} ms | ${share} % | ${told} |`,
  );
}

if (!wanted.length || wanted.includes("command")) {
  const dist = join(projects, folderOf("vite 8"), "dist");
  const command = join(projects, "node_modules/leaklint/dist/command/main.js");
  const alone = (program, args) =>
    median(Array.from({ length: ROUNDS }, () => timed(program, args, dist)));
  const start = alone(process.execPath, ["-e", "0"]);
  const json = [dist, "--format", "json"];
  const { base, other } = pairs(
    () => timed(native, json, projects),
    () => timed(process.execPath, [command, ...json], projects),
  );
  const rest = alone(native, ["--version"]);
  const one = alone(native, [...json, "--threads", "1"]) - rest;
  const inWasm = await warm(dist);
  const times = (a, b) => `${(a / b).toFixed(2)} times native`;
  console.log(`
On Vite's output:

- the command: native ${base.toFixed(0)} ms, in Node ${other.toFixed(0)} ms, of which Node's own start ${start.toFixed(0)} ms: ${times(other - start, base)} without that
- one thread, once warm: native ${one.toFixed(0)} ms, wasm ${inWasm.toFixed(0)} ms: ${times(inWasm, one)}`);
}
