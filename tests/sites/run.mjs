// Builds apps of many chunks, serves them, and looks at each from its root address alone: every
// chunk must be fetched, and every key found.
//
//   node tests/sites/run.mjs [--all] [--only NAME] [--verbose] [--speed]

import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { install } from "../apps/lib/install.mjs";
import { apps } from "./lib/apps.mjs";
import { sites } from "./lib/frameworks.mjs";
import { serve } from "./lib/serve.mjs";
import { speed } from "./lib/speed.mjs";
import { command, target } from "../target.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const { values: options } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    only: { type: "string" },
    verbose: { type: "boolean", default: false },
    speed: { type: "boolean", default: false },
  },
});
const work = join(target, "sites");

/** Runs the command; whatever its status, what it wrote. */
const lint = (...parameters) =>
  new Promise((done) => {
    execFile(command, parameters, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => done({ status: error?.code ?? 0, stdout, stderr }));
  });

const xtask = (...parameters) => execFileSync("cargo", ["xtask", ...parameters], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
const samples = JSON.parse(xtask("samples", "--seed", "7", "--count", "2"));
const pool = Object.values(samples.secret).flat();
const key = () => pool.pop();

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const tools = install(join(here, "../apps"), "apps");
const more = options.all ? install(join(here, "more"), "sites-more") : undefined;
const all = apps({ tools, more, work, key });
if (options.all) {
  const next = install(join(here, "../apps/more"), "apps-more");
  const frameworks = install(join(root, "pkg/test/frameworks"), "sites-frameworks");
  all.push(...sites({ next, frameworks, more, work, repository: root, key }));
}

let failed = false;
for (const app of options.speed ? [] : all) {
  if (options.only && !app.name.includes(options.only)) continue;
  const started = performance.now();
  rmSync(app.root, { recursive: true, force: true });
  const keys = await app.build(app.root, app.out);
  const built = performance.now();
  const server = await serve(app.out);
  const { status, stdout, stderr } = await lint(server.address, "--format", "json", "--reveal", "--fail-on", "never", "--pages", String(app.pages ?? 1));
  await server.close();
  if (status !== 0) throw new Error(`${app.name}: ${stderr}`);
  const report = JSON.parse(stdout);
  const fetched = new Set(report.files.map((file) => new URL(file.path).pathname));
  const chunks = readdirSync(app.out, { recursive: true }).filter((file) => /\.m?js$/.test(file) && statSync(join(app.out, file)).isFile());
  const unseen = chunks.filter((file) => !fetched.has(`/${file.replaceAll("\\", "/")}`));
  const values = new Set(report.findings.map((finding) => finding.value));
  const lost = keys.filter((value) => !values.has(value));
  const isGood = unseen.length === 0 && lost.length === 0;
  failed ||= !isGood;
  const { requests, missed } = report.site;
  console.log(`${isGood ? "ok  " : "FAIL"} ${app.name}: ${chunks.length - unseen.length}/${chunks.length} chunks, ${keys.length - lost.length}/${keys.length} keys, ${requests} requests, ${missed.length} missed (built in ${((built - started) / 1000).toFixed(1)} s, looked at in ${((performance.now() - built) / 1000).toFixed(1)} s)`);
  if (!isGood || options.verbose) console.log({ unseen, lost: lost.length, missed });
}
if (options.speed || options.all) await speed({ tools, work, command });
process.exitCode = failed ? 1 : 0;
