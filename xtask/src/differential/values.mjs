// Lints every file of a folder with the WebAssembly module; one line for each value's first place.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { initSync, join as joined, Linter } from "../pkg/leaklint.js";

initSync({ module: readFileSync(new URL("../pkg/leaklint_bg.wasm", import.meta.url)) });
const linter = new Linter({ sourceMaps: false });
const folder = process.argv[2];
const files = readdirSync(folder).map((name) => linter.lintFile(name, readFileSync(join(folder, name))));
const { findings } = JSON.parse(joined(files, 0));
console.log(findings.map(({ rule, location }) => `${rule} ${location.path}:${location.offset}`).sort().join("\n"));
