// The WebAssembly module finds what the native command finds, on the same files.
// Run by `cargo xtask test`, which builds both before.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { command, target } from "../target.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { initSync, Linter } = await import(pathToFileURL(join(target, "pkg/leaklint.js")));

/** A key that no file holds whole. */
const key = ["cpm", "live", "T7bQ2mXw9LzKcR4vNpYh6SdGaE1uJ8"].join("_");
let folder;

before(() => {
  initSync({ module: readFileSync(join(target, "pkg/leaklint_bg.wasm")) });
  folder = mkdtempSync(join(tmpdir(), "leaklint-"));
  mkdirSync(join(folder, "assets"));
  const files = {
    "assets/module.js": `import a from "b"; export const config = { apiKey: "${key}" };`,
    "assets/joined.js": `const a = "${key.slice(0, 12)}" + '${key.slice(12)}'; /* ${key} */`,
    "assets/typed.ts": `enum Keys { live = "${key}" }; const a: Array<string> = [];`,
    "assets/element.jsx": `const a = <Pay apiKey="${key}">${key}</Pay>;`,
    "assets/broken.js": `const a = { apiKey: "${key}"; ((`,
    "assets/deep.js": `${"(".repeat(100_000)};a = "${key}"`,
    "assets/chain.js": `x = ${'"a" + '.repeat(100_000)}1; a = "${key}"`,
    "assets/names.js": `f({ clientSecret: "9f8c2b7a41d05e36c8a1f27b9d40e653", "X-Algolia-API-Key": "1b2c3d4e5f60718293a4b5c6d7e8f901" })`,
    "index.html": `<script>const é = "😀 ${key}"</script>`,
    "bom.js": `\uFEFFlet a = 1;\nlet k = "${key}"`,
    "empty.js": "",
    "config.json": `{"a": "${key}"}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "binary.bin"), Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(key)]));
});

after(() => rmSync(folder, { recursive: true, force: true }));

function* walk(at) {
  for (const entry of readdirSync(at).sort()) {
    const path = join(at, entry);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}

function native(at) {
  const args = ["--format", "json", "--fail-on", "never", at];
  return JSON.parse(execFileSync(command, args, { encoding: "utf8", maxBuffer: 1e9 }));
}

/** One line for each place of each value. */
function places(report) {
  return report.findings
    .flatMap((finding) =>
      [finding.location, ...finding.occurrences].map((at) =>
        [finding.rule, finding.severity, finding.fingerprint, at.path, at.line, at.column, at.offset, at.end].join(" "),
      ),
    )
    .sort();
}

function same(at) {
  const linter = new Linter(undefined);
  const reports = [...walk(at)].map((path) => linter.lint(relative(at, path), readFileSync(path)));
  const ours = reports.flatMap(places).sort();
  assert.deepEqual(ours, places(native(at)));
  return ours.length;
}

test("the same findings on files of every kind", () => {
  assert.ok(same(folder) >= 13);
});

test("the same findings on the example", () => {
  assert.ok(same(join(root, "examples/leaky-shop/dist")) >= 5);
});

test("the report has the same members as the command's", () => {
  const path = join(folder, "assets/module.js");
  const theirs = native(path);
  const ours = new Linter({ persona: "regular" }).lint(path, readFileSync(path));
  ours.summary.elapsedMs = theirs.summary.elapsedMs;
  assert.deepEqual(JSON.parse(JSON.stringify(ours)), theirs);
});

test("files that the parser cannot take are read in another way, and say so", () => {
  const linter = new Linter(undefined);
  for (const name of ["deep.js", "chain.js", "broken.js"]) {
    const { files, findings } = linter.lint(name, readFileSync(join(folder, "assets", name)));
    assert.equal(files[0].analysis, "lexical", name);
    assert.equal(files[0].notices.length, 1, name);
    assert.equal(findings.length, 1, name);
  }
});

test("structure within the limits does not end the module", () => {
  const linter = new Linter(undefined);
  const nests = [["(", ")"], ["[", "]"], ["{", "}"], ["a(", ")"], ["({a:", "})"], ["`${", "}`"], ["(()=>{", "})"], ["(function(){", "})"], ["if(a){", "}"], ["(class{a(){", "}})"], ["new (", ")"], ["(a,{b:", "})"]];
  for (const [open, close] of nests) {
    for (const depth of [50, 100, 150, 198]) {
      const levels = Math.floor(depth / [...open].filter((c) => "([{".includes(c)).length);
      const source = `${open.repeat(levels)}1${close.repeat(levels)};k="${key}"`;
      const { findings, files } = linter.lint("a.js", Buffer.from(source));
      assert.equal(findings.length, 1, `${open} ${levels}`);
      assert.equal(files[0].analysis, "syntax", `${open} ${levels}`);
    }
  }
  for (const link of ["a+", '"a"+', "a?b:", "a.", "!", "typeof ", "a=", "a=>", "a**", "if(a)", "new ", "a??", "async a=>"]) {
    const source = `${link.repeat(490)}a;k="${key}"`;
    const { findings } = linter.lint("a.js", Buffer.from(source));
    assert.equal(findings.length, 1, link);
  }
});

test("an option that does not exist is an error", () => {
  assert.throws(() => new Linter({ personna: "regular" }), /personna/);
  assert.throws(() => new Linter({ persona: "nobody" }));
});

test("without reveal no report holds a value", () => {
  const linter = new Linter(undefined);
  for (const path of walk(folder)) {
    assert.ok(!JSON.stringify(linter.lint(relative(folder, path), readFileSync(path))).includes(key), path);
  }
});
