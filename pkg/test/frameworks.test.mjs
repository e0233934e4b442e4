// Frameworks with the packed package: a leaking app, a clean one, and an allowed finding.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { frameworks, install, isAll, key, node, project } from "./support.mjs";

const skip = !isAll;
before(() => isAll && install(frameworks));

const DEFINE = `{ "process.env.PAYMENT_SECRET": JSON.stringify(process.env.PAYMENT_SECRET ?? "") }`;
const PAY = `// Payments.
export function pay(order) {
  const secret = process.env.PAYMENT_SECRET;
  return fetch("/pay/" + order, { headers: { Authorization: "Bearer " + secret } });
}
`;

/** How each framework builds a project, with leaklint's options in place. */
const FRAMEWORKS = {
  next: {
    command: ["next/dist/bin/next", "build"],
    files: (options) => ({
      "next.config.mjs": `import { resolve } from "node:path";
import withLeaklint from "leaklint/next";
export default withLeaklint({
  env: { PAYMENT_SECRET: process.env.PAYMENT_SECRET ?? "" }, productionBrowserSourceMaps: true,
  output: "export", turbopack: { root: resolve(import.meta.dirname, "..") },
}, ${options || "undefined"});
`,
      "app/layout.js":
        'export default ({ children }) => (\n  <html lang="en">\n    <body>{children}</body>\n  </html>\n);\n',
      "app/page.js": 'import { Pay } from "./button";\nexport default () => <Pay />;\n',
      "app/button.js":
        '"use client";\nimport { pay } from "../src/pay.js";\nexport const Pay = () => <button onClick={() => pay(1)}>Pay</button>;\n',
    }),
  },
  astro: {
    command: ["astro/bin/astro.mjs", "build"],
    files: (options) => ({
      "astro.config.mjs": `import leaklint from "leaklint/astro";
export default { integrations: [leaklint(${options})], vite: { define: ${DEFINE}, build: { sourcemap: "hidden", assetsInlineLimit: 0 } } };
`,
      "src/pages/index.astro":
        '<html lang="en"><body>shop<script>import { pay } from "../pay.js"; pay(document.title);</script></body></html>\n',
    }),
  },
  nuxt: {
    command: ["nuxt/bin/nuxt.mjs", "build"],
    files: (options) => ({
      "nuxt.config.ts": `export default defineNuxtConfig({
  compatibilityDate: "2026-01-01", telemetry: false, sourcemap: { client: true }, modules: ["leaklint/nuxt"],
  leaklint: ${options || "{}"}, vite: { define: ${DEFINE} },
});
`,
      "app/app.vue":
        '<script setup>\nimport { pay } from "../src/pay.js";\n</script>\n<template><button @click="pay(1)">Pay</button></template>\n',
    }),
  },
  sveltekit: {
    command: ["vite/bin/vite.js", "build"],
    files: (options) => ({
      "vite.config.js": `import { sveltekit } from "@sveltejs/kit/vite";
import adapter from "@sveltejs/adapter-static";
import leaklint from "leaklint/vite";
export default { define: ${DEFINE}, build: { sourcemap: "hidden" }, plugins: [sveltekit({ adapter: adapter() }), leaklint(${options})] };
`,
      "src/app.html":
        '<!doctype html><html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>\n',
      "src/routes/+layout.js": "export const prerender = true;\n",
      "src/routes/+page.svelte":
        '<script>\nimport { pay } from "../pay.js";\n</script>\n<button onclick={() => pay(1)}>Pay</button>\n',
    }),
  },
};

function build(framework, name, options, secret) {
  const { command, files } = FRAMEWORKS[framework];
  const own = { "package.json": '{"type":"module","private":true}', "src/pay.js": PAY };
  const folder = project(`${framework}-${name}`, { ...own, ...files(options) }, frameworks);
  return { folder, ...run(folder, command, secret ? { PAYMENT_SECRET: secret } : {}) };
}

