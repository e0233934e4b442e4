import { lintFolders } from "./plugin/folder.js";
import type { LeaklintOptions } from "./plugin/options.js";
import { Session } from "./plugin/session.js";

export type { LeaklintOptions, ReportFile } from "./plugin/options.js";

/** The part of Nuxt that is needed. */
interface Nuxt {
  _version?: string;
  options: { dev: boolean; rootDir: string; leaklint?: LeaklintOptions };
  hook(name: "build:before", work: () => void): void;
  hook(name: "nitro:init", work: (nitro: Nitro) => void): void;
  hook(name: "close", work: () => Promise<void>): void;
}

interface Nitro {
  options: { output: { publicDir: string } };
}

/** A Nuxt module: it lints `.output/public`, whose pages and payloads Nitro writes last. */
export default function leaklint(options: LeaklintOptions | undefined, nuxt: Nuxt): void {
  const session = new Session({ ...nuxt.options.leaklint, ...options });
  if (nuxt.options.dev || !session.isFit("Nuxt", nuxt._version, console.warn)) return;
  const { rootDir: root } = nuxt.options;
  const publicPrefixes = ["NUXT_PUBLIC_", "VITE_"];
  nuxt.hook("build:before", () => session.begin({ root, publicPrefixes }));
  let folder: string | undefined;
  nuxt.hook("nitro:init", (nitro) => {
    folder = nitro.options.output.publicDir;
  });
  nuxt.hook("close", async () => {
    if (folder) await lintFolders(session, { "": folder }, root, console, publicPrefixes);
  });
}
