// Builds apps with keys planted in them, lints what came out, and prints what was found.
//
//   node tests/apps/run.mjs [--all] [--seed N] [--only BUILDER] [--verbose]

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { wasm, zip } from "./lib/archives.mjs";
import { builders, slowBuilders } from "./lib/builders.mjs";
import { install } from "./lib/install.mjs";
import { PRESETS, obfuscate } from "./lib/obfuscate.mjs";
import { Planter } from "./lib/plants.mjs";
import { Score } from "./lib/score.mjs";
import { notMade } from "./lib/verify.mjs";
import { command, target } from "../target.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});
const seed = options.seed === "random" ? Math.trunc(Math.random() * 2 ** 31) : Number(options.seed);
const work = join(target, "apps");
const app = join(work, "shop");
const next = join(work, "next");

/** Every file below `folder`, relative to it. */
function files(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile()).sort();
}

/** Which class the plants of a template count as. */
function classOf(file) {
  if (/map-only/.test(file)) return "map only";
  if (/environment|\.env\.production/.test(file)) return "environment";
  if (/parts\./.test(file)) return "foldable";
  if (/(verbatim|foldable|encoded|hidden)\./.test(file)) return file.match(/(\w+)\.\w+$/)[1];
  return file.startsWith("src/") ? "verbatim" : "files";
}

function copyFilled(planter, from, to, kindOf, prefix) {
  for (const file of files(from)) {
    const target = join(to, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, planter.fill(readFileSync(join(from, file), "utf8"), kindOf(file), prefix + file));
  }
}

function plantAll() {
  const planter = new Planter(seed);
  rmSync(work, { recursive: true, force: true });
  copyFilled(planter, join(here, "shop"), app, classOf, "");
  copyFilled(planter, join(here, "payloads"), join(work, "dist/payloads"), () => "payloads", "payloads/");
  copyFilled(planter, join(here, "next"), next, (file) => (file.includes("page") ? "payloads" : "verbatim"), "next/");
  const filled = (text, name) => planter.fill(text, "files", `made/${name}`);
  const made = join(work, "dist/made");
  mkdirSync(made, { recursive: true });
  const code = (name) => filled(`export const client = { apiKey: "{{${name}}}" };`, name);
  writeFileSync(join(made, "shop.wasm"), wasm(filled("key={{data segment}};", "wasm"), filled("{{custom section}}", "wasm")));
  writeFileSync(join(made, "shop.zip"), zip({ "app.js": code("zipped"), "config/a.json": filled('{"secretKey":"{{zipped json}}"}', "z") }));
  writeFileSync(join(made, "gzipped.js.gz"), gzipSync(code("gzipped")));
  writeFileSync(join(made, "brotli.js.br"), brotliCompressSync(code("brotli")));
  return planter;
}

function lint(folder) {
  const report = join(work, "report.json");
  execFileSync(command, [folder, "--format", "json", "--reveal", "--fail-on", "never", "--output", report], { stdio: "inherit" });
  return JSON.parse(readFileSync(report, "utf8"));
}

/** The plants that a build of `name` must give away. */
function expected(plants, name, maps) {
  return plants.filter(({ class: kind, file }) => {
    if (name === "next") return file.startsWith("next/");
    if (/^(made|payloads|next)\/|hidden/.test(file)) return false;
    if (kind === "map only") return maps;
    if (name === "vite") return true;
    if (name === "parcel" && kind === "environment") return /payment secret/.test(file);
    return kind !== "files" && !/vite|\.env\./.test(file);
  });
}

async function build(name, builder, maps, environment) {
  const out = join(work, "dist", `${name}${maps ? "-maps" : ""}`);
  const started = performance.now();
  await builder({ app, next, out, maps, environment });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${relative(work, out).padEnd(28)} built in ${seconds.padStart(5)} s`);
  return out;
}

const tools = install(here, "apps");
const started = performance.now();
console.log(`seed ${seed}`);
const planter = plantAll();
const plants = [...planter.plants.values()];
const environment = JSON.parse(readFileSync(join(app, "environment.json"), "utf8"));
symlinkSync(join(tools, "node_modules"), join(work, "node_modules"));
const all = builders(tools);
if (options.all) {
  const more = install(join(here, "more"), "apps-more");
  for (const folder of [app, next]) symlinkSync(join(more, "node_modules"), join(folder, "node_modules"));
  Object.assign(all, slowBuilders(more));
}

const score = new Score();
for (const [name, builder] of Object.entries(all)) {
  if (options.only && options.only !== name && name !== "esbuild") continue;
  for (const maps of [false, true]) {
    const report = lint(await build(name, builder, maps, environment));
    const planted = expected(plants, name, maps);
    const id = maps ? `${name} with maps` : name;
    score.count(id, report, planted);
    score.decoys(id, report, plants);
    if (maps) score.lines(id, report, planted.filter(({ file }) => /(^|\/)(src|app)\//.test(file)));
  }
}
const folded = plants.filter(({ class: kind }) => /foldable|encoded/.test(kind));
const broken = notMade(join(work, "dist/esbuild/main.js"), folded.filter(({ name }) => !/plain|escaped/.test(name)));
if (broken.length) throw new Error(`the app itself does not make ${broken.join(", ")}`);
const hidden = plants.filter(({ class: kind }) => kind === "hidden");
obfuscate(tools, join(app, "src/hidden.js"), join(work, "dist/obfuscated"), seed);
for (const preset of PRESETS) {
  const report = lint(join(work, "dist/obfuscated", preset));
  score.count(preset, report, hidden, `obfuscated ${preset}`);
  score.decoys(preset, report, plants);
}
for (const folder of ["payloads", "made"]) {
  const report = lint(join(work, "dist", folder));
  score.count(folder, report, plants.filter(({ file }) => file.startsWith(`${folder}/`)));
  score.decoys(folder, report, plants);
}
console.log(`\nbuilt and linted in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
process.exitCode = score.print(options.verbose) ? 0 : 1;
