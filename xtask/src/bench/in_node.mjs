// Lints every file below a folder with the WebAssembly module, on one thread, and prints how many
// findings there are.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { initSync, Linter } from "../pkg/leaklint.js";

initSync({ module: readFileSync(new URL("../pkg/leaklint_bg.wasm", import.meta.url)) });
const linter = new Linter(undefined);
const paths = [process.argv[2]];
let findings = 0;
while (paths.length > 0) {
  const path = paths.pop();
  if (statSync(path).isDirectory()) {
    paths.push(...readdirSync(path).map((name) => join(path, name)));
  } else {
    findings += linter.lint(path, readFileSync(path)).findings.length;
  }
}
console.log(findings);
