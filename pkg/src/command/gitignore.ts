// Whether git passes over a file, by the rules that everyone who clones the project has.

import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore from "ignore";
import { readBoundedText } from "../node/files.js";

/**
 * Whether the `.gitignore` files from the repository's root down to that of `path`, a file below
 * `root`, exclude it.
 */
export function excludes(root: string, path: string): boolean {
  const file = resolve(root, path);
  const folders = above(file);
  const top = folders.find((folder) => existsSync(join(folder, ".git"))) ?? resolve(root);
  // What is nearest decides.
  for (const folder of folders) {
    const { ignored, unignored } = rules(folder).test(relative(folder, file).replaceAll(sep, "/"));
    if (ignored || unignored) return ignored;
    if (folder === top) return false;
  }
  return false;
}

/** The folders that a file lies in, the nearest first. */
function above(file: string): string[] {
  const folder = dirname(file);
  return folder === file ? [] : [folder, ...above(folder)];
}

function rules(folder: string) {
  const read = ignore({ ignorecase: false });
  try {
    return read.add(readBoundedText(join(folder, ".gitignore")));
  } catch {
    return read;
  }
}
