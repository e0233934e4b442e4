// One file to lint, and how: the same on this thread and in a worker.

import { realpathSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type Engine, skipped } from "../engine.js";
import { readBounded, TooLong } from "./files.js";

/** A file on the disk or in memory, with the maps that it may name. */
export interface Job {
  name: string;
  /** Of a file on the disk: another one when it was changed. */
  stamp?: string;
  /** Where it is on the disk; or */
  path?: string;
  /** its content; or */
  bytes?: Uint8Array;
  /** why it is not read. */
  notice?: string;
  /** The source maps in memory that it may name; or */
  maps?: Record<string, Uint8Array>;
  /** its map, whatever it calls it. */
  map?: Uint8Array;
}

/** Where the files that are linted are on the disk, by their names. */
export type Paths = ReadonlyMap<string, string>;

/** What a job gives: the report as JSON text, and what went wrong with the file itself. */
export interface Outcome {
  report: string;
  problem?: string;
}

/** Longer plain files are not compared. */
const MOST_TWIN = 2 ** 30;

/** Lints one file. */
export function work(engine: Engine, job: Job, maxFileSize: number, paths: Paths): Outcome {
  if (job.notice !== undefined) return { report: skipped(job.name, 0, job.notice) };
  let bytes = job.bytes;
  if (!bytes) {
    try {
      bytes = readBounded(job.path as string, maxFileSize);
    } catch (error) {
      if (error instanceof TooLong) return { report: engine.skip(job.name, error.bytes) };
      const problem = sentence(error);
      return { report: skipped(job.name, 0, `not read: ${problem}`), problem };
    }
  }
  if (bytes.byteLength > maxFileSize) return { report: engine.skip(job.name, bytes.byteLength) };
  if (isTwin(job, bytes, paths)) return { report: twin(job.name, bytes.byteLength) };
  const unused: string[] = [];
  const maps = (name: string) => mapOf(job, name, paths, maxFileSize, unused);
  const report = engine.lint(job.name, bytes, maps);
  return { report: unused.length ? noted(report, unused) : report };
}

function noted(report: string, notices: string[]): string {
  const read = JSON.parse(report);
  read.file.notices.push(...notices);
  return JSON.stringify(read);
}

/** A map of the build; or one beside a file that was named by itself. `unused` gets why not. */
function mapOf(
  job: Job,
  name: string,
  paths: Paths,
  most: number,
  unused: string[],
): Uint8Array | undefined {
  const inMemory = job.map ?? job.maps?.[name];
  if (inMemory) return inMemory;
  const path = paths.get(name) ?? besidePath(job, name);
  if (!path) return undefined;
  const say = (reason: string) => {
    unused.push(`the source map \`${name}\` was not used: ${reason}`);
    return undefined;
  };
  try {
    if (job.path && !isInside(job.path, path)) {
      return say("it is a link that leads out of the folder");
    }
    return readBounded(path, most);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return isMissing ? undefined : say(sentence(error));
  }
}

/**
 * Whether a map, behind its links, is below the folder that it and its file share by their names,
 * or in the folder where the file itself is.
 */
function isInside(file: string, map: string): boolean {
  const real = realpathSync(map);
  let shared = dirname(file);
  while (!isBelow(map, shared) && dirname(shared) !== shared) shared = dirname(shared);
  return isBelow(real, realpathSync(shared)) || isBelow(real, dirname(realpathSync(file)));
}

function isBelow(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function besidePath({ name: own, path }: Job, name: string): string | undefined {
  const file = posix.basename(name);
  const isBeside = posix.dirname(name) === posix.dirname(own) && file !== "." && file !== "..";
  return path && isBeside ? join(dirname(path), file) : undefined;
}

/**
 * Whether a file is packed (`app.js.gz` beside `app.js`, as servers want them) and its plain file,
 * which is linted, holds the same: it says nothing new.
 */
function isTwin({ name, path }: Job, bytes: Uint8Array, paths: Paths): boolean {
  const [, plainName, ending] = /^(.+)\.(gz|br)$/.exec(name) ?? [];
  const plain = path && plainName ? paths.get(plainName) : undefined;
  if (!plain) return false;
  try {
    const whole = readBounded(plain, MOST_TWIN);
    // Whatever is longer holds something else.
    const bound = { maxOutputLength: whole.byteLength + 1 };
    const unpacked =
      ending === "gz" ? gunzipSync(bytes, bound) : brotliDecompressSync(bytes, bound);
    return unpacked.equals(whole);
  } catch {
    return false;
  }
}

function twin(path: string, bytes: number): string {
  const file = { path, kind: "archive", bytes, analysis: "binary", notices: [], code: false };
  return JSON.stringify({ file, findings: [] });
}

/** What went wrong, in the words of the native command. */
export function sentence(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EEXIST":
      return "it is there already";
    case "EISDIR":
      return "it is a folder";
    default:
      return message;
  }
}
