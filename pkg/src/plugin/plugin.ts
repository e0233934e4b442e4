// The plugin for every bundler, by unplugin.

import { resolve } from "node:path";
import { createUnplugin } from "unplugin";
import { setup } from "./esbuild.js";
import { farmHooks } from "./farm.js";
import type { LeaklintOptions } from "./options.js";
import { rollupHooks } from "./rollup.js";
import { Session } from "./session.js";
import { viteHooks } from "./vite.js";
import { apply, type Compiler } from "./webpack.js";

export type { LeaklintOptions, ReportFile } from "./options.js";

/** leaklint for every bundler. */
export const leaklint = createUnplugin<LeaklintOptions | undefined>((options) => {
  const session = new Session(options);
  return {
    name: "leaklint",
    enforce: "post",
    vite: viteHooks(session) as object,
    rollup: rollupHooks(session, "Rollup") as object,
    rolldown: rollupHooks(session, "Rolldown") as object,
    webpack: (compiler) => apply(session, compiler as unknown as Compiler),
    rspack: (compiler) => apply(session, compiler as unknown as Compiler),
    esbuild: { setup: (build) => setup(session, build) },
    farm: farmHooks(session) as object,
    rsbuild: {
      setup(api: RsbuildApi) {
        if (!session.isFit("Rsbuild", api.context.version, console.warn)) return;
        api.modifyRspackConfig((config, { target }) => {
          if (target !== "web" && target !== "web-worker") return;
          const folders = [api.getNormalizedConfig().server?.publicDir ?? []].flat();
          const [folder = { name: "public" }] = folders.filter((folder) => folder !== false);
          const publicFolder = resolve(api.context.rootPath, folder.name ?? "public");
          config.plugins ??= [];
          config.plugins.push({
            apply: (compiler: unknown) =>
              apply(session, compiler as Compiler, {
                publicFolder,
                publicPrefixes: ["PUBLIC_"],
              }),
          });
        });
      },
    } as object,
  };
});

/** The part of Rsbuild's plugin interface that is needed. */
interface RsbuildApi {
  context: { rootPath: string; version: string };
  getNormalizedConfig(): { server?: { publicDir?: PublicFolder | PublicFolder[] } };
  modifyRspackConfig(
    work: (config: { plugins?: unknown[] }, utils: { target: string }) => void,
  ): void;
}

type PublicFolder = false | { name?: string };
