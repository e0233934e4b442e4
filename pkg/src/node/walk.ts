// Paths, to the files that are linted.

import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { readBounded } from "./files.js";
import { type Job, sentence } from "./job.js";

/** Folders that are passed over below a folder that was named. */
const IGNORED = ["node_modules", ".git"];

/** What is to be linted, and what went wrong on the way. */
export interface Walk {
  jobs: Job[];
  /** Size of all files together. */
  bytes: number;
  paths: Map<string, string>;
  problems: string[];
}

/** A file, and how long it is. */
export interface Found {
  job: Job;
  bytes: number;
}

/** Every file at or below `words`, the largest first: what takes longest must not be last. */
export function walk(words: string[], stdinName: string, noIgnore: boolean): Walk {
  const found: Found[] = [];
  const problems: string[] = [];
  const folders = words.filter((path) => path !== "-" && isFolder(path)).length;
  for (const path of words) {
    if (path === "-") {
      found.push({
        job: { name: stdinName, bytes: readFileSync(0) },
        bytes: Number.MAX_SAFE_INTEGER,
      });
      continue;
    }
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) {
        const prefix = folders > 1 ? `${typed(path).replace(/\/+$/, "")}/` : "";
        folder(path, prefix, [], { found, problems, noIgnore });
      } else {
        found.push({ job: { name: typed(path), path }, bytes: stat.size });
      }
    } catch (error) {
      problems.push(`\`${path}\` cannot be read: ${sentence(error)}`);
    }
  }
  found.sort((a, b) => b.bytes - a.bytes || (a.job.name < b.job.name ? -1 : 1));
  const jobs = found.map(({ job }) => job);
  const bytes = found.reduce((sum, file) => sum + (file.job.bytes?.byteLength ?? file.bytes), 0);
  const paths = new Map(jobs.flatMap(({ name, path }) => (path ? [[name, path]] : [])));
  return { jobs, bytes, paths, problems };
}

/** Every file below `path`, which may be missing; names begin with `prefix`. */
export function below(path: string, prefix: string): Pick<Into, "found" | "problems"> {
  const into: Into = { found: [], problems: [], noIgnore: true };
  try {
    folder(path, prefix, [], into);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      into.problems.push(`\`${path}\` cannot be read: ${sentence(error)}`);
    }
  }
  return into;
}

interface Into {
  found: Found[];
  problems: string[];
  noIgnore: boolean;
}

/** Adds what is below `path`; `around` are the real folders that it lies in. */
function folder(path: string, prefix: string, around: string[], into: Into): void {
  const { found, problems, noIgnore } = into;
  const real = realpathSync(path);
  // A link to a folder around it: everything there is read anyway.
  if (around.includes(real)) return;
  for (const raw of readdirSync(path, { encoding: "buffer" })) {
    const entry = raw.toString();
    const at = join(path, entry);
    const name = prefix + entry;
    try {
      const unusual = Buffer.from(entry).equals(raw) ? undefined : inBytes(path, raw);
      const stat = statSync(unusual ?? at);
      if (unusual && stat.isFile()) {
        found.push({ job: { name, bytes: readBounded(unusual, 2 ** 30) }, bytes: stat.size });
      } else if (stat.isDirectory()) {
        if (noIgnore || !IGNORED.includes(entry)) folder(at, `${name}/`, [...around, real], into);
      } else if (stat.isFile()) {
        const stamp = `${stat.size} ${stat.mtimeMs}`;
        found.push({ job: { name, path: at, stamp }, bytes: stat.size });
      } else {
        // A pipe or a device would be waited for.
        found.push({ job: { name, notice: "not read: it is not a regular file" }, bytes: 0 });
      }
    } catch (error) {
      const { reason, isProblem } = failure(at, error);
      found.push({ job: { name, notice: `not read: ${reason}` }, bytes: 0 });
      if (isProblem) problems.push(`\`${at}\` cannot be read: ${reason}`);
    }
  }
}

/** The path of a file whose name is not text: no string names it. */
function inBytes(path: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${path}/`), name]);
}

function failure(path: string, error: unknown): { reason: string; isProblem: boolean } {
  const { code } = error as NodeJS.ErrnoException;
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (isLink && code === "ELOOP") {
    return { reason: "a symbolic link that leads back to itself", isProblem: false };
  }
  if (isLink && code === "ENOENT") {
    return { reason: "a symbolic link that leads nowhere", isProblem: true };
  }
  return { reason: sentence(error), isProblem: true };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A path as it was typed, with `/`. */
function typed(path: string): string {
  return process.platform === "win32" ? path.replaceAll("\\", "/") : path;
}
