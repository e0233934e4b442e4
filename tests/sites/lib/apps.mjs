// One function for each bundler: it writes an app of many chunks, builds it into `out`, and says
// which keys are in it.

import { execFile } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** So many routes are loaded late; each loads one more. */
const ROUTES = 12;

/** @param {{tools: string, more?: string, work: string, repository: string, key: () => string}} given */
export function apps({ tools, more, work, repository, key }) {
  const require = createRequire(join(tools, "package.json"));
  const load = async (name) => {
    const module = await import(pathToFileURL(require.resolve(name)).href);
    return module.default ?? module;
  };
  const write = (root, file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };

  /** Routes inside routes, a worker, a file of settings, each with a key. */
  const routes = (root, chunk = () => "") => {
    const keys = [];
    const planted = () => keys[keys.push(key()) - 1];
    const filler = (n) => `export const words${n} = ${JSON.stringify("lorem ipsum dolor ".repeat(40 + n))};`;
    for (let n = 0; n < ROUTES; n += 1) {
      write(root, `src/routes/r${n}.js`, `
        ${filler(n)}
        export const config = { apiKey: "${planted()}" };
        export const inner = () => import(${chunk(`inner${n}`)}"../inner/i${n}.js");
        document.title = "route ${n} " + config.apiKey + " " + words${n};`);
      write(root, `src/inner/i${n}.js`, `
        ${filler(n + 100)}
        export const secret = { token: "${planted()}" };
        globalThis.app${n} = secret.token + " " + words${n + 100};`);
    }
    write(root, "src/main.js", `
      const routes = { ${Array.from({ length: ROUTES }, (_, n) => `r${n}: () => import(${chunk(`route${n}`)}"./routes/r${n}.js")`).join(", ")} };
      const key = "${planted()}";
      globalThis.go = (name) => routes[name]().then((route) => route.inner()).then(() => key);
      fetch("/config.json").then((answer) => answer.json()).then(console.log);
      globalThis.start = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });`);
    write(root, "src/worker.js", `onmessage = () => postMessage({ apiKey: "${planted()}" });`);
    return keys;
  };
  const config = (out, keys) => {
    const value = key();
    keys.push(value);
    write(out, "config.json", JSON.stringify({ payments: { apiKey: value } }));
  };
  const page = (script, type = "") =>
    `<!doctype html><html><head><title>app</title></head><body><div id="app"></div><script ${type} src="${script}"></script></body></html>`;

  const packer = (name, output, options) => async (root, out) => {
    const keys = routes(root, options.named ? (chunk) => `/* webpackChunkName: "${chunk}" */ ` : undefined);
    const pack = await load(name);
    const compiler = pack({
      mode: options.mode ?? "production",
      context: root,
      entry: "./src/main.js",
      output: { path: out, filename: "main.js", ...output },
      devtool: options.maps ? "source-map" : false,
      optimization: options.optimization,
    });
    const stats = await promisify(compiler.run.bind(compiler))();
    await promisify(compiler.close.bind(compiler))();
    if (stats.hasErrors()) throw new Error(stats.toString());
    write(out, "index.html", page(`${options.base ?? "/"}main.js`));
    config(out, keys);
    return keys;
  };

  const all = {
    async vite(root, out) {
      const keys = routes(root);
      write(root, "index.html", page("/src/main.js", "type=module"));
      const { build } = await import(pathToFileURL(require.resolve("vite")).href);
      await build({ root, configFile: false, logLevel: "error", build: { outDir: out, emptyOutDir: true }, worker: { format: "es" } });
      config(out, keys);
      return keys;
    },
    async "vite with maps"(root, out) {
      const keys = routes(root);
      write(root, "index.html", page("/src/main.js", "type=module"));
      const { build } = await import(pathToFileURL(require.resolve("vite")).href);
      await build({ root, configFile: false, logLevel: "error", base: "./", build: { outDir: out, emptyOutDir: true, sourcemap: true }, worker: { format: "es" } });
      config(out, keys);
      return keys;
    },
    webpack: packer("webpack", { chunkFilename: "static/js/[name].[contenthash:8].chunk.js", publicPath: "/" }, {}),
    "webpack, named, hashed, public path from the script": packer("webpack", { chunkFilename: "js/[name].[contenthash].js" }, { named: true, maps: true }),
    "webpack, plain numbers": packer("webpack", { chunkFilename: "[id].js" }, {}),
    "webpack, development": packer("webpack", { chunkFilename: "[name].js" }, { mode: "development" }),
    rspack: packer("@rspack/core", { chunkFilename: "static/js/async/[name].[contenthash:8].js", publicPath: "/" }, {}),
    "rspack, named": packer("@rspack/core", { chunkFilename: "[name]-[contenthash:6].js", publicPath: "auto" }, { named: true }),
    async esbuild(root, out) {
      const keys = routes(root);
      const { build } = await load("esbuild");
      await build({ absWorkingDir: root, entryPoints: ["src/main.js", "src/worker.js"], outdir: join(out, "assets"), bundle: true, splitting: true, format: "esm", minify: true });
      write(out, "index.html", page("/assets/main.js", "type=module"));
      write(out, "assets/worker.js", ""); // replaced below: esbuild leaves `new URL` as it is
      await build({ absWorkingDir: root, entryPoints: ["src/worker.js"], outfile: join(out, "assets/worker.js"), minify: true, allowOverwrite: true });
      config(out, keys);
      return keys;
    },
  };
  if (more) {
    all.next = async (root, out) => {
      const keys = [];
      const planted = () => keys[keys.push(key()) - 1];
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
      symlinkSync(join(more, "node_modules"), join(root, "node_modules"));
      await run(process.execPath, [join(more, "node_modules/next/dist/bin/next"), "build"], { cwd: root, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
      cpSync(join(root, "out"), out, { recursive: true });
      return keys;
    };
  }
  return Object.entries(all).map(([name, build]) => {
    const folder = join(work, name.replace(/\W+/g, "-"));
    return { name, root: join(folder, "app"), out: join(folder, "dist"), build };
  });
}
