import { fileURLToPath } from "node:url";
import { everyVariable } from "./plugin/environment.js";
import { lintFolders } from "./plugin/folder.js";
import { publicSecrets, publishedSources, publishedVariables } from "./plugin/misconfiguration.js";
import type { LeaklintOptions } from "./plugin/options.js";
import { Session } from "./plugin/session.js";
import { unnamed } from "./plugin/verdict.js";
import { installed } from "./plugin/versions.js";

export type { LeaklintOptions, ReportFile } from "./plugin/options.js";

/** An Astro integration: it lints the pages, which are written after Vite has ended. */
export default function leaklint(options?: LeaklintOptions) {
  const session = new Session(options);
  let root = process.cwd();
  let isOn = true;
  let problems: string[] = [];
  const publicPrefixes = ["PUBLIC_", "VITE_"];
  return {
    name: "leaklint",
    hooks: {
      "astro:config:done": ({ config }: { config: Config }): void => {
        root = fileURLToPath(config.root);
        session.settle(root);
        const { publicDir, vite } = config;
        problems = publicDir ? publishedVariables(fileURLToPath(publicDir)) : [];
        if ([true, "inline"].includes(vite?.build?.sourcemap as boolean)) {
          problems.push(publishedSources("`vite.build.sourcemap`", 'use "hidden"'));
        }
      },
      "astro:build:start": ({ logger }: Logging): void => {
        const version = installed("astro", root);
        isOn = session.isFit("Astro", version, (text) => logger.warn(text));
        if (!isOn) return;
        session.begin({ root, publicPrefixes });
        problems.push(...publicSecrets(everyVariable(root, "production"), publicPrefixes));
        for (const problem of problems) logger.warn(problem);
      },
      "astro:build:done": async ({ dir, logger }: Done): Promise<void> => {
        if (!isOn) return;
        const say = {
          info: (text: string) => logger.info(unnamed(text)),
          warn: (text: string) => logger.warn(text),
        };
        await lintFolders(session, { "": fileURLToPath(dir) }, root, say, publicPrefixes);
      },
    },
  };
}

interface Config {
  root: URL;
  publicDir?: URL;
  vite?: { build?: { sourcemap?: boolean | "inline" | "hidden" } };
}

interface Logging {
  logger: { info(text: string): void; warn(text: string): void };
}

interface Done extends Logging {
  dir: URL;
}
