// The README's lines are those that the other tests build with.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { install, projects, root } from "./support.mjs";

const readme = readFileSync(join(root, "pkg/README.md"), "utf8");
const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
const rows = readme.split("\n").filter((line) => /^\| .*"leaklint\//.test(line));

test("every entry for a bundler has its line, and every line an entry", () => {
  const told = rows.map((row) => `./${/"leaklint\/(\w+)"/.exec(row)[1]}`).sort();
  const entries = Object.keys(exports).filter((name) => !/^\.$|web$|json$/.test(name));
  assert.deepEqual(told, entries.sort());
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
