// One set of settings for every door: leaklint.toml and the baseline count for plugins as well.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { before, test } from "node:test";
import { install, key, node, project, projects } from "./support.mjs";

before(() => install());

const HTML = '<!doctype html><script type="module" src="/main.js"></script>';
const COMMAND = join(projects, "node_modules/leaklint/dist/command/main.js");

const vite = (options, config = "{}") => `import { build } from "vite";
import leaklint from "leaklint/vite";
console.log("made");
const plugin = leaklint(${options});
const started = { name: "started", buildStart() { console.log("bundled"); } };
await build({ configFile: false, ...(${config}), plugins: [plugin, started] });`;

/** A project with keys; gives what a Vite build prints. */
function built(name, files, options = "", config) {
  const all = { "index.html": HTML, "main.js": leaks(2), "build.mjs": vite(options, config) };
  const folder = project(`settings-${name}`, { ...all, ...files });
  return { folder, ...node(folder, ["build.mjs"]) };
}

const leaks = (number) =>
  Array.from(
    { length: number },
    (_, index) => `pay("${key("callpaymin/api-key", index)}");\n`,
  ).join("");

/** A rule of the project's own, and a value that fits. */
const OWN = `[[rules]]\nid = "acme/key"\ntitle = "ACME key"\ntoken = '"acme_live_" base62{32}'\n`;
const own = () => `acme_live_${createHash("sha256").update("own").digest("hex").slice(0, 32)}`;

const ALLOW = '[[allow]]\nrule = "callpaymin/*"\nreason = "a test"\n';

test("what the baseline knows is counted, and does not fail the build", () => {
  const { folder, status } = built("baseline", { "never.mjs": vite('{ failOn: "never" }') });
  assert.notEqual(status, 0);
  assert.equal(node(folder, ["never.mjs"]).status, 0);
  const { output } = node(folder, [COMMAND, "baseline", "dist"]);
  assert.match(output, /leaklint-baseline\.json has 2 findings/);
  const known = node(folder, ["build.mjs"]);
  assert.equal(known.status, 0, known.output);
  assert.match(known.output, /2 known findings not reported/);
  assert.doesNotMatch(known.output, /no secrets/);
});

test("leaklint.toml allows, in the project's folder and above it", () => {
  const { status, output } = built("allow", { "leaklint.toml": ALLOW });
  assert.equal(status, 0, output);
  assert.match(output, /2 known findings not reported/);
  const above = { "app/index.html": HTML, "app/main.js": leaks(1), "leaklint.toml": ALLOW };
  const below = built("above", above, "", '{ root: "app" }');
  assert.equal(below.status, 0, below.output);
});

test("what is written to the output configures nothing", () => {
  const files = { "public/leaklint.toml": ALLOW, "dist/leaklint.toml": ALLOW };
  assert.notEqual(built("output", files).status, 0);
});

test("the plugin's options win over leaklint.toml", () => {
  const files = { "leaklint.toml": 'fail-on = "never"\n' };
  const lenient = built("wins", files);
  assert.equal(lenient.status, 0, lenient.output);
  assert.match(lenient.output, /CallPayMin/);
  assert.notEqual(built("wins", files, '{ failOn: "error" }').status, 0);
});

test("rules of the project's own, and variables of its files, are looked for", () => {
  const files = {
    "main.js": `open("${own()}"); log("wintermeadowlantern81");\n`,
    "leaklint.toml": `env-files = ["config/server.env"]\n${OWN}`,
    "config/server.env": "ACME_PASSPHRASE=wintermeadowlantern81\n",
  };
  const { status, output } = built("own", files);
  assert.notEqual(status, 0, output);
  assert.match(output, /ACME key/);
  assert.match(output, /ACME_PASSPHRASE/);
});

const MISTAKES = {
  'fail_on = "error"\n': /leaklint\.toml:1: unknown field `fail_on`: did you mean `fail-on`\?/,
  '[[allow]]\nrule = "a/b"\n': /leaklint\.toml:1: an allowance must give a reason/,
  '[[allow]]\nrule = "a/b"\nreasons = "x"\n': /leaklint\.toml:1: unknown field `reasons`/,
  'persona = "odd"\n': /leaklint\.toml:1: persona: it must be one of/,
  "a = \n": /leaklint\.toml:1: /,
  'extends = "other.toml"\n': /other\.toml: it cannot be read: there is no such file/,
  '[[rules]]\nid = "acme/key"\ntokens = "x"\n': /leaklint\.toml: unknown field `tokens`/,
};
for (const [toml, expected] of Object.entries(MISTAKES)) {
  test(`a mistake in leaklint.toml ends the build before the bundle: ${JSON.stringify(toml)}`, () => {
    const files = { "leaklint.toml": toml, "main.js": "document.title = 1;\n" };
    for (const options of ["", '{ onFailure: "warn" }']) {
      const { status, output } = built("mistake", files, options);
      assert.notEqual(status, 0, output);
      assert.match(output, expected);
      assert.doesNotMatch(output, /^bundled$|^ +at /m);
    }
  });
}

test("a baseline that is none ends the build", () => {
  const { status, output } = built("odd", { "leaklint-baseline.json": '{"schema":2}' });
  assert.notEqual(status, 0);
  assert.match(output, /leaklint-baseline\.json: it is of schema 2, and this is 1/);
});

for (const [options, expected] of [
  [
    '{ rules: { "callpaymin/api-kye": "off" } }',
    /no rule `callpaymin\/api-kye`: did you mean `callpaymin\/api-key`\?/,
  ],
  ['{ rules: { "callpaymn/*": "off" } }', /did you mean `callpaymin\/\*`\?/],
  ['{ allow: [{ rule: "a/b" }] }', /`allow`: an allowance must give a reason/],
  ['{ allow: [{ rule: "a/b", reason: " " }] }', /`allow`: an allowance must give a reason/],
  ['{ allow: [{ reason: "x" }] }', /must name a rule, a fingerprint, a path or an env/],
  ['{ allow: [{ rule: "a/b", reason: "x", til: "2027-01-31" }] }', /unknown field `til`/],
  ['{ allow: [{ rule: "a/b", reason: "x", until: "soon" }] }', /`soon` is no day/],
  ['{ failsOn: "error" }', /no option `failsOn`: did you mean `failOn`\?/],
]) {
  test(`a wrong option is an error when the plugin is made: ${options}`, () => {
    const { status, output } = built("option", { "main.js": "1;\n" }, options);
    assert.notEqual(status, 0, output);
    assert.match(output, expected);
    assert.doesNotMatch(output, /^bundled$/m);
  });
}

test("a rule of leaklint.toml may be given another severity", () => {
  const files = {
    "main.js": `open("${own()}");\n`,
    "leaklint.toml": OWN,
  };
  const { status, output } = built("severity", files, '{ rules: { "acme/key": "off" } }');
  assert.equal(status, 0, output);
});
