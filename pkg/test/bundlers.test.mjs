// Each bundler with the packed package: a leaking app, a clean one, and an allowed finding.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { install, isAll, key, node, project } from "./support.mjs";

before(() => install());

const webpackLike = (bundler, options) => `
import bundler from "${bundler}";
import leaklint from "leaklint/${bundler === "webpack" ? "webpack" : "rspack"}";
const define = { "process.env.PAYMENT_SECRET": JSON.stringify(process.env.PAYMENT_SECRET ?? "") };
const compiler = bundler({
  mode: "production", entry: "./src/main.js", devtool: "hidden-source-map",
  plugins: [new bundler.DefinePlugin(define), leaklint(${options})],
});
compiler.run((error, stats) => {
  console.log(stats?.toString() ?? error);
  process.exitCode = error || stats.hasErrors() ? 1 : 0;
});`;

const rollupLike = (bundler, options) => `
import { ${bundler} } from "${bundler}";
import leaklint from "leaklint/${bundler}";
const inline = {
  name: "inline",
  transform: (code) => ({ code: code.replace("process.env.PAYMENT_SECRET", JSON.stringify(process.env.PAYMENT_SECRET ?? "")), map: null }),
};
const bundle = await ${bundler}({ input: "src/main.js", plugins: [inline, leaklint(${options})] });
await bundle.write({ dir: "dist", sourcemap: "hidden" });`;

const viteLike = (vite, options) => `
import { build } from "${vite}";
import leaklint from "leaklint/vite";
const define = { "process.env.PAYMENT_SECRET": JSON.stringify(process.env.PAYMENT_SECRET ?? "") };
await build({ configFile: false, define, build: { sourcemap: "hidden" }, plugins: [leaklint(${options})] });`;

/** What writes maps that everyone is pointed to, in place of what does not. */
const PUBLISHED = {
  vite: ['"hidden"', "true"],
  vite7: ['"hidden"', "true"],
  rollup: ['"hidden"', "true"],
  rolldown: ['"hidden"', "true"],
  webpack: ["hidden-source-map", "source-map"],
  rspack: ["hidden-source-map", "source-map"],
  rsbuild: ["hidden-source-map", "source-map"],
  esbuild: ['"external"', "true"],
  farm: ["sourcemap: true, ", ""],
};

/** How each bundler builds a project, with leaklint's options in place. */
const BUILDS = {
  vite: (options) => viteLike("vite", options),
  vite7: (options) => viteLike("vite7", options),
  rollup: (options) => rollupLike("rollup", options),
  rolldown: (options) => rollupLike("rolldown", options),
  webpack: (options) => webpackLike("webpack", options),
  rspack: (options) =>
    webpackLike("@rspack/core", options).replace("import bundler", "import { rspack as bundler }"),
  rsbuild: (options) => `
import { createRsbuild } from "@rsbuild/core";
import leaklint from "leaklint/rsbuild";
const define = { "process.env.PAYMENT_SECRET": JSON.stringify(process.env.PAYMENT_SECRET ?? "") };
const rsbuild = await createRsbuild({ config: {
  source: { entry: { index: "./src/main.js" }, define }, output: { sourceMap: { js: "hidden-source-map" } }, plugins: [leaklint(${options})],
} });
await rsbuild.build();`,
  esbuild: (options) => `
import { build } from "esbuild";
import leaklint from "leaklint/esbuild";
const define = { "process.env.PAYMENT_SECRET": JSON.stringify(process.env.PAYMENT_SECRET ?? "") };
await build({ entryPoints: ["src/main.js"], outdir: "dist", bundle: true, minify: true, sourcemap: "external", define, plugins: [leaklint(${options})] });`,
  farm: (options) => `
import { build } from "@farmfe/core";
import leaklint from "leaklint/farm";
const define = { "process.env.PAYMENT_SECRET": JSON.stringify(process.env.PAYMENT_SECRET ?? "") };
await build({ configFile: false, compilation: { define, sourcemap: true, persistentCache: false }, plugins: [leaklint(${options})] });`,
};

