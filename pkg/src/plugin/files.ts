// The files of a build: from the bundler's memory, or from the disk.

import { readFileSync, statSync } from "node:fs";
import picomatch from "picomatch";
import type { Job } from "../node/job.js";
import { referencedMaps } from "../node/maps.js";
import { below, type Found } from "../node/walk.js";

/** What is to be linted. */
export interface Work {
  /** The longest first: what takes longest must not be last. */
  jobs: Job[];
  /** Size of all together. */
  bytes: number;
  /** Where files are on the disk. */
  paths: Map<string, string>;
}

/** What a build gives to browsers, by name. */
export class Files {
  /** What could not be read. */
  readonly problems: string[] = [];
  readonly #inMemory = new Map<string, Uint8Array>();
  readonly #onDisk = new Map<string, Found>();
  readonly #modules = new Map<string, string[]>();
  /** Made when everything is there. */
  #places: Set<string | undefined> | undefined;

  /** Adds a file as the bundler has it. */
  add(name: string, content: string | Uint8Array): void {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    this.#inMemory.set(name.replaceAll("\\", "/"), bytes);
  }

  /** Says which modules are in a file, by the bundler's ids: paths, often with a query. */
  made(name: string, ids: Iterable<string>): void {
    const paths = [...ids].flatMap((id) => id.split("?")[0] || []);
    this.#modules.set(name, [...this.modules(name), ...paths]);
  }

  /** The modules that are in a file, as paths. */
  modules(name: string): string[] {
    return this.#modules.get(name) ?? [];
  }

  /** Whether one of the files is at `path` on the disk. */
  isAt(path: string): boolean {
    this.#places ??= new Set([...this.#onDisk.values()].map(({ job }) => job.path));
    return this.#places.has(path);
  }

  /** Adds a file that the bundler has written. */
  addPath(name: string, path: string): void {
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.#onDisk.set(name, { job: { name, path }, bytes });
  }

  /** Adds every file below `folder` that is not there yet, if its name is `wanted`. */
  addFolder(folder: string, prefix = "", wanted: (name: string) => boolean = () => true): void {
    const { found, problems } = below(folder, prefix);
    this.problems.push(...problems);
    for (const file of found) {
      if (!wanted(file.job.name)) continue;
      if (!this.#inMemory.has(file.job.name)) this.#onDisk.set(file.job.name, file);
    }
  }

  /** What is there that `others` do not have. */
  without(others: Files): Files {
    const rest = new Files();
    rest.problems.push(...this.problems);
    for (const [name, file] of this.#onDisk) {
      if (!others.#has(name, file)) rest.#onDisk.set(name, file);
    }
    return rest;
  }

  #has(name: string, { job, bytes }: Found): boolean {
    const inMemory = this.#inMemory.get(name);
    if (inMemory) return inMemory.byteLength === bytes;
    const before = this.#onDisk.get(name);
    if (before?.bytes !== bytes) return false;
    if (before.job.path === job.path) return before.job.stamp === job.stamp;
    // A copy, of the public folder for example.
    return isSameFile(before.job.path, job.path);
  }

  /** All of these and of `others`. */
  and(others: Files): Files {
    const all = new Files();
    all.problems.push(...this.problems, ...others.problems);
    for (const files of [this, others]) {
      for (const [name, bytes] of files.#inMemory) all.#inMemory.set(name, bytes);
      for (const [name, file] of files.#onDisk) all.#onDisk.set(name, file);
      for (const [name, ids] of files.#modules) all.#modules.set(name, ids);
    }
    return all;
  }

  /** Whether there is nothing to lint, and nothing to tell. */
  get isEmpty(): boolean {
    return this.#inMemory.size + this.#onDisk.size + this.problems.length === 0;
  }

  /** What is to be linted of them. */
  work(include: string[], exclude: string[]): Work {
    const isWanted = filter(include, exclude);
    const inMemory = [...this.#inMemory].map(([name, bytes]) => {
      const maps = referencedMaps(name, bytes, (map) => this.#inMemory.get(map));
      return { job: { name, bytes, maps }, bytes: bytes.byteLength };
    });
    const wanted = [...inMemory, ...this.#onDisk.values()].filter(({ job }) => isWanted(job.name));
    wanted.sort((a, b) => b.bytes - a.bytes);
    const onDisk = [...this.#onDisk.values()].map(({ job }) => job);
    return {
      jobs: wanted.map(({ job }) => job),
      bytes: wanted.reduce((sum, { bytes }) => sum + bytes, 0),
      paths: new Map(onDisk.flatMap(({ name, path }) => (path ? [[name, path]] : []))),
    };
  }
}

function isSameFile(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return false;
  try {
    return readFileSync(one).equals(readFileSync(other));
  } catch {
    return false;
  }
}

/** Whether a name is one of those that were asked for. */
export function filter(include: string[], exclude: string[]): (name: string) => boolean {
  const options = { dot: true };
  const isIn = include.length ? picomatch(include, options) : () => true;
  const isOut = exclude.length ? picomatch(exclude, options) : () => false;
  return (name) => isIn(name) && !isOut(name);
}
