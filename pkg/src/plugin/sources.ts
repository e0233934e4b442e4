// What a person may have written, for builds that do not tell which modules are in them.

import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { texts } from "../command/texts.js";

/** More are not a project's, and would be waited for. */
const MOST = 5_000;

const SOURCE = /(?<!\.d)\.(?:[cm]?[jt]sx?|vue|svelte|astro|html?|mdx?|json)$/;

/** The sources below `project`: those in folders first, because configuration names variables too. */
export function sources(project: string): string[] {
  const root = resolve(project);
  const made = new Set(texts().outputs.forBrowsers.map((path) => join(root, path)));
  const found: string[] = [];
  const waiting = [root];
  for (let folder = waiting.shift(); folder && found.length < MOST; folder = waiting.shift()) {
    for (const { path, isFolder } of entries(folder)) {
      if (!isFolder) found.push(path);
      else if (!made.has(path)) waiting.push(path);
    }
  }
  const inRoot = found.filter((path) => join(path, "..") === root);
  return [...found.slice(inRoot.length), ...inRoot];
}

/** The sources and folders in `folder`; none when it cannot be read: others tell that. */
function entries(folder: string): { path: string; isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
      .map((entry) => ({ path: join(folder, entry.name), isFolder: entry.isDirectory() }))
      .filter(({ path, isFolder }) => isFolder || SOURCE.test(path));
  } catch {
    return [];
  }
}
