// Frameworks that write pages after their bundler.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { install, key, node, project, projects } from "./support.mjs";

before(install);

const astro = (name, value) =>
  project(name, {
    "package.json": '{"type":"module"}',
    "astro.config.mjs":
      'import leaklint from "leaklint/astro";\nexport default { integrations: [leaklint()] };\n',
    "src/pages/index.astro": `---\nconst config = { apiKey: "${value}" };\n---\n<html><body><script is:inline define:vars={{ config }}>console.log(config)</script></body></html>\n`,
  });

test("astro: a page that holds a key fails the build", () => {
  const folder = astro("astro-leak", key());
  const { status, output } = node(folder, [`${projects}/node_modules/astro/astro.js`, "build"]);
  assert.notEqual(status, 0, output);
  assert.match(output, /index\.html/);
  assert.ok(!output.includes(key()));
});

test("astro: a clean build passes, with one line", () => {
  const folder = astro("astro-clean", "");
  const { status, output } = node(folder, [`${projects}/node_modules/astro/astro.js`, "build"]);
  assert.equal(status, 0, output);
  assert.match(output, /no secrets in \d+ files?/);
});

const next = (name, value) =>
  project(name, {
    "package.json": '{"type":"module"}',
    "next.config.mjs": `import { resolve } from "node:path";
import withLeaklint from "leaklint/next";
export default withLeaklint({ output: "export", turbopack: { root: resolve(import.meta.dirname, "..") } });
`,
    "app/layout.js":
      'export default ({ children }) => (\n  <html lang="en">\n    <body>{children}</body>\n  </html>\n);\n',
    "app/page.js": 'import { Pay } from "./pay";\nexport default () => <Pay />;\n',
    "app/pay.js": `"use client";\nexport const Pay = () => <button onClick={() => fetch("/pay?key=${value}")}>Pay</button>;\n`,
  });
const nextBuild = (folder) =>
  node(folder, [`${projects}/node_modules/next/dist/bin/next`, "build"], {
    NEXT_TELEMETRY_DISABLED: "1",
  });

test("next: a key in a client component fails the build", () => {
  const { status, output } = nextBuild(next("next-leak", key()));
  assert.notEqual(status, 0, output);
  assert.match(output, /_next\/static\//);
  assert.ok(!output.includes(key()));
});

test("next: a clean build passes, with one line", () => {
  const { status, output } = nextBuild(next("next-clean", ""));
  assert.equal(status, 0, output);
  assert.match(output, /no secrets in \d+ files?/);
});
