// One function for each bundler: it writes an app of many chunks, builds it into `out`, and says
// which keys are in it.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { config, page, routes, write } from "./routes.mjs";

/** @param {{tools: string, more?: string, work: string, key: () => string}} given */
export function apps({ tools, more, work, key }) {
  const require = createRequire(join(tools, "package.json"));
  const load = async (name) => {
    const module = await import(pathToFileURL(require.resolve(name)).href);
    return module.default ?? module;
  };

  const packer = (name, output, options) => async (root, out) => {
    const chunk = options.named ? (chunk) => `/* webpackChunkName: "${chunk}" */ ` : undefined;
    const keys = routes(root, key, { chunk, worker: !options.isOld });
    const pack = options.isOld ? createRequire(join(more, "package.json"))(name) : await load(name);
    const compiler = pack({
      mode: options.mode ?? "production",
      context: root,
      entry: "./src/main.js",
      output: { path: out, filename: "main.js", ...output },
      devtool: options.maps ? "source-map" : false,
      optimization: options.optimization,
    });
    const stats = await promisify(compiler.run.bind(compiler))();
    if (compiler.close) await promisify(compiler.close.bind(compiler))();
    if (stats.hasErrors()) throw new Error(stats.toString());
    write(out, "index.html", page(`${options.base ?? "/"}main.js`));
    config(out, key, keys);
    return keys;
  };

  const all = {
    async vite(root, out) {
      const keys = routes(root, key);
      write(root, "index.html", page("/src/main.js", "type=module"));
      const { build } = await import(pathToFileURL(require.resolve("vite")).href);
      await build({ root, configFile: false, logLevel: "error", build: { outDir: out, emptyOutDir: true }, worker: { format: "es" } });
      config(out, key, keys);
      return keys;
    },
    async "vite with maps"(root, out) {
      const keys = routes(root, key);
      write(root, "index.html", page("/src/main.js", "type=module"));
      const { build } = await import(pathToFileURL(require.resolve("vite")).href);
      await build({ root, configFile: false, logLevel: "error", base: "./", build: { outDir: out, emptyOutDir: true, sourcemap: true }, worker: { format: "es" } });
      config(out, key, keys);
      return keys;
    },
    webpack: packer("webpack", { chunkFilename: "static/js/[name].[contenthash:8].chunk.js", publicPath: "/" }, {}),
    "webpack, named, hashed, public path from the script": packer("webpack", { chunkFilename: "js/[name].[contenthash].js" }, { named: true, maps: true }),
    "webpack, plain numbers": packer("webpack", { chunkFilename: "[id].js" }, {}),
    "webpack, development": packer("webpack", { chunkFilename: "[name].js" }, { mode: "development" }),
    rspack: packer("@rspack/core", { chunkFilename: "static/js/async/[name].[contenthash:8].js", publicPath: "/" }, {}),
    "rspack, named": packer("@rspack/core", { chunkFilename: "[name]-[contenthash:6].js", publicPath: "auto" }, { named: true }),
    async esbuild(root, out) {
      const keys = routes(root, key);
      const { build } = await load("esbuild");
      await build({ absWorkingDir: root, entryPoints: ["src/main.js", "src/worker.js"], outdir: join(out, "assets"), bundle: true, splitting: true, format: "esm", minify: true });
      write(out, "index.html", page("/assets/main.js", "type=module"));
      write(out, "assets/worker.js", ""); // replaced below: esbuild leaves `new URL` as it is
      await build({ absWorkingDir: root, entryPoints: ["src/worker.js"], outfile: join(out, "assets/worker.js"), minify: true, allowOverwrite: true });
      config(out, key, keys);
      return keys;
    },
  };
  if (more) {
    // What many deployed sites are still made with.
    all["webpack 4"] = packer("webpack4", { chunkFilename: "static/js/[name].[contenthash:8].chunk.js", publicPath: "/" }, { isOld: true });
    all["webpack 4, named"] = packer("webpack4", { chunkFilename: "[name].[chunkhash].js" }, { isOld: true, named: true });
    all["webpack 4, development"] = packer("webpack4", { chunkFilename: "js/[name].js" }, { isOld: true, mode: "development", named: true });
  }
  return Object.entries(all).map(([name, build]) => {
    const folder = join(work, name.replace(/\W+/g, "-"));
    return { name, root: join(folder, "app"), out: join(folder, "dist"), build };
  });
}
