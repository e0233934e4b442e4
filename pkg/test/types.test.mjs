// The types, as a project that checks everything sees them.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { install, node, project, root } from "./support.mjs";

before(() => install());

const CODE = `
import { lint, Linter, render, rules, type Finding, type Report } from "leaklint";
import * as web from "leaklint/web";
import vite, { type LeaklintOptions } from "leaklint/vite";
import rollup from "leaklint/rollup";
import rolldown from "leaklint/rolldown";
import webpack from "leaklint/webpack";
import rspack from "leaklint/rspack";
import rsbuild from "leaklint/rsbuild";
import esbuild from "leaklint/esbuild";
import farm from "leaklint/farm";
import astro from "leaklint/astro";
import nuxt from "leaklint/nuxt";
import withLeaklint from "leaklint/next";

export const options: LeaklintOptions = {
  failOn: "warning", allow: [{ rule: "google/api-key", reason: "restricted", until: "2027-01-31" }],
  report: ["a.sarif", { format: "html", file: "b.txt" }], rules: { "google/*": "off" },
};
export const plugins = [vite, rollup, rolldown, webpack, rspack, rsbuild, esbuild, farm, astro].map((plugin) => plugin(options));
export const config = withLeaklint({ env: {} }, options);
export const module = nuxt;
const bytes = new Uint8Array();
export const report: Report = await lint([{ name: "a.js", bytes }], { persona: "auditor" });
export const first: Finding | undefined = (await Linter.create()).add({ name: "a.js", bytes }).findings[0];
export const text: string = await render(report, "sarif");
export const ids: string[] = (await rules()).map(({ id }) => id);
export const same: Report = await web.lint([]);

// @ts-expect-error: there is no such option
vite({ failsOn: "error" });
// @ts-expect-error: nor such a severity
webpack({ failOn: "errors" });
// @ts-expect-error: a reason must be given
astro({ allow: [{ rule: "google/api-key" }] });
// @ts-expect-error: bytes, not text
await lint([{ name: "a.js", bytes: "text" }]);
// @ts-expect-error: no such form
await render(report, "yaml");
`;

for (const [module, moduleResolution] of [
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
]) {
  test(`right code is taken, and wrong code is not: ${moduleResolution}`, () => {
    const compilerOptions = {
      ...{ module, moduleResolution, target: "es2022", lib: ["es2023", "dom"] },
      ...{ strict: true, noEmit: true, types: [], exactOptionalPropertyTypes: true },
      skipLibCheck: true,
    };
    const folder = project(`types-${moduleResolution}`, {
      "main.ts": CODE,
      "package.json": '{"type":"module"}',
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["main.ts"] }),
    });
    const { status, output } = node(folder, [
      join(root, "pkg/node_modules/typescript/bin/tsc"),
      "-p",
      ".",
    ]);
    assert.equal(status, 0, output);
  });
}