/** Runs a framework's command with the Node that it needs. */
function run(folder, [script, ...args], env) {
  const quiet = { NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", CI: "1" };
  const modern = join(frameworks, "node_modules/node/bin/node");
  const path = join(frameworks, "node_modules", script);
  return node(folder, [path, ...args], { ...quiet, ...env }, modern);
}

for (const framework of Object.keys(FRAMEWORKS)) {
  test(`${framework}: a leaking app fails, and the place is told`, { skip }, () => {
    const secret = key();
    const { status, output } = build(framework, "leak", "", secret);
    assert.notEqual(status, 0, output);
    assert.match(output, /PAYMENT_SECRET/);
    assert.match(output, /src\/pay\.js:(3|4)/);
    assert.ok(!output.includes(secret), "the value is not told");
  });

  test(`${framework}: without maps the place is told all the same`, { skip }, () => {
    const { command, files } = FRAMEWORKS[framework];
    const own = { "package.json": '{"type":"module","private":true}', "src/pay.js": PAY };
    const all = { ...own, ...files("") };
    const settings = Object.keys(all).find((name) => name.includes(".config."));
    const maps = /(?:productionBrowserSourceMaps|sourcemap): (?:true|"hidden"|\{ client: true \})/;
    assert.match(all[settings], maps);
    all[settings] = all[settings].replace(maps, (text) => text.replace(/true|"hidden"/, "false"));
    const folder = project(`${framework}-bare`, all, frameworks);
    const { status, output } = run(folder, command, { PAYMENT_SECRET: key() });
    assert.notEqual(status, 0, output);
    assert.match(output, /PAYMENT_SECRET/);
    assert.match(output, /src\/pay\.js:3/);
    assert.ok(!output.includes(key()), "the value is not told");
  });

  test(`${framework}: a clean app passes, with one line`, { skip }, () => {
    const { status, output } = build(framework, "clean", "");
    assert.equal(status, 0, output);
    const lines = output.split("\n").filter((line) => line.includes("no secrets in"));
    assert.equal(lines.length, 1, output);
  });

  test(`${framework}: an allowed finding passes`, { skip }, () => {
    const asked = `{ report: "report.json", failOn: "never" }`;
    const first = build(framework, "allowed", asked, key());
    assert.equal(first.status, 0, first.output);
    const { findings } = JSON.parse(readFileSync(join(first.folder, "report.json"), "utf8"));
    const allow = findings.map(({ fingerprint }) => ({ fingerprint, reason: "it is a test" }));
    assert.ok(allow.length > 0);
    const { status, output } = build(
      framework,
      "allowed",
      `{ allow: ${JSON.stringify(allow)} }`,
      key(),
    );
    assert.equal(status, 0, output);
  });
}

test("next: a finding is reported once", { skip }, () => {
  const { output } = build("next", "once", "", key());
  assert.equal(output.match(/error\[callpaymin/g)?.length, 1, output);
  assert.equal(output.match(/leaklint: `env` of/g)?.length, 1, output);
});

test("next: webpack's build is linted as Turbopack's is", { skip }, () => {
  const { files } = FRAMEWORKS.next;
  const own = { "package.json": '{"type":"module","private":true}', "src/pay.js": PAY };
  const folder = project("next-webpack", { ...own, ...files("") }, frameworks);
  const command = ["next/dist/bin/next", "build", "--webpack"];
  const { status, output } = run(folder, command, { PAYMENT_SECRET: key() });
  assert.notEqual(status, 0, output);
  assert.match(output, /PAYMENT_SECRET/);
  assert.match(output, /src\/pay\.js:(3|4)/);
  assert.equal(output.match(/leaklint: `env` of/g)?.length, 1, output);
  assert.ok(!output.includes(key()), "the value is not told");
});

const NEXT_APP = {
  "app/layout.js":
    'export default ({ children }) => (\n  <html lang="en">\n    <body>{children}</body>\n  </html>\n);\n',
  "app/page.js":
    'import { Pay } from "./button";\nexport default () => <Pay apiKey={process.env.APP_KEY ?? "none"} />;\n',
  "app/button.js":
    '"use client";\nexport const Pay = ({ apiKey }) => <button onClick={() => alert(apiKey.length)}>Pay</button>;\n',
  "app/status/route.js":
    'export const dynamic = "force-dynamic";\nconst key = "SERVER";\nexport const GET = () => new Response(String(key.length));\n',
  "pages/old.js":
    'export const getStaticProps = () => ({ props: { apiKey: process.env.PAGE_KEY ?? "none" } });\nexport default ({ apiKey }) => <p>{apiKey.length}</p>;\n',
};

/** Builds a Next app whose pages are given secrets by the server. */
function nextPages(name, configuration, env) {
  const files = {
    "package.json": '{"type":"module","private":true}',
    "next.config.mjs": `import { resolve } from "node:path";
import withLeaklint from "leaklint/next";
const config = { turbopack: { root: resolve(import.meta.dirname, "..") } };
export default withLeaklint(${configuration});
`,
    ...NEXT_APP,
    "app/status/route.js": NEXT_APP["app/status/route.js"].replace("SERVER", key()),
  };
  const folder = project(`next-${name}`, files, frameworks);
  return run(folder, ["next/dist/bin/next", "build"], env);
}

for (const [name, configuration, env, place] of [
  ["props", "config", () => ({ APP_KEY: key("callpaymin/api-key", 1) }), /server\/app\/index/],
  ["function", "() => config", () => ({ APP_KEY: key("callpaymin/api-key", 1) }), /server\/app\//],
  ["static", "config", () => ({ PAGE_KEY: key("callpaymin/api-key", 1) }), /server\/pages\/old/],
]) {
  test(`next: a secret that the server gives to a page fails the build: ${name}`, { skip }, () => {
    const { status, output } = nextPages(name, configuration, env());
    assert.notEqual(status, 0, output);
    assert.match(output, place);
    assert.ok(!output.includes(key("callpaymin/api-key", 1)), "the value is not told");
    // The server's own key is no finding.
    assert.equal(output.match(/error\[callpaymin/g)?.length, 1, output);
  });
}

for (const configuration of ["config", "async () => config", "Promise.resolve(config)"]) {
  test(`next: pages without secrets pass, with one line: ${configuration}`, { skip }, () => {
    const { status, output } = nextPages("fine", configuration, {});
    assert.equal(status, 0, output);
    assert.equal(output.match(/leaklint: no secrets in \d+ files/g)?.length, 1, output);
  });
}

for (const [name, written, env] of [
  ["written", () => `"${key()}"`, () => ({})],
  ["of the environment", () => '""', () => ({ NUXT_PUBLIC_PAY_API_KEY: key() })],
]) {
  test(`nuxt: public settings with a key fail the build: ${name}`, { skip }, () => {
    const all = {
      "package.json": '{"type":"module","private":true}',
      "nuxt.config.ts": `export default defineNuxtConfig({ compatibilityDate: "2026-01-01", telemetry: false,
  modules: ["leaklint/nuxt"], runtimeConfig: { public: { pay: { apiKey: ${written()} } } } });\n`,
      "app/app.vue": "<template><p>shop</p></template>\n",
    };
    const folder = project("nuxt-public", all, frameworks);
    const { status, output } = run(folder, FRAMEWORKS.nuxt.command, env());
    assert.notEqual(status, 0, output);
    assert.match(output, /runtimeConfig\.public\.json/);
    assert.ok(!output.includes(key()));
  });
}

/** Settings and files that publish what is not meant to be. */
const MISTAKES = {
  next: { "public/.env": "NOTHING=\n", ".env": "NEXT_PUBLIC_DB_PASSWORD=nothing-yet\n" },
  astro: { "public/.env": "NOTHING=\n", ".env": "PUBLIC_DB_PASSWORD=nothing-yet\n" },
  nuxt: { "public/.env": "NOTHING=\n", ".env": "NUXT_PUBLIC_DB_PASSWORD=nothing-yet\n" },
};

for (const [framework, more] of Object.entries(MISTAKES)) {
  test(`${framework}: mistakes of the configuration are told`, { skip }, () => {
    const { command, files } = FRAMEWORKS[framework];
    const own = { "package.json": '{"type":"module","private":true}', "src/pay.js": PAY };
    const all = { ...own, ...files('{ failOn: "never" }'), ...more };
    const settings = Object.keys(all).find((name) => name.includes(".config."));
    all[settings] = all[settings].replace('sourcemap: "hidden"', "sourcemap: true");
    const folder = project(`${framework}-mistakes`, all, frameworks);
    const { status, output } = run(folder, command, {});
    assert.equal(status, 0, output);
    for (const wanted of [/publishes your sources/, /_DB_PASSWORD` of \.env/, /public folder/]) {
      assert.match(output, wanted);
    }
  });
}

const PAGES = {
  astro: {
    "src/pages/index.astro": `---\nconst config = { apiKey: "KEY" };\n---\n<html lang="en"><body><script is:inline define:vars={{ config }}>console.log(config)</script></body></html>\n`,
  },
  nuxt: {
    "app/app.vue": `<script setup>\nconst { data } = await useAsyncData("pay", async () => ({ apiKey: "KEY" }));\n</script>\n<template><p>{{ data.apiKey.length }}</p></template>\n`,
    "nuxt.config.ts": `export default defineNuxtConfig({ compatibilityDate: "2026-01-01", telemetry: false, modules: ["leaklint/nuxt"], nitro: { prerender: { routes: ["/"] } } });\n`,
  },
  sveltekit: {
    "src/routes/+page.server.js": `export const load = () => ({ apiKey: "KEY" });\n`,
  },
};

for (const [framework, pages] of Object.entries(PAGES)) {
  test(`${framework}: a page that holds a key fails the build`, { skip }, () => {
    const { command, files } = FRAMEWORKS[framework];
    const own = { "package.json": '{"type":"module","private":true}', "src/pay.js": PAY };
    const all = Object.entries({ ...own, ...files(""), ...pages });
    const filled = all.map(([name, text]) => [name, text.replace("KEY", key())]);
    const folder = project(`${framework}-page`, Object.fromEntries(filled), frameworks);
    const { status, output } = run(folder, command, {});
    assert.notEqual(status, 0, output);
    assert.match(output, /CallPayMin/);
    assert.ok(!output.includes(key()));
  });
}
