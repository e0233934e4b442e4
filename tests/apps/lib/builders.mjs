// One function for each bundler: it builds `app` into `out`, minified, with or without maps.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The builders that take seconds. `tools` is where npm installed them. */
export function builders(tools) {
  const require = createRequire(join(tools, "package.json"));
  const load = async (name) => {
    const module = await import(pathToFileURL(require.resolve(name)).href);
    return module.default ?? module;
  };
  const typescript = { jsc: { parser: { syntax: "typescript" }, target: "es2022" } };

  const packer = (name, extra) => async ({ app, out, maps, environment }) => {
    const pack = await load(name);
    const define = new pack.DefinePlugin({ "process.env": JSON.stringify(environment) });
    const compiler = pack({
      mode: "production",
      context: app,
      entry: "./src/main.js",
      output: { path: out, filename: "[name].[contenthash:8].js" },
      devtool: maps && "source-map",
      plugins: [define],
      resolve: { fallback: { buffer: false } },
      ...extra(require),
    });
    const stats = await promisify(compiler.run.bind(compiler))();
    await promisify(compiler.close.bind(compiler))();
    if (stats.hasErrors()) throw new Error(stats.toString());
  };

  return {
    async vite({ app, out, maps, environment }) {
      const { pathToVite = require.resolve("vite") } = {};
      const { build } = await import(pathToFileURL(pathToVite).href);
      await build({
        root: app,
        configFile: false,
        logLevel: "error",
        build: { outDir: out, sourcemap: maps, emptyOutDir: true },
        define: { "process.env": environment },
      });
    },
    webpack: packer("webpack", (require) => ({
      module: {
        rules: [{ test: /\.ts$/, loader: require.resolve("swc-loader"), options: typescript }],
      },
    })),
    rspack: packer("@rspack/core", () => ({
      module: { rules: [{ test: /\.ts$/, loader: "builtin:swc-loader", options: typescript }] },
    })),
    async esbuild({ app, out, maps, environment }) {
      const { build } = await load("esbuild");
      await build({
        entryPoints: [join(app, "src/main.js")],
        outdir: out,
        bundle: true,
        minify: true,
        sourcemap: maps,
        format: "esm",
        define: { "process.env": JSON.stringify(environment) },
        logLevel: "error",
      });
    },
    async rollup({ app, out, maps, environment }) {
      const { rollup } = await import(pathToFileURL(require.resolve("rollup")).href);
      const [resolve, replace, terser, swc] = await Promise.all(
        ["node-resolve", "replace", "terser", "swc"].map((name) => load(`@rollup/plugin-${name}`)),
      );
      const bundle = await rollup({
        input: join(app, "src/main.js"),
        onwarn() {},
        plugins: [
          resolve(),
          swc({ swc: typescript, include: "**/*.ts" }),
          replace({ preventAssignment: true, "process.env": JSON.stringify(environment) }),
        ],
      });
      await bundle.write({ dir: out, format: "es", sourcemap: maps, plugins: [terser()] });
      await bundle.close();
    },
  };
}

/** The builders that take minutes. */
export function slowBuilders(tools) {
  const start = (tool, argv, cwd, env = {}) =>
    run(process.execPath, [join(tools, "node_modules", tool), ...argv], {
      cwd,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", ...env },
      maxBuffer: 1 << 26,
    });
  return {
    async parcel({ app, out, maps, environment }) {
      const flags = ["--no-cache", "--dist-dir", out, ...(maps ? [] : ["--no-source-maps"])];
      await start("parcel/lib/bin.js", ["build", "src/main.js", ...flags], app, {
        PAYMENT_SECRET: environment.PAYMENT_SECRET,
      });
    },
    async next({ next, out, maps }) {
      await start("next/dist/bin/next", ["build"], next, { SHOP_MAPS: maps ? "1" : "0" });
      const { cpSync } = await import("node:fs");
      cpSync(join(next, "out"), out, { recursive: true });
    },
  };
}
