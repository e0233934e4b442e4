// `npx leaklint` prints what the native command prints.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { before, test } from "node:test";
import { install, key, native, node, project, projects, root } from "./support.mjs";

const command = join(projects, "node_modules/leaklint/dist/command/main.js");
let folder;

before(() => {
  install();
  const secret = key();
  folder = project("command", {
    "dist/index.html": `<script>const config = { apiKey: "${secret}" }</script>`,
    "dist/assets/app.js": `const a = "${secret.slice(0, 9)}" + "${secret.slice(9)}"; const b = "${key("callpaymin/api-key", 1)}";`,
    "dist/assets/broken.js": `const a = { apiKey: "${secret}"; ((`,
    "dist/config.json": `{"payments":{"secretKey":"${secret}"}}`,
    "dist/.env": `API_SECRET=${secret}\n`,
    "dist/empty.js": "",
    "dist/node_modules/x/index.js": `x("${secret}")`,
    "package.json": '{"devDependencies":{"vite":"8"}}',
  });
  writeFileSync(join(folder, "dist/binary.bin"), Buffer.from([0, 255, 1, 2, 3]));
});

function both(args, cwd = folder) {
  const theirs = spawnSync(native, args, {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH, NO_COLOR: "1" },
    maxBuffer: 1 << 28,
  });
  return { ours: node(cwd, [command, ...args]), theirs };
}

/** Without the time that it took. */
const timeless = (text) =>
  text.replace(/"elapsedMs":( ?)\d+/g, '"elapsedMs":$10').replace(/, [\d.]+ m?s\)/g, ")");

for (const args of [
  ["dist", "--format", "json"],
  ["dist", "--format", "json", "--reveal"],
  ["dist", "--format", "sarif"],
  ["dist", "--format", "github"],
  ["dist", "--format", "html"],
  ["dist", "--format", "human"],
  ["dist", "--quiet"],
  [
    "dist",
    "--min-severity",
    "note",
    "--fail-on",
    "note",
    "--persona",
    "auditor",
    "--format",
    "json",
  ],
  ["dist", "--no-ignore", "--format", "json"],
  ["dist/assets", "dist/config.json", "--format", "json"],
  ["dist/assets", "dist/.env", "dist", "--format", "json"],
  ["dist", "--fail-on", "never", "--format", "json"],
  ["dist", "--max-file-size", "60", "--format", "json"],
  ["dist", "--env-file", "dist/.env", "--format", "json"],
  ["dist", "--no-source-maps", "--format", "json"],
  ["missing", "--format", "json"],
  ["rules", "--format", "json"],
  ["rules"],
  ["rules", "callpaymin/api-key"],
  ["init", "--help"],
  ["help", "baseline"],
  ["help"],
  ["--help"],
  ["-h"],
  ["--version"],
]) {
  test(`leaklint ${args.join(" ")}`, () => {
    const { ours, theirs } = both(args);
    assert.equal(ours.status, theirs.status, ours.output);
    assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
  });
}

test("keeping a site is the native command's", () => {
  const { ours } = both(["https://shop.example", "--save", "kept"]);
  assert.equal(ours.status, 2);
  assert.match(ours.output, /native command/);
});

test("the same JSON on the published example", () => {
  const { ours, theirs } = both(["examples/leaky-shop/dist", "--format", "json"], root);
  assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
});

test("ndjson has the same lines", () => {
  const { ours, theirs } = both(["dist", "--format", "ndjson"]);
  const sorted = (text) => timeless(text).split("\n").sort();
  assert.deepEqual(sorted(ours.stdout), sorted(theirs.stdout));
});

test("settings of the project count", () => {
  writeFileSync(
    join(folder, "leaklint.toml"),
    '[[allow]]\nrule = "callpaymin/*"\nreason = "a test"\nuntil = 2099-01-31\n',
  );
  const { ours, theirs } = both(["dist", "--format", "json"]);
  assert.match(ours.stdout, /"suppressed": [1-9]/, ours.output);
  assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
  writeFileSync(join(folder, "leaklint.toml"), "fail-onn = 1\n");
  const wrong = both(["dist"]);
  assert.deepEqual([wrong.ours.status, wrong.theirs.status], [2, 2]);
  writeFileSync(join(folder, "leaklint.toml"), "");
});

