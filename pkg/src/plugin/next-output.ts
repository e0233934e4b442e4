// What a Next build gives to browsers: its chunks, its pages, and what it copies.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Files } from "./files.js";

/** Of `server/`, what is sent as it is: pages, their payloads and data, and bodies. */
const SENT: Record<string, RegExp> = {
  app: /\.(?:html|rsc|body)$/,
  pages: /(?:\.html|(?<!\.nft|[-_]manifest)\.json)$/,
};
/** Headers of what is sent, beside what only the server needs. */
const META = /\.meta$/;

/** Where a build is. */
export interface Output {
  /** The project's root. */
  root: string;
  /** Where Next writes, a whole path. */
  dist: string;
  /** Where pages are exported to, if they are. */
  exported: string | undefined;
}

/** Returns the chunks and the public folder, as soon as they are compiled. */
export function compiled({ root, dist }: Output): Files {
  const files = new Files();
  files.addFolder(join(dist, "static"), "_next/static/");
  if (existsSync(join(root, "public"))) files.addFolder(join(root, "public"));
  return files;
}

/** Returns what is written when everything is compiled. Never the server's own code. */
export function pages({ dist, exported }: Output): Files {
  const files = new Files();
  if (exported && existsSync(exported)) {
    files.addFolder(exported);
    return files;
  }
  for (const [folder, sent] of Object.entries(SENT)) {
    const path = join(dist, "server", folder);
    if (!existsSync(path)) continue;
    files.addFolder(path, `server/${folder}/`, (name) => sent.test(name));
    addHeaders(files, path, `server/${folder}/`);
  }
  return files;
}

function addHeaders(files: Files, folder: string, prefix: string): void {
  const meta = new Files();
  meta.addFolder(folder, prefix, (name) => META.test(name));
  for (const [name, path] of meta.work([], []).paths) {
    try {
      const { headers } = JSON.parse(readFileSync(path, "utf8"));
      if (headers && Object.keys(headers).length) files.add(name, JSON.stringify({ headers }));
    } catch {
      files.addPath(name, path);
    }
  }
}

/** Whether a build of this process ended: Next writes this file in each. */
export function isBuilt(dist: string): boolean {
  const written = statSync(join(dist, "BUILD_ID"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return written >= Date.now() - performance.now();
}
