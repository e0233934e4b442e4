// How many of the keys that javascript-obfuscator hides are found, by preset. Needs a release
// build of the command, and installs the obfuscator in the target folder when it is not there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { command, target } from "../target.mjs";

const tools = join(target, "tools");
const SEEDS = 3;
const LEAST = 0.6;

const PRESETS = {
  low: { optionsPreset: "low-obfuscation" },
  medium: { optionsPreset: "medium-obfuscation" },
  high: { optionsPreset: "high-obfuscation" },
};

function obfuscator() {
  const packages = join(tools, "node_modules/javascript-obfuscator");
  if (!existsSync(packages)) {
    mkdirSync(tools, { recursive: true });
    const options = ["install", "--no-audit", "--no-fund", "--prefix", tools];
    execFileSync("npm", [...options, "javascript-obfuscator@5"], { stdio: "inherit" });
  }
  return createRequire(join(tools, "x.js"))("javascript-obfuscator");
}

function key() {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const drawn = Array.from({ length: 30 }, () => letters[Math.floor(Math.random() * 62)]);
  return ["sk", "live", drawn.join("")].join("_");
}

test("keys behind an obfuscator are found", () => {
  const { obfuscate } = obfuscator();
  const template = readFileSync(new URL("app.js.txt", import.meta.url), "utf8");
  const folder = mkdtempSync(join(tmpdir(), "leaklint-obfuscated-"));
  const planted = [];
  for (const [preset, options] of Object.entries(PRESETS)) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const file = `${preset}-${seed}.js`;
      const code = template.replaceAll("@KEY@", () => {
        planted.push({ preset, file, value: key() });
        return planted.at(-1).value;
      });
      writeFileSync(join(folder, file), obfuscate(code, { ...options, seed }).getObfuscatedCode());
    }
  }
  const options = [folder, "--reveal", "--fail-on", "never", "--format", "json"];
  const report = JSON.parse(execFileSync(command, options, { encoding: "utf8", maxBuffer: 1 << 28 }));
  const found = new Set();
  for (const { value, location, occurrences } of report.findings) {
    for (const place of [location, ...occurrences]) found.add(`${place.path} ${value}`);
  }
  for (const preset of Object.keys(PRESETS)) {
    const here = planted.filter((one) => one.preset === preset);
    const recall = here.filter((one) => found.has(`${one.file} ${one.value}`)).length / here.length;
    console.log(`${preset}: ${Math.round(100 * recall)} % of ${here.length}`);
    assert.ok(recall >= LEAST, `${preset}: ${recall}`);
  }
});
