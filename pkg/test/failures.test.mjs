// What goes wrong is told in one message, and told apart from a finding.

import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { install, key, node, project, projects } from "./support.mjs";

before(() => install());

/** Starts a plugin in a bundler that is older than what it works with. */
const OLD = {
  "vite 6.3.5": (plugin, host) => {
    plugin.configResolved.call({ meta: { viteVersion: "6.3.5" } }, host);
    return plugin.generateBundle.call({}, {}, {}, true);
  },
  "rollup 3.29.5": (plugin, { logger: { warn } }) => {
    plugin.buildStart.call({ meta: { rollupVersion: "3.29.5" }, warn });
    return plugin.generateBundle.call({}, {}, {}, true);
  },
  "rolldown 0.9.1": (plugin, { logger: { warn } }) => {
    plugin.buildStart.call({ meta: { rolldownVersion: "0.9.1", rollupVersion: "4.1.0" }, warn });
    return plugin.generateBundle.call({}, {}, {}, true);
  },
  "webpack 4": (plugin) => plugin.apply({ context: "/", options: { plugins: [] }, hooks: {} }),
  "rsbuild 0.7.10": (plugin) => plugin.setup({ context: { version: "0.7.10" }, ...RSBUILD }),
  "esbuild 0.14.54": (plugin) =>
    plugin.setup({ initialOptions: {}, esbuild: { version: "0.14.54" }, ...ESBUILD }),
  "farm 0.16.0": (plugin, { root }) => plugin.configResolved({ root }),
  "next 12.3.4": (config, { root }) =>
    config.compiler.runAfterProductionCompile({ projectDir: root, distDir: ".next" }),
  "astro 6.0.5": ({ hooks }, { root, logger }) => {
    hooks["astro:config:done"]({ config: { root: pathToFileURL(`${root}/`) } });
    hooks["astro:build:start"]({ logger });
  },
  "nuxt 3.17.1": (plugin) =>
    plugin.call(undefined, undefined, { options: { dev: false }, _version: "3.17.1" }),
};
/** Those that do not say what they are have it in their package. */
const PACKAGES = { "@farmfe/core": "0.16.0", next: "12.3.4", astro: "6.0.5" };
const RSBUILD = { modifyRspackConfig() {} };
const ESBUILD = { onStart: undefined, onEnd: undefined, onResolve: undefined, onLoad: undefined };

for (const [name, start] of Object.entries(OLD)) {
  const [bundler, version] = name.split(" ");
  const open = async (options) => {
    const path = join(projects, `node_modules/leaklint/dist/${bundler}.js`);
    const { default: leaklint } = await import(pathToFileURL(path).href);
    const told = [];
    const warn = (text) => told.push(text);
    const before = console.warn;
    console.warn = warn;
    try {
      const packages = Object.entries(PACKAGES).map(([name, version]) => [
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version }),
      ]);
      const root = project("failures-old", Object.fromEntries(packages));
      const given = bundler === "next" ? [undefined, options] : [options];
      const plugin = bundler === "nuxt" ? leaklint : leaklint(...given);
      await start(plugin, { root, logger: { warn } });
    } finally {
      console.warn = before;
    }
    return told;
  };

  test(`${name} is out of range: found and needed version are told`, async () => {
    await assert.rejects(open(), ({ code, message }) => {
      assert.equal(code, "LEAKLINT_FAILED");
      assert.match(message, /it needs \w+ [\d.]+ or later, and this is/);
      assert.ok(message.toLowerCase().includes(`${bundler} ${version}`), message);
      return true;
    });
  });

  test(`${name} may build without leaklint`, { skip: bundler === "nuxt" }, async () => {
    const told = await open({ onFailure: "warn" });
    assert.equal(told.length, 1);
    assert.match(told[0], /leaklint could not lint the build/);
  });
}