const SOURCES = {
  "index.html": '<!doctype html><script type="module" src="/src/main.js"></script>',
  "src/main.js": 'import { pay } from "./pay.js";\n\npay(document.title);\n',
  "src/pay.js": `// Payments.
export function pay(order) {
  const secret = process.env.PAYMENT_SECRET;
  return fetch("/pay/" + order, { headers: { Authorization: "Bearer " + secret } });
}
`,
};

function build(name, bundler, options, secret) {
  const folder = project(name, { ...SOURCES, "build.mjs": BUILDS[bundler](options) });
  return { folder, ...node(folder, ["build.mjs"], secret ? { PAYMENT_SECRET: secret } : {}) };
}

for (const bundler of isAll ? Object.keys(BUILDS) : ["vite", "webpack", "esbuild"]) {
  test(`${bundler}: a leaking app fails, and the place is told`, () => {
    const secret = key();
    const { status, output } = build(`${bundler}-leak`, bundler, "", secret);
    assert.notEqual(status, 0, output);
    assert.match(output, /PAYMENT_SECRET/);
    assert.match(output, /src\/pay\.js:(3|4)/);
    assert.ok(!output.includes(secret), "the value is not told");
  });

  test(`${bundler}: without maps the place is told all the same`, () => {
    const script = BUILDS[bundler]("").replace(
      bundler === "rsbuild"
        ? '{ js: "hidden-source-map" }'
        : /"(?:hidden-source-map|hidden|external)"|(?<=sourcemap: )true/,
      "false",
    );
    assert.doesNotMatch(script, /hidden|external/);
    const secret = key();
    const files = { ...SOURCES, "build.mjs": script };
    const folder = project(`${bundler}-bare`, files);
    const { status, output } = node(folder, ["build.mjs"], { PAYMENT_SECRET: secret });
    assert.notEqual(status, 0, output);
    assert.match(output, /env PAYMENT_SECRET/);
    assert.match(output, /src\/pay\.js:3/);
    assert.ok(!output.includes(secret), "the value is not told");
  });

  test(`${bundler}: a clean app passes, with one line`, () => {
    const { status, output } = build(`${bundler}-clean`, bundler, "");
    assert.equal(status, 0, output);
    const told = output.split("\n").filter((line) => line.includes("leaklint"));
    // Farm has no maps that it does not publish.
    const lines = told.filter((line) => bundler !== "farm" || !line.includes("publishes"));
    assert.equal(lines.length, 1, output);
    assert.match(lines[0], /no secrets in \d+ files?/);
  });

  test(`${bundler}: an allowed finding passes`, () => {
    const report = `report: "report.json", failOn: "never"`;
    const first = build(`${bundler}-allowed`, bundler, `{ ${report} }`, key());
    assert.equal(first.status, 0, first.output);
    const { findings } = JSON.parse(readFileSync(join(first.folder, "report.json"), "utf8"));
    const allow = findings.map(({ fingerprint }) => ({ fingerprint, reason: "it is a test" }));
    assert.ok(allow.length > 0);
    const second = build(
      `${bundler}-allowed`,
      bundler,
      `{ allow: ${JSON.stringify(allow)} }`,
      key(),
    );
    assert.equal(second.status, 0, second.output);
  });

  test(`${bundler}: sources that are published are told`, () => {
    const [hidden, published] = PUBLISHED[bundler];
    const script = BUILDS[bundler]("");
    assert.ok(script.includes(hidden));
    const files = { ...SOURCES, "build.mjs": script.replace(hidden, published) };
    const { status, output } = node(project(`${bundler}-maps`, files), ["build.mjs"]);
    assert.equal(status, 0, output);
    assert.match(output, /publishes your sources/);
    if (bundler === "farm") return;
    assert.doesNotMatch(build(`${bundler}-maps`, bundler, "").output, /publishes your sources/);
  });

  test(`${bundler}: an option that does not exist is an error`, () => {
    const { status, output } = build(`${bundler}-option`, bundler, `{ failsOn: "error" }`);
    assert.notEqual(status, 0);
    assert.match(output, /there is no option `failsOn`/);
  });
}