test("settings go on from others", () => {
  mkdirSync(join(folder, "shared"), { recursive: true });
  writeFileSync(join(folder, "shared/known.env"), `SHOP_SECRET=${key("callpaymin/api-key", 1)}\n`);
  writeFileSync(
    join(folder, "shared/base.toml"),
    'fail-on = "never"\nsource-maps = false\nenv-files = ["known.env"]\n' +
      '[[allow]]\nrule = "exposure/*"\nreason = "a test"\n',
  );
  writeFileSync(
    join(folder, "leaklint.toml"),
    'extends = "shared/base.toml"\npersona = "auditor"\n' +
      '[[allow]]\nrule = "stripe/*"\nreason = "a test"\n',
  );
  const { ours, theirs } = both(["dist", "--format", "json"]);
  assert.equal(ours.status, 0, ours.output);
  assert.match(ours.stdout, /SHOP_SECRET/);
  assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
  writeFileSync(join(folder, "shared/base.toml"), 'extends = ["../leaklint.toml"]\n');
  const round = both(["dist"]);
  assert.deepEqual([round.ours.status, round.theirs.status], [2, 2]);
  writeFileSync(join(folder, "leaklint.toml"), "");
});

test("many files, on several threads", () => {
  const many = join(folder, "many");
  mkdirSync(many, { recursive: true });
  const code =
    `const part = { name: "a name", list: [1, 2, 3], text: "some text of a page" };\n`.repeat(8000);
  for (let index = 0; index < 8; index += 1) {
    writeFileSync(
      join(many, `${index}.js`),
      `${code}use("${key("callpaymin/api-key", index % 4)}");`,
    );
  }
  const { ours, theirs } = both(["many", "--format", "json"]);
  assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
});

test("a wrong option is told, with status 2", () => {
  for (const args of [
    ["--formt", "json"],
    ["dist", "--format", "yaml"],
    ["dist", "--threads", "0"],
    ["dist", "--config"],
  ]) {
    const { ours, theirs } = both(args);
    assert.equal(ours.status, 2, args.join(" "));
    assert.equal(theirs.status, 2, args.join(" "));
    assert.match(ours.output, /^error: /);
  }
});

test("names that hurt give the same JSON", () => {
  const names = [
    "a b.js",
    "ü–名.js",
    "new\nline.js",
    "q\"'.js",
    "%41.js",
    "#x?.js",
    "-a.js",
    "\x1b[31m.js",
  ];
  const hostile = join(folder, "hostile");
  mkdirSync(hostile, { recursive: true });
  for (const name of names) writeFileSync(join(hostile, name), `pay("${key()}");`);
  const noText = Buffer.concat([
    Buffer.from(`${hostile}/bad`),
    Buffer.from([0xff]),
    Buffer.from(".js"),
  ]);
  if (process.platform === "linux") writeFileSync(noText, `pay("${key()}");`);
  const { ours, theirs } = both(["hostile", "--format", "json"]);
  assert.equal(ours.status, theirs.status, ours.output);
  assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
});

test("an auditor is told which values are not looked for", () => {
  writeFileSync(join(folder, "short.env"), "SHORT=ab\nNAME=production\n");
  const args = ["dist", "--env-file", "short.env", "--persona", "auditor", "--format", "json"];
  const { ours, theirs } = both(args);
  const notes = (text) => text.split("\n").filter((line) => line.startsWith("note: `"));
  assert.ok(notes(theirs.stderr).length >= 2, theirs.stderr);
  assert.deepEqual(notes(ours.output), notes(theirs.stderr));
});

test("a baseline that does not exist yet is written, and is the same", () => {
  const args = (path) => ["baseline", "dist", "--baseline", path, "--quiet"];
  both(args("theirs.json"));
  const theirs = readFileSync(join(folder, "theirs.json"), "utf8");
  const { status, output } = node(folder, [command, ...args("ours.json")]);
  assert.equal(status, 0, output);
  assert.equal(readFileSync(join(folder, "ours.json"), "utf8"), theirs);
  assert.ok(theirs.includes("fingerprint"));
});

