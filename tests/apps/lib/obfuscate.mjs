// javascript-obfuscator at its own presets.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export const PRESETS = ["low", "medium", "high"];

/** Writes `file` as each preset makes it to a folder of its own below `out`. */
export function obfuscate(tools, file, out, seed) {
  const require = createRequire(join(tools, "package.json"));
  const { obfuscate: transform } = require("javascript-obfuscator");
  const source = readFileSync(file, "utf8");
  for (const preset of PRESETS) {
    const made = transform(source, { optionsPreset: `${preset}-obfuscation`, seed, target: "browser" });
    mkdirSync(join(out, preset), { recursive: true });
    writeFileSync(join(out, preset, "shop.js"), made.getObfuscatedCode());
  }
}
