// One file to lint, and how: the same on this thread and in a worker.

import { readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type Engine, skipped } from "../engine.js";

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

/** Lints one file. */
export function work(engine: Engine, job: Job, maxFileSize: number, paths: Paths): Outcome {
  if (job.notice !== undefined) return { report: skipped(job.name, 0, job.notice) };
  let bytes = job.bytes;
  if (!bytes) {
    try {
      const { size } = statSync(job.path as string);
      if (size > maxFileSize) return { report: engine.skip(job.name, size) };
      bytes = readFileSync(job.path as string);
    } catch (error) {
      const problem = sentence(error);
      return { report: skipped(job.name, 0, `not read: ${problem}`), problem };
    }
  }
  if (bytes.byteLength > maxFileSize) return { report: engine.skip(job.name, bytes.byteLength) };
  if (isTwin(job, bytes, paths)) return { report: twin(job.name, bytes.byteLength) };
  return { report: engine.lint(job.name, bytes, (name) => mapOf(job, name, paths)) };
}

/** A map of the build; or one beside a file that was named by itself. */
function mapOf(job: Job, name: string, paths: Paths): Uint8Array | undefined {
  const inMemory = job.map ?? job.maps?.[name];
  if (inMemory) return inMemory;
  const path = paths.get(name) ?? besidePath(job, name);
  if (!path) return undefined;
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
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
    const unpacked = ending === "gz" ? gunzipSync(bytes) : brotliDecompressSync(bytes);
    return unpacked.equals(readFileSync(plain));
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
