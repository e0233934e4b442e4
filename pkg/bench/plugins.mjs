// What the plugins add to a production build of a real app, and what the command takes beside
// the native one: medians of pairs, one run. `cargo xtask npm --bench`.

import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { install, project, projects, root } from "../test/support.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 7);

const APP = {
  "index.html":
    '<!doctype html><div id="root"></div><script type="module" src="/src/main.js"></script>',
  "src/main.js": `import * as THREE from "three";
import * as echarts from "echarts";
import * as babel from "@babel/standalone";
import { createRoot } from "react-dom/client";
import { createElement } from "react";
window.libraries = { THREE, echarts, babel };
createRoot(document.querySelector("#root")).render(createElement("p", null, "shop"));
`,
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
  rspack: compiler("{ rspack as bundler }", "@rspack/core").replace("leaklint/rspack", "leaklint/rspack"),
  rsbuild: `
import { createRsbuild } from "@rsbuild/core";
const plugins = process.env.WITH ? [(await import("leaklint/rsbuild")).default()] : [];
const rsbuild = await createRsbuild({ config: { source: { entry: { index: "./src/main.js" } }, performance: { printFileSize: false }, plugins } });
await rsbuild.build();`,
  esbuild: `
import { build } from "esbuild";
const plugins = process.env.WITH ? [(await import("leaklint/esbuild")).default()] : [];
await build({ entryPoints: ["src/main.js"], outdir: "dist", bundle: true, minify: true, define: { "process.env.NODE_ENV": '"production"' }, plugins });`,
  farm: `
import { build } from "@farmfe/core";
const plugins = process.env.WITH ? [(await import("leaklint/farm")).default()] : [];
await build({ configFile: false, compilation: { persistentCache: false, sourcemap: false }, plugins });`,
};

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

function timed(program, args, cwd, env = {}) {
  const begin = performance.now();
  const run = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  const ms = performance.now() - begin;
  if (run.status) throw new Error(`${args.join(" ")}: ${run.stdout}${run.stderr}`);
  return ms;
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

install();
console.log(`${availableParallelism()} cores, Node ${process.version}, median of ${ROUNDS} pairs\n`);
console.log("| bundler | output | build | with leaklint | added | |\n| --- | ---: | ---: | ---: | ---: | ---: |");
const wanted = process.argv.slice(2);
for (const [name, script] of Object.entries(BUILDS)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const folder = project(`bench-${name.replace(" ", "")}`, { ...APP, "build.mjs": script });
  const build = (env) => timed(process.execPath, ["build.mjs"], folder, env);
  build();
  const { base, other, added } = pairs(
    () => build(),
    () => build({ WITH: "1" }),
  );
  const mb = (sizeOf(join(folder, "dist")) / 1e6).toFixed(1);
  const share = ((100 * added) / base).toFixed(1);
  console.log(
    `| ${name} | ${mb} MB | ${base.toFixed(0)} ms | ${other.toFixed(0)} ms | ${added.toFixed(0)} ms | ${share} % |`,
  );
}

if (!wanted.length || wanted.includes("command")) {
  const dist = join(projects, "bench-vite8/dist");
  const command = join(projects, "node_modules/leaklint/dist/command/main.js");
  const native = join(root, "target/release/leaklint");
  const start = median(
    Array.from({ length: ROUNDS }, () => timed(process.execPath, ["-e", "0"], dist)),
  );
  const { base, other } = pairs(
    () => timed(native, [dist, "--format", "json"], projects),
    () => timed(process.execPath, [command, dist, "--format", "json"], projects),
  );
  console.log(
    `\nThe command on Vite's output: native ${base.toFixed(0)} ms, in Node ${other.toFixed(0)} ms, Node's own start ${start.toFixed(0)} ms: ${((other - start) / base).toFixed(2)} times native`,
  );
}
