import { resolve } from "node:path";
import type { Variable } from "./generated/types.js";
import { everyVariable } from "./plugin/environment.js";
import { lintFolders } from "./plugin/folder.js";
import { publicSecrets, publishedSources, publishedVariables } from "./plugin/misconfiguration.js";
import { unsaid } from "./plugin/once.js";
import type { LeaklintOptions } from "./plugin/options.js";
import { Session } from "./plugin/session.js";

export type { LeaklintOptions, ReportFile } from "./plugin/options.js";

/** The part of Nuxt that is needed. */
interface Nuxt {
  _version?: string;
  options: {
    dev: boolean;
    /** Whether only types are written. */
    _prepare?: boolean;
    rootDir: string;
    leaklint?: LeaklintOptions;
    /** What is in `public` is in every page that the server makes. */
    runtimeConfig?: { public?: unknown };
    /** The folder that is copied is a whole path, or one below the root. */
    dir?: { public?: string };
    sourcemap?: { client?: boolean | "hidden" };
  };
  hook(name: "build:before", work: () => void): void;
  hook(name: "nitro:init", work: (nitro: Nitro) => void): void;
  hook(name: "close", work: () => Promise<void>): void;
}

/** What the settings that pages hold are called in the report. */
const PUBLIC_SETTINGS = "runtimeConfig.public.json";

interface Nitro {
  options: { output: { publicDir: string } };
}

/** A Nuxt module: it lints `.output/public`, whose pages and payloads Nitro writes last. */
export default function leaklint(options: LeaklintOptions | undefined, nuxt: Nuxt): void {
  const session = new Session({ ...nuxt.options.leaklint, ...options });
  if (nuxt.options.dev || nuxt.options._prepare) return;
  if (!session.isFit("Nuxt", nuxt._version, console.warn)) return;
  const { rootDir: root } = nuxt.options;
  session.settle(root);
  const publicPrefixes = ["NUXT_PUBLIC_", "VITE_"];
  let isBegun = false;
  let folder: string | undefined;
  nuxt.hook("build:before", () => {
    isBegun = true;
    session.begin({ root, publicPrefixes });
    for (const problem of unsaid(problems(nuxt, publicPrefixes), root))
      console.warn(`leaklint: ${problem}`);
  });
  nuxt.hook("nitro:init", (nitro) => {
    folder = nitro.options.output.publicDir;
  });
  nuxt.hook("close", async () => {
    if (!isBegun) return;
    const reason = "Nuxt ended without an output folder";
    const failure = !folder && session.unfinished(reason, console.warn);
    if (failure) throw new Error(failure);
    if (!folder) return;
    const variables = everyVariable(root, "production");
    const text = publicSettings(nuxt.options.runtimeConfig?.public, variables);
    const texts: Record<string, string> = text ? { [PUBLIC_SETTINGS]: text } : {};
    await lintFolders(session, { "": folder }, root, console, publicPrefixes, texts);
  });
}

/** The settings that pages hold, with those of the environment in place of the written ones. */
function publicSettings(settings: unknown, variables: Variable[]): string | undefined {
  // The process's own come last, and go before those of files.
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  const read = (value: unknown, name: string): unknown => {
    if (typeof value !== "object" || value === null) return values.get(name) ?? value;
    const members = Object.entries(value).map(([key, member]) => {
      const words = key.replace(/([a-z\d])([A-Z])/g, "$1_$2").replace(/[-.\s]/g, "_");
      return [key, read(member, `${name}_${words.toUpperCase()}`)];
    });
    return Array.isArray(value) ? value : Object.fromEntries(members);
  };
  return JSON.stringify(read(settings, "NUXT_PUBLIC"), undefined, 2);
}

/** What is wrong with the configuration. */
function problems({ options: { rootDir, dir, sourcemap } }: Nuxt, prefixes: string[]): string[] {
  const found = publicSecrets(everyVariable(rootDir, "production"), prefixes);
  found.push(...publishedVariables(resolve(rootDir, dir?.public ?? "public")));
  if (sourcemap?.client === true) {
    found.push(publishedSources("`sourcemap.client`", 'use "hidden"'));
  }
  return found;
}
