// The files of a build: from the bundler's memory, or from the disk.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import type { Job } from "../node/job.js";
import { referencedMaps } from "../node/maps.js";

/** What a build gives to browsers, by name. */
export class Files {
  readonly #inMemory = new Map<string, Uint8Array>();
  readonly #onDisk = new Map<string, { path: string; bytes: number }>();

  /** Adds a file as the bundler has it. */
  add(name: string, content: string | Uint8Array): void {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    this.#inMemory.set(name.replaceAll("\\", "/"), bytes);
  }

  /** Adds every file below `folder` that is not there yet. */
  addFolder(folder: string, prefix = ""): void {
    for (const entry of list(folder)) {
      const path = join(folder, entry);
      const name = prefix + entry;
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory()) this.addFolder(path, `${name}/`);
      else if (stat?.isFile() && !this.#inMemory.has(name)) {
        this.#onDisk.set(name, { path, bytes: stat.size });
      }
    }
  }

  /** What is there that `others` do not have. */
  without(others: Files): Files {
    const rest = new Files();
    for (const [name, file] of this.#onDisk) {
      const isKnown = others.#inMemory.has(name) || others.#onDisk.get(name)?.bytes === file.bytes;
      if (!isKnown) rest.#onDisk.set(name, file);
    }
    return rest;
  }

  get size(): number {
    return this.#inMemory.size + this.#onDisk.size;
  }

  /** What is to be linted of them. */
  jobs(
    include: string[],
    exclude: string[],
  ): { jobs: Job[]; bytes: number; paths: Map<string, string> } {
    const options = { dot: true };
    const isIn = include.length ? picomatch(include, options) : () => true;
    const isOut = exclude.length ? picomatch(exclude, options) : () => false;
    const isWanted = (name: string) => isIn(name) && !isOut(name);
    const jobs: Job[] = [];
    const paths = new Map<string, string>();
    let total = 0;
    for (const [name, bytes] of this.#inMemory) {
      if (!isWanted(name)) continue;
      jobs.push({
        name,
        bytes,
        maps: referencedMaps(name, bytes, (map) => this.#inMemory.get(map)),
      });
      total += bytes.byteLength;
    }
    for (const [name, { path, bytes }] of this.#onDisk) {
      paths.set(name, path);
      if (!isWanted(name)) continue;
      jobs.push({ name, path });
      total += bytes;
    }
    return { jobs, bytes: total, paths };
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
