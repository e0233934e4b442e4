// The package's functions, as a project that installed it calls them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { install, key, projects } from "./support.mjs";

let leaklint;
let web;

before(async () => {
  install();
  const dist = join(projects, "node_modules/leaklint/dist");
  leaklint = await import(pathToFileURL(join(dist, "node.js")).href);
  web = await import(pathToFileURL(join(dist, "web.js")).href);
  await web.init(readFileSync(join(projects, "node_modules/leaklint/wasm/leaklint_bg.wasm")));
});

const file = (name, text) => ({ name, bytes: Buffer.from(text) });

test("files in, a report out, in Node and in a page", async () => {
  const files = [file("a.js", `x({ apiKey: "${key()}" })`), file("b.js", "clean()")];
  const report = await leaklint.lint(files);
  assert.equal(report.findings.length, 1);
  assert.equal(report.files.length, 2);
  const inPage = await web.lint(files);
  inPage.summary.elapsedMs = report.summary.elapsedMs;
  assert.deepEqual(inPage, report);
});

test("an async iterable is as good", async () => {
  async function* files() {
    yield file("a.js", `x("${key()}")`);
  }
  assert.equal((await leaklint.lint(files())).findings.length, 1);
});

test("a linter is fed file by file", async () => {
  const linter = await leaklint.Linter.create({ persona: "pedantic" });
  assert.equal(linter.add(file("a.js", `x("${key()}")`)).findings.length, 1);
  linter.add(file("b.js", `y("${key()}")`));
  const { findings, summary } = linter.report();
  assert.equal(summary.files, 2);
  assert.equal(findings.length, 1);
  assert.equal(findings[0].occurrences.length, 1);
});

test("a report is rendered in every form, without its values", async () => {
  const report = await leaklint.lint([file("a.js", `x("${key()}")`)]);
  for (const format of ["human", "json", "ndjson", "sarif", "github", "html"]) {
    const text = await leaklint.render(report, format);
    assert.ok(text.length > 20, format);
    assert.ok(!text.includes(key()), format);
  }
  await assert.rejects(leaklint.render(report, "yaml"), /yaml/);
});

test("rules are listed", async () => {
  const rules = await leaklint.rules();
  assert.ok(rules.length > 100);
  assert.ok(rules.some(({ id }) => id === "callpaymin/api-key"));
});

test("an option that does not exist is an error", async () => {
  await assert.rejects(leaklint.lint([], { personna: "regular" }), /personna/);
  await assert.rejects(leaklint.Linter.create({ persona: "nobody" }));
  await assert.rejects(leaklint.lint([], { allow: [{ rule: "a/b", reason: "" }] }), /reason/);
});

test("hostile files end in a report", async () => {
  const depth = 100_000;
  const files = ["(", "[", "{a:", "`${", "a?", "!"].map((open, index) =>
    file(`${index}.js`, `k="${key()}";${open.repeat(depth)}`),
  );
  const report = await leaklint.lint(files);
  assert.equal(report.findings.length, 1);
  assert.equal(report.findings[0].occurrences.length, files.length - 1);
});

test("after a trap a new instance reads the file without the parser", async () => {
  const { initSync } = await import(
    pathToFileURL(join(projects, "node_modules/leaklint/wasm/leaklint.js")).href
  );
  const linter = await leaklint.Linter.create();
  const text = `x({ apiKey: "${key()}" });\n`;
  assert.equal(linter.add(file("before.js", text)).file.analysis, "syntax");
  // The module is given no more memory: its allocator ends it.
  const { memory } = initSync();
  memory.grow(65_536 - memory.buffer.byteLength / 65_536);
  const long = text + "call('a text of a page', 1);\n".repeat(200_000);
  const { file: read, findings } = linter.add(file("long.js", long));
  assert.equal(read.analysis, "lexical");
  assert.equal(findings.length, 1);
  assert.notEqual(initSync().memory, memory, "a new instance");
  assert.equal(linter.add(file("after.js", text)).file.analysis, "syntax");
});

test("after the module ended, a new instance goes on", async () => {
  const linter = await leaklint.Linter.create();
  const text = `x({ apiKey: "${key()}" }, ${"[".repeat(150)}1${"]".repeat(150)})`;
  // There is no stack left for the parser: the module's call ends in the middle.
  const deep = (left) => {
    try {
      return deep(left + 1);
    } catch {
      return linter.add(file("deep.js", text));
    }
  };
  const report = deep(0);
  assert.ok(["syntax", "lexical", "skipped"].includes(report.file.analysis));
  const next = linter.add(file("next.js", text));
  assert.equal(next.file.analysis, "syntax");
  assert.equal(next.findings.length, 1);
});