/** Projects, as `init` finds them. */
const BEGUN = {
  "nothing at all": {},
  "a framework by its package": {
    "package.json": '{"dependencies":{"nuxt":"4"},"devDependencies":{"vite":"8"}}',
    "nuxt.config.mjs": "",
    ".gitignore": "node_modules\n.env*\n!.env.example",
  },
  "a bundler by its file": { "webpack.config.cjs": "", "package.json": "no JSON" },
  "keys and files that git takes": {
    "package.json": '{"devDependencies":{"@angular/core":"22"}}',
    ".env": () =>
      `CALLPAYMIN_API_KEY=${key()}\nNAME=shop\nSECOND="${key("callpaymin/api-key", 1)}"\n`,
    ".env.example": () => `IN_EXAMPLE=${key()}\n`,
    "apps/admin/.env.local": () => `ADMIN_KEY=${key()}\n`,
    "apps/admin/.gitignore": ".env.local\n",
    "dist/.env": () => `BUILT=${key()}\n`,
    "doc_build/.env": () => `ALSO_BUILT=${key()}\n`,
    ".gitignore": "/.env\nnode_modules",
  },
};

for (const [what, files] of Object.entries(BEGUN)) {
  for (const args of [[], ["--yes"], ["app"], ["-y", "app/"]]) {
    test(`leaklint init ${args.join(" ")}: ${what}`, () => {
      const filled = Object.entries(files).map(([name, text]) => [
        `${args.at(-1)?.startsWith("app") ? "app/" : ""}${name}`,
        typeof text === "string" ? text : text(),
      ]);
      const all = { "app/a.txt": "", ...Object.fromEntries(filled) };
      const [one, other] = ["init-ours", "init-theirs"].map((name) => project(name, all));
      const written = (folder) =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => [
            relative(folder, join(parentPath, name)),
            readFileSync(join(parentPath, name), "utf8"),
          ])
          .sort();
      // A second time, there is nothing to do.
      for (const _ of [1, 2]) {
        const theirs = spawnSync(native, ["init", ...args], { cwd: other, encoding: "utf8" });
        const ours = node(one, [command, "init", ...args]);
        assert.equal(ours.status, theirs.status, ours.output);
        assert.equal(ours.output, theirs.stdout + theirs.stderr);
        assert.deepEqual(written(one), written(other));
      }
      assert.match(JSON.stringify(written(one)), /leaklint\.toml/);
    });
  }
}

test("where settings cannot be written, init says why", () => {
  mkdirSync(join(folder, "taken/leaklint.toml"), { recursive: true });
  for (const where of ["nowhere", "taken"]) {
    const { ours, theirs } = both(["init", where]);
    assert.deepEqual([ours.status, theirs.status], [2, 2]);
    assert.equal(ours.output, theirs.stderr);
  }
});

