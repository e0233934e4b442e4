// Which framework or bundler a project is of.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readBoundedText } from "../node/files.js";
import { texts } from "./texts.js";

/** A framework or a bundler, as far as leaklint has something to say to its projects. */
export interface Framework {
  name: string;
  /** Packages that a project of it depends on. */
  packages: string[];
  /** How its files of settings are called, without their endings. */
  files: string[];
  /** Where its build puts what browsers get. */
  output: string;
  /** Which variables its build puts into client code, in words. */
  public: string;
  /** How leaklint comes into its build, when not by a script behind it. */
  plugin?: { file: string; lines: string[] };
}

/** The framework of the project in a folder, and what says so: a package, or else a file. */
export function ofProject(root: string): { framework: Framework; by: string } | undefined {
  const packages = dependencies(root);
  const files = names(root);
  for (const framework of texts().frameworks) {
    const name = framework.packages.find((name) => packages.has(name));
    if (name) return { framework, by: `package.json has ${name}` };
  }
  for (const framework of texts().frameworks) {
    const file = files.find((name) =>
      framework.files.some((wanted) => wanted === stem(name) || wanted === name),
    );
    if (file) return { framework, by: `there is ${file}` };
  }
  return undefined;
}

/** The file of settings that the project has for a framework, or `usual`. */
export function settingsFile(root: string, usual: string): string {
  if (!usual.includes(".")) return usual;
  const isIt = (name: string) => name.includes(".") && stem(name) === stem(usual);
  return names(root).find(isIt) ?? usual;
}

/** What package.json depends on; nothing when it cannot be read. */
export function dependencies(root: string): Set<string> {
  try {
    const manifest = JSON.parse(readBoundedText(join(root, "package.json")));
    return new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  } catch {
    return new Set();
  }
}

function names(root: string): string[] {
  try {
    return readdirSync(root).sort();
  } catch {
    return [];
  }
}

/** A name without its ending. */
function stem(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? name : name.slice(0, dot);
}
