// Where a project's build is, when no path was typed.

import { statSync } from "node:fs";
import { dependencies } from "./framework.js";

/** Frameworks by the package that they are, and where they leave what browsers get. */
const BY_PACKAGE: [name: string, folders: string[]][] = [
  ["next", ["out", ".next/static"]],
  ["nuxt", [".output/public", "dist"]],
  ["@sveltejs/kit", ["build/client", "build", ".svelte-kit/output/client"]],
  ["astro", ["dist/client", "dist"]],
  ["@react-router/dev", ["build/client"]],
  ["@remix-run/dev", ["build/client", "public/build"]],
  ["gatsby", ["public"]],
  ["react-scripts", ["build"]],
  ["@docusaurus/core", ["build"]],
  ["vitepress", ["docs/.vitepress/dist", ".vitepress/dist"]],
  ["@rspress/core", ["doc_build"]],
  ["@angular/core", ["dist"]],
  ["@ionic/core", ["www", "dist"]],
  ["expo", ["dist", "web-build"]],
  ["wxt", [".output"]],
  ["plasmo", ["build"]],
  ["quasar", ["dist/spa", "dist/pwa", "dist"]],
  ["storybook", ["storybook-static"]],
];

/** What the others call it. */
const COMMON = ["dist", "build", "out", ".next/static", ".output/public", "www", "public/build"];

/** The folder of the build, and how it was told. */
export function outputFolder(): { folder: string; of: string } | undefined {
  const packages = dependencies(".");
  for (const [name, folders] of BY_PACKAGE) {
    const folder = packages.has(name) ? folders.find(isFolder) : undefined;
    if (folder) return { folder, of: `the build of ${name}` };
  }
  const folder = COMMON.find(isFolder);
  return folder ? { folder, of: "the build" } : undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
