import { fileURLToPath } from "node:url";
import { lintFolders } from "./plugin/folder.js";
import type { LeaklintOptions } from "./plugin/options.js";
import { Session } from "./plugin/session.js";

export type { LeaklintOptions, ReportFile } from "./plugin/options.js";

/** An Astro integration: it lints the pages, which are written after Vite has ended. */
export default function leaklint(options?: LeaklintOptions) {
  const session = new Session(options);
  let root = process.cwd();
  return {
    name: "leaklint",
    hooks: {
      "astro:config:done": ({ config }: { config: { root: URL } }): void => {
        root = fileURLToPath(config.root);
      },
      "astro:build:done": async ({ dir, logger }: Done): Promise<void> => {
        const say = {
          info: (text: string) => logger.info(text),
          warn: (text: string) => logger.warn(text),
        };
        await lintFolders(session, { "": fileURLToPath(dir) }, root, say, ["PUBLIC_", "VITE_"]);
      },
    },
  };
}

interface Done {
  dir: URL;
  logger: { info(text: string): void; warn(text: string): void };
}