test("what only the native command does is told", () => {
  for (const name of ["checklist", "rotate", "env", "completions", "man"]) {
    const { ours } = both([name]);
    assert.equal(ours.status, 2);
    assert.match(ours.output, /native command's/);
  }
});

test("without a path it finds the build and says which", () => {
  const { status, output } = node(folder, [command]);
  assert.equal(status, 1, output);
  assert.match(output, /^notice: linting dist, /m);
});

/** What stands in builds, and what is typed where. */
const PLACES = {
  "settings in a build are not used": {
    files: { "dist/leaklint.toml": 'fail-on = "never"\n' },
    runs: [["dist"], ["dist/assets"], ["dist/assets/a.js"]],
    told: /dist\/leaklint\.toml is not used/,
    status: 1,
  },
  "settings of the project are": {
    files: { "leaklint.toml": 'fail-on = "never"\n' },
    runs: [["dist"], ["dist/assets"], ["."], []],
    status: 0,
  },
  "a kept site's list hides nothing": {
    files: { "dist/leaklint-site.json": '{"schema":1,"files":[]}' },
    runs: [["dist"]],
    told: /leaklint-site\.json is not used/,
    status: 1,
  },
  "without a path the build is found": { files: {}, runs: [[], ["--quiet"]], status: 1 },
  "a server's folder is left out": {
    files: { "dist/assets/a.js": "", "dist/client/b.js": "b()", "dist/server/c.js": "SECRET" },
    runs: [[]],
    told: /linting dist\/client, the build; not dist\/server, which is for the server/,
    status: 0,
  },
  "the project's environment files are looked for": {
    files: {
      ".env": "SHOP_UPLINK=Vq7_tRm2-Lx9Kp4Zw8\n",
      "dist/assets/a.js": "go(`Vq7_tRm2-Lx9Kp4Zw8`)",
    },
    runs: [["dist"], []],
    told: /looking for the values of \.env\n/,
    status: 1,
  },
  "without client-side code nothing is clean": {
    files: { "dist/assets/a.js": "", "dist/a.txt": "hello", "dist/b.zip": "hello" },
    runs: [["dist"]],
    told: /No client-side code/,
    format: "human",
    status: 0,
  },
};

for (const [what, { files, runs, told = /^/, format = "json", status }] of Object.entries(PLACES)) {
  test(`beside and inside: ${what}`, () => {
    const all = { "package.json": "{}", "dist/assets/a.js": "SECRET", ...files };
    const filled = Object.entries(all).map(([name, text]) => [
      name,
      text.replace("SECRET", `pay("${key()}")`),
    ]);
    const where = project("beside", Object.fromEntries(filled));
    for (const args of runs) {
      const { ours, theirs } = both([...args, "--format", format], where);
      assert.deepEqual([ours.status, theirs.status], [status, status], ours.output);
      assert.equal(timeless(ours.stdout), timeless(theirs.stdout));
      if (args.includes("--quiet")) continue;
      assert.match(ours.output, told);
      assert.match(theirs.stdout + theirs.stderr, told);
    }
  });
}

test("pipes, devices and links are neither waited for nor written through", (t) => {
  if (process.platform === "win32") return t.skip("there are none");
  const at = project("bounds", { "dist/app.js": `const a = { apiKey: "${key()}" }` });
  // The top of a repository: the folder of the tests is ignored by that of leaklint.
  mkdirSync(join(at, ".git"), { recursive: true });
  const run = (...args) =>
    spawnSync(process.execPath, [command, ...args], { cwd: at, timeout: 20_000, encoding: "utf8" });
  spawnSync("mkfifo", [join(at, "pipe.js")]);
  const pipe = run("pipe.js");
  assert.equal(pipe.status, 2);
  assert.match(pipe.stderr, /not a regular file/);
  for (const name of ["leaklint.toml", "leaklint-baseline.json"]) {
    symlinkSync("/dev/zero", join(at, name));
    assert.equal(run("dist").status, 2, name);
    rmSync(join(at, name));
  }
  writeFileSync(join(at, "mine"), "mine");
  for (const [name, args] of [
    ["leaklint-baseline.json", ["baseline", "dist"]],
    [".gitignore", ["init", "--yes"]],
    ["report.json", ["dist", "--output", "report.json"]],
  ]) {
    symlinkSync("mine", join(at, name));
    assert.equal(run(...args).status, 2, name);
    assert.equal(readFileSync(join(at, "mine"), "utf8"), "mine");
    rmSync(join(at, name));
  }
  assert.equal(run("dist", "--output", "dist/app.js").status, 2);
  assert.match(readFileSync(join(at, "dist/app.js"), "utf8"), /apiKey/);
});

test("what was found decides the exit status when the reader has gone", (t) => {
  if (process.platform === "win32") return t.skip("there is no head");
  const script = Array.from({ length: 400 }, (_, at) => `x({ apiKey: "${key()}", at: ${at} })`);
  const at = project("gone", { "dist/app.js": script.join("\n") });
  for (const format of ["human", "json", "ndjson", "sarif", "github", "html"]) {
    const line = `set -o pipefail; "$0" "$1" dist --format ${format} | head -c 10 >/dev/null`;
    const { status } = spawnSync("bash", ["-c", line, process.execPath, command], { cwd: at });
    assert.equal(status, 1, format);
  }
});
