// The README's lines are those that the other tests build with.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { install, projects, root } from "./support.mjs";

const readme = readFileSync(join(root, "pkg/README.md"), "utf8");
const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
/** What is no line of a bundler's configuration. */
const OTHERS = ["web", "dropin"];
const rows = readme.split("\n").filter((line) => /^\| .*"leaklint\//.test(line));

test("every entry for a bundler has its line, and every line an entry", () => {
  const told = rows.map((row) => `./${/"leaklint\/(\w+)"/.exec(row)[1]}`).sort();
  const others = [".", "./package.json", ...OTHERS.map((name) => `./${name}`)];
  const entries = Object.keys(exports).filter((name) => !others.includes(name));
  assert.deepEqual(told, entries.sort());
});

test("the other entries are told, and are there", () => {
  install();
  for (const name of OTHERS) {
    assert.ok(readme.includes(`leaklint/${name}`) && exports[`./${name}`], name);
    assert.ok(existsSync(join(projects, "node_modules/leaklint", exports[`./${name}`])), name);
  }
});

test("the drop-in's addresses are files of the package", () => {
  const addresses = [...readme.matchAll(/[^"\s]*\/leaklint\/(dist\/dropin\.js)/g)];
  assert.equal(addresses.length, 2, "one in a script element, one in a bookmark");
  for (const [, file] of addresses) assert.equal(`./${file}`, exports["./dropin"]);
});

test("what a line imports is what it calls", async () => {
  install();
  for (const row of rows) {
    const name = /"leaklint\/(\w+)"/.exec(row)[1];
    const path = join(projects, `node_modules/leaklint/dist/${name}.js`);
    const entry = await import(pathToFileURL(path).href);
    assert.equal(typeof entry.default, "function", name);
  }
});
