// Which bundlers the plugins work with.

import { createRequire } from "node:module";
import { join } from "node:path";

/** The least version of each that a plugin was tested with. */
const LEAST = {
  Vite: "7",
  Rollup: "4",
  Rolldown: "1",
  webpack: "5",
  Rspack: "1",
  Rsbuild: "1",
  esbuild: "0.17",
  Farm: "1",
  Next: "13",
  Astro: "7",
  Nuxt: "4",
};

export type Bundler = keyof typeof LEAST;

/**
 * Why a plugin does not work with what runs it; nothing when it does, or when nobody can tell the
 * version.
 */
export function outOfRange(bundler: Bundler, found: string | undefined): string | undefined {
  const least = LEAST[bundler];
  if (!found || isAtLeast(found, least)) return undefined;
  return `it needs ${bundler} ${least} or later, and this is ${bundler} ${found}: update it, or run \`npx leaklint\` after the build`;
}

function isAtLeast(version: string, least: string): boolean {
  const found = version.split(/[.-]/).map(Number);
  for (const [index, wanted] of least.split(".").map(Number).entries()) {
    const part = found[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

/** The version of a package as a project has it, for those that do not tell it to plugins. */
export function installed(name: string, project: string): string | undefined {
  try {
    return createRequire(join(project, "package.json"))(`${name}/package.json`).version;
  } catch {
    return undefined;
  }
}
