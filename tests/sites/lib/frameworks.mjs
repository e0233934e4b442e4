// Whole frameworks, each with its own way of naming what it loads late. A function writes an app,
// builds it into `out`, and says which keys are in it.

import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { planter, write } from "./routes.mjs";

const run = promisify(execFile);
const QUIET = { NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "false", CI: "1" };

/**
 * The folders are those in which npm has put what builds them: an app is written below, so that
 * it finds its modules.
 *
 * @param {{next: string, frameworks: string, more: string, work: string, repository: string, key: () => string}} given
 */
export function sites({ next, frameworks, more, work, repository, key }) {
  // The newest ones want a newer Node than the chores do.
  const modern = join(frameworks, "node_modules/node/bin/node");
  const build = (tools, root, [script, ...parameters]) =>
    run(modern, [join(tools, "node_modules", script), ...parameters], { cwd: root, env: { ...process.env, ...QUIET }, maxBuffer: 1 << 26 }).catch((error) => {
      throw new Error(`${error.message}\n${error.stdout}`);
    });

  const all = {
    next: {
      tools: next,
      pages: 10,
      async build(root, out) {
        const { keys, planted } = planter(key);
        const names = ["about", "prices", "team"];
        write(root, "package.json", JSON.stringify({ name: "site", private: true, type: "module" }));
        write(root, "next.config.mjs", `export default { output: "export", turbopack: { root: ${JSON.stringify(repository)} } };`);
        write(root, "app/layout.js", "export default function Layout({ children }) { return <html><body>{children}</body></html>; }");
        write(root, "app/page.js", `"use client";
          import Link from "next/link";
          import dynamic from "next/dynamic";
          const Late = dynamic(() => import("../late/late.js"), { ssr: false });
          const key = "${planted()}";
          export default function Page() { return <main data-k={key.length} onClick={() => console.log(key)}>${names.map((name) => `<Link href="/${name}">${name}</Link>`).join("")}<Late /></main>; }`);
        write(root, "late/late.js", `const key = "${planted()}"; export default function Late() { return <p onClick={() => import("./later.js").then((m) => m.run(key))}>late</p>; }`);
        write(root, "late/later.js", `const key = "${planted()}"; export const run = (x) => console.log(x, key, ${JSON.stringify("lorem ipsum ".repeat(60))});`);
        for (const name of names) {
          write(root, `app/${name}/page.js`, `"use client";
            const key = "${planted()}";
            export default function Page() { return <p onClick={() => console.log(key)}>${name}</p>; }`);
        }
        await build(next, root, ["next/dist/bin/next", "build"]);
        cpSync(join(root, "out"), out, { recursive: true });
        return keys;
      },
    },
    nuxt: {
      tools: frameworks,
      async build(root, out) {
        const { keys, planted } = planter(key);
        const late = () => `function go() { console.log("${planted()}"); }`;
        write(root, "package.json", JSON.stringify({ private: true, type: "module" }));
        write(root, "nuxt.config.ts", 'export default defineNuxtConfig({ compatibilityDate: "2026-01-01", telemetry: false, nitro: { prerender: { crawlLinks: true, routes: ["/"] } } });');
        write(root, "app/app.vue", "<template><NuxtPage /></template>");
        write(root, "app/pages/index.vue", `<script setup>const open = ref(false); ${late()}</script><template><main @click="go"><NuxtLink to="/about">about</NuxtLink><NuxtLink to="/prices">prices</NuxtLink><LazyLate v-if="open" /></main></template>`);
        write(root, "app/pages/about.vue", `<script setup>${late()} const more = () => import("../late/more.js");</script><template><p @click="go" @blur="more">about</p></template>`);
        write(root, "app/pages/prices.vue", `<script setup>${late()} const { data } = await useAsyncData("prices", async () => ({ apiKey: "${planted()}" }));</script><template><p @click="go">{{ data.apiKey.length }}</p></template>`);
        write(root, "app/pages/hidden/[id].vue", `<script setup>${late()}</script><template><p @click="go">nobody links here</p></template>`);
        write(root, "app/components/Late.vue", `<script setup>${late()}</script><template><p @click="go">late</p></template>`);
        write(root, "app/late/more.js", `export const run = () => console.log("${planted()}");`);
        write(root, "app/plugins/stats.client.ts", 'export default defineNuxtPlugin(() => { (globalThis as any).stats = () => import("../late/stats.js"); });');
        write(root, "app/late/stats.js", `export const run = () => console.log("${planted()}");`);
        await build(frameworks, root, ["nuxt/bin/nuxt.mjs", "generate"]);
        cpSync(join(root, ".output/public"), out, { recursive: true });
        return keys;
      },
    },
    sveltekit: {
      tools: frameworks,
      async build(root, out) {
        const { keys, planted } = planter(key);
        const late = () => `const go = () => console.log("${planted()}");`;
        write(root, "package.json", JSON.stringify({ private: true, type: "module" }));
        write(root, "vite.config.js", 'import { sveltekit } from "@sveltejs/kit/vite";\nimport adapter from "@sveltejs/adapter-static";\nexport default { plugins: [sveltekit({ adapter: adapter() })] };');
        write(root, "src/app.html", '<!doctype html><html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>');
        write(root, "src/routes/+layout.js", "export const prerender = true;");
        write(root, "src/routes/+page.svelte", `<script>${late()} let late = $state(); const load = async () => { late = await import("../late/Late.svelte"); };</script><button onclick={go} onblur={load}>go</button><a href="/about">about</a><a href="/team">team</a>`);
        write(root, "src/routes/about/+page.svelte", `<script>${late()}</script><button onclick={go}>about</button>`);
        write(root, "src/routes/team/+page.svelte", `<script>${late()} let { data } = $props();</script><button onclick={go}>{data.apiKey.length}</button>`);
        write(root, "src/routes/team/+page.server.js", `export const load = () => ({ apiKey: "${planted()}" });`);
        write(root, "src/late/Late.svelte", `<script>${late()} const more = () => import("./later.js");</script><button onclick={go} onblur={more}>late</button>`);
        write(root, "src/late/later.js", `export const run = () => console.log("${planted()}");`);
        write(root, "src/service-worker.js", `addEventListener("fetch", () => console.log("${planted()}"));`);
        await build(frameworks, root, ["vite/bin/vite.js", "build"]);
        cpSync(join(root, "build"), out, { recursive: true });
        return keys;
      },
    },
    astro: {
      tools: frameworks,
      async build(root, out) {
        const { keys, planted } = planter(key);
        write(root, "package.json", JSON.stringify({ private: true, type: "module" }));
        // A framework of islands as small as can be.
        write(root, "render/server.js", 'export default { name: "plain", check: (it) => typeof it === "function", renderToStaticMarkup: () => ({ html: "<p>island</p>" }) };');
        write(root, "render/client.js", `export default (element) => (component) => { element.textContent = component("${planted()}"); };`);
        write(root, "astro.config.mjs", `const plain = { name: "plain", hooks: { "astro:config:setup": ({ addRenderer }) => addRenderer({ name: "plain", clientEntrypoint: ${JSON.stringify(join(root, "render/client.js"))}, serverEntrypoint: ${JSON.stringify(join(root, "render/server.js"))} }) } };
          export default { integrations: [plain], vite: { build: { assetsInlineLimit: 0 } } };`);
        write(root, "src/cart.js", `export default function Cart(key) { globalThis.more = () => import("./more.js"); return key + "${planted()}"; }`);
        write(root, "src/more.js", `export const run = () => console.log("${planted()}");`);
        write(root, "src/only.js", `export default function Only(key) { return key + "${planted()}"; }`);
        write(root, "src/pay.js", `export const pay = () => console.log("${planted()}");`);
        write(root, "src/pages/index.astro", '---\nimport Cart from "../cart.js";\nimport Only from "../only.js";\n---\n<html lang="en"><body><Cart client:visible /><Only client:only="plain" /><script>import { pay } from "../pay.js"; pay();</script></body></html>');
        await build(frameworks, root, ["astro/bin/astro.mjs", "build"]);
        cpSync(join(root, "dist"), out, { recursive: true });
        return keys;
      },
    },
    angular: {
      tools: more,
      async build(root, out) {
        const { keys, planted } = planter(key);
        const component = (name, more = "") => `import { Component } from "@angular/core";
          @Component({ selector: "app-${name.toLowerCase()}", template: '<p (click)="go()">${name}</p>' })
          export class ${name} { go() { console.log("${planted()}"); ${more} } }`;
        write(root, "package.json", JSON.stringify({ private: true, type: "module" }));
        write(root, "angular.json", JSON.stringify({
          version: 1,
          cli: { analytics: false, cache: { enabled: false } },
          projects: { site: { projectType: "application", root: "", sourceRoot: "src", architect: { build: {
            builder: "@angular/build:application",
            options: { browser: "src/main.ts", index: "src/index.html", tsConfig: "tsconfig.json", webWorkerTsConfig: "tsconfig.json", outputPath: "dist", outputHashing: "all", serviceWorker: "ngsw-config.json", progress: false },
          } } } },
        }));
        write(root, "tsconfig.json", JSON.stringify({ compilerOptions: { target: "ES2022", module: "ES2022", moduleResolution: "bundler", lib: ["ES2022", "DOM"], experimentalDecorators: true, skipLibCheck: true, types: [] }, files: ["src/main.ts", "src/work.worker.ts"] }));
        write(root, "ngsw-config.json", JSON.stringify({ index: "/index.html", assetGroups: [{ name: "app", resources: { files: ["/index.html", "/*.js"] } }] }));
        write(root, "src/index.html", '<!doctype html><html><head><base href="/"></head><body><app-root></app-root></body></html>');
        write(root, "src/main.ts", `import { bootstrapApplication } from "@angular/platform-browser";
          import { provideRouter } from "@angular/router";
          import { provideServiceWorker } from "@angular/service-worker";
          import { App } from "./app";
          bootstrapApplication(App, { providers: [provideServiceWorker("ngsw-worker.js"), provideRouter([
            { path: "about", loadComponent: () => import("./about").then((m) => m.About) },
            { path: "shop", loadChildren: () => import("./shop/routes").then((m) => m.routes) },
          ])] });`);
        write(root, "src/app.ts", `import { Component } from "@angular/core";
          import { RouterOutlet } from "@angular/router";
          import { Late } from "./late";
          @Component({ selector: "app-root", imports: [RouterOutlet, Late], template: '<router-outlet /><p (click)="go()">app</p>@defer { <app-late /> }' })
          export class App { go() { console.log("${planted()}"); return new Worker(new URL("./work.worker", import.meta.url), { type: "module" }); } }`);
        write(root, "src/about.ts", component("About"));
        write(root, "src/late.ts", component("Late"));
        write(root, "src/shop/routes.ts", `export const routes = [{ path: "cart", loadComponent: () => import("./cart").then((m) => m.Cart) }]; (globalThis as any).label = "${planted()}";`);
        write(root, "src/shop/cart.ts", component("Cart", 'import("./pay").then((m) => m.pay());'));
        write(root, "src/shop/pay.ts", `export const pay = () => console.log("${planted()}");`);
        write(root, "src/work.worker.ts", `/// <reference lib="webworker" />\naddEventListener("message", () => postMessage("${planted()}"));`);
        await build(more, root, ["@angular/cli/bin/ng.js", "build"]);
        cpSync(join(root, "dist/browser"), out, { recursive: true });
        return keys;
      },
    },
  };
  return Object.entries(all).map(([name, { tools, pages = 1, build }]) => ({
    name,
    pages,
    root: join(tools, `site-${name}`),
    out: join(work, name, "dist"),
    build,
  }));
}