const HTML = '<!doctype html><script type="module" src="/main.js"></script>';
/** Nothing can be read of it, by anybody. */
const UNREADABLE = "/proc/self/mem";
const skip = process.platform !== "linux";

/** Builds with Vite; another plugin leaves a file in the output that nobody can read. */
function unreadable(name, options, main) {
  const build = `import { symlinkSync } from "node:fs";
import { build } from "vite";
import leaklint from "leaklint/vite";
const leave = { name: "leave", writeBundle() { symlinkSync("${UNREADABLE}", "dist/state.bin"); } };
try { await build({ configFile: false, plugins: [leave, leaklint(${options})] }); console.log("built"); }
catch (error) { console.log((error.errors?.[0] ?? error).pluginCode, error.message); process.exitCode = 1; }`;
  const files = { "index.html": HTML, "main.js": main, "build.mjs": build };
  return node(project(`failures-${name}`, files), ["build.mjs"]);
}

test("output that cannot be read fails the build, and is no finding", { skip }, () => {
  const { status, output } = unreadable("unreadable", "", "document.title = 1;\n");
  assert.equal(status, 1, output);
  assert.match(output, /LEAKLINT_FAILED/);
  assert.match(output, /could not lint the build: `.*state\.bin` cannot be read: /);
  assert.doesNotMatch(output, /LEAKLINT_FOUND|^built$/m);
});

test("output that cannot be read may be a warning", { skip }, () => {
  const { status, output } = unreadable("warned", '{ onFailure: "warn" }', "document.title = 1;\n");
  assert.equal(status, 0, output);
  assert.match(output, /could not lint the build: `.*state\.bin` cannot be read: /);
  assert.match(output, /^built$/m);
});

test("a finding is told before what cannot be read", { skip }, () => {
  const { status, output } = unreadable("both", "", `pay("${key()}");\n`);
  assert.equal(status, 1, output);
  assert.match(output, /LEAKLINT_FOUND/);
});

test("an output that another plugin took away is told", () => {
  const build = `import { rmSync } from "node:fs";
import { build } from "esbuild";
import leaklint from "leaklint/esbuild";
const take = { name: "take", setup: ({ onEnd }) => onEnd(() => rmSync("dist/main.js")) };
await build({ entryPoints: ["main.js"], outdir: "dist", plugins: [take, leaklint()] });`;
  const files = { "main.js": "document.title = 1;\n", "build.mjs": build };
  const { status, output } = node(project("failures-taken", files), ["build.mjs"]);
  assert.notEqual(status, 0, output);
  assert.match(output, /could not lint the build: `.*main\.js` cannot be read: there is no such/);
});

test("a build that ends before its output ends the process, too", { timeout: 20_000 }, () => {
  const build = `import { rollup } from "rollup";
import leaklint from "leaklint/rollup";
await rollup({ input: "main.js", plugins: [leaklint()] });
console.log("done");`;
  const files = { "main.js": "document.title = 1;\n", "build.mjs": build };
  const { status, output } = node(project("failures-early", files), ["build.mjs"]);
  assert.equal(status, 0, output);
  assert.match(output, /^done$/m);
});

test("a module that is missing or damaged is told by the command, with status 2", () => {
  const folder = project("failures-module", { "dist/main.js": "1;\n" });
  const own = join(folder, "node_modules/leaklint");
  cpSync(join(projects, "node_modules/leaklint"), own, { recursive: true });
  const module = join(own, "wasm/leaklint_bg.wasm");
  const damage = {
    damaged: () => writeFileSync(module, readFileSync(module).subarray(0, 1000)),
    missing: () => rmSync(module),
  };
  for (const [state, make] of Object.entries(damage)) {
    make();
    const { status, output } = node(folder, [join(own, "dist/command/main.js"), "dist"]);
    assert.equal(status, 2, output);
    assert.match(output, new RegExp(`leaklint's module is ${state} .*: install the package again`));
    assert.doesNotMatch(output, /^ +at /m);
  }
});
