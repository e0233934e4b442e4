import { fileURLToPath } from "node:url";
import { lintFolders } from "./plugin/folder.js";
import type { LeaklintOptions } from "./plugin/options.js";
import { Session } from "./plugin/session.js";
import { installed } from "./plugin/versions.js";

export type { LeaklintOptions, ReportFile } from "./plugin/options.js";

/** An Astro integration: it lints the pages, which are written after Vite has ended. */
export default function leaklint(options?: LeaklintOptions) {
  const session = new Session(options);
  let root = process.cwd();
  let isOn = true;
  const publicPrefixes = ["PUBLIC_", "VITE_"];
  return {
    name: "leaklint",
    hooks: {
      "astro:config:done": ({ config }: { config: { root: URL } }): void => {
        root = fileURLToPath(config.root);
      },
      "astro:build:start": ({ logger }: Logging): void => {
        const version = installed("astro", root);
        isOn = session.isFit("Astro", version, (text) => logger.warn(text));
        if (isOn) session.begin({ root, publicPrefixes });
      },
      "astro:build:done": async ({ dir, logger }: Done): Promise<void> => {
        if (!isOn) return;
        const say = {
          info: (text: string) => logger.info(text),
          warn: (text: string) => logger.warn(text),
        };
        await lintFolders(session, { "": fileURLToPath(dir) }, root, say, publicPrefixes);
      },
    },
  };
}

interface Logging {
  logger: { info(text: string): void; warn(text: string): void };
}

interface Done extends Logging {
  dir: URL;
}
