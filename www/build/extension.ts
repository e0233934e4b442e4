// The browser extension, beside the page: the folder to load, and the same packed.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import type { Plugin } from "vite";
import { bundle } from "./bundle.ts";
import { zipped } from "./zip.ts";

const SCRIPTS: Record<string, string> = {
  "panel.js": "extension/panel.ts",
  "background.js": "extension/background.ts",
  "collect.js": "extension/collect.ts",
  "worker.js": "../pkg/src/dropin/worker.ts",
};
const COPIED: Record<string, string> = {
  "manifest.json": "extension/manifest.json",
  "panel.html": "extension/panel.html",
  "icon-16.png": "extension/icon-16.png",
  "icon-48.png": "extension/icon-48.png",
  "icon-128.png": "extension/icon-128.png",
  "leaklint_bg.wasm": "../pkg/wasm/leaklint_bg.wasm",
};

/** Writes `extension/` and `leaklint-extension.zip`, which web stores take. */
export function extension(out: string): Plugin {
  return {
    name: "leaklint:extension",
    apply: "build",
    async closeBundle() {
      const folder = `${out}/extension`;
      await mkdir(folder, { recursive: true });
      for (const [name, input] of Object.entries(SCRIPTS)) {
        await bundle(input, `${folder}/${name}`, name === "collect.js" ? "iife" : "es");
      }
      for (const [name, from] of Object.entries(COPIED)) await copyFile(from, `${folder}/${name}`);
      const names = [...Object.keys(COPIED), ...Object.keys(SCRIPTS)].sort();
      const files = names.map(async (name) => ({
        name,
        bytes: await readFile(`${folder}/${name}`),
      }));
      await writeFile(`${out}/leaklint-extension.zip`, zipped(await Promise.all(files)));
    },
  };
}
