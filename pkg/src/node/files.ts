// Reads of regular files within bounds, and writes that are whole and go through no link.

import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** The longest file of settings, variables, certificates or findings, in bytes. */
export const LONGEST = 2 ** 26;

/** A file has more bytes than were allowed. */
export class TooLong extends Error {
  constructor(readonly bytes: number) {
    super(`it has at least ${bytes} bytes, which are too many`);
  }
}

/** Returns the bytes of a regular file; throws for a pipe or a device, which is never waited for. */
export function readBounded(path: string | Buffer, most = LONGEST): Buffer {
  // The user's own pipe, as the shell's `<(command)` makes it: like standard input.
  if (/^\/(?:dev\/fd\/\d+|proc\/self\/fd\/\d+|dev\/stdin)$/.test(String(path))) {
    return readFileSync(path);
  }
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    if (!stat.isFile()) throw new Error("it is not a regular file");
    if (stat.size > most) throw new TooLong(stat.size);
    const bytes = readFileSync(file);
    if (bytes.byteLength > most) throw new TooLong(bytes.byteLength);
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** The same as text. */
export function readBoundedText(path: string): string {
  return readBounded(path).toString("utf8");
}

/** Writes a file: what was there stays until all of the new text is, and so do its permissions. */
export function replaceFile(path: string, text: string): void {
  const before = regular(path);
  const beside = join(dirname(path), `.leaklint-${randomBytes(8).toString("hex")}.tmp`);
  // Exclusively: a link of that name is an error.
  const file = openSync(beside, "wx", before ? 0o600 : 0o666);
  try {
    try {
      if (before) fchmodSync(file, before.mode & 0o7777);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Writes a report where the user wants it: a file is replaced, a pipe or a device written to. */
export function writeOutput(path: string, text: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  const isStream = found !== undefined && !found.isFile() && !found.isDirectory();
  if (isStream || /^\/(?:dev|proc)\//.test(path)) writeFileSync(path, text);
  else replaceFile(path, text);
}

/** Adds whole lines after those that a text file has. */
export function appendLines(path: string, lines: string): void {
  const before = regular(path) ? readBoundedText(path) : "";
  const gap = before && !before.endsWith("\n") ? "\n" : "";
  replaceFile(path, `${before}${gap}${lines}`);
}

/** Does `work`, which reads and writes the file at `path`, while no other process does. */
export function locked<T>(path: string, work: () => T): T {
  const lock = `${path}.lock`;
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      closeSync(openSync(lock, "wx"));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (Date.now() > until) {
        throw new Error(`another leaklint writes it; if none does, remove ${lock}`);
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Milliseconds for which another process may hold a lock. */
const PATIENCE = 20_000;

/** Whether something is there that reading uses, or says why not. */
export function isThere(path: string): boolean {
  const found = existsSync(path) ? statSync(path, { throwIfNoEntry: false }) : undefined;
  return found !== undefined && !found.isDirectory();
}

/** What is at `path`, if anything is. Throws when it is a link or no regular file. */
function regular(path: string): Stats | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile()) return found;
  if (found.isSymbolicLink()) {
    throw new Error(
      "it is a symbolic link, and nothing is written through one: name the file itself",
    );
  }
  throw new Error(found.isDirectory() ? "it is a folder" : "it is not a regular file");
}
