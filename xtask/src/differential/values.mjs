// Lints every file of a folder with the WebAssembly module, maps beside them included; one line for
// each value's first place.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { initSync, join as joined, Linter } from "../pkg/leaklint.js";

initSync({ module: readFileSync(new URL("../pkg/leaklint_bg.wasm", import.meta.url)) });
const linter = new Linter({});
const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name));
const map = (name) => (existsSync(join(folder, name)) ? read(name) : undefined);
const files = readdirSync(folder).map((name) => linter.lintFile(name, read(name), map));
const { findings } = JSON.parse(joined(files, 0));
const line = ({ rule, location, fingerprint }) => `${rule} ${location.path}:${location.offset} ${fingerprint}`;
console.log(findings.map(line).sort().join("\n"));
