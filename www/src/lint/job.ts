// What lint workers are given, and how a file of the browser's is linted in one.

import { type Engine, skipped } from "../../../pkg/src/engine.js";

/** A file to lint. The bytes are read in the worker, and only there. */
export interface Job {
  name: string;
  file: Blob;
  /** The source map beside it. */
  map?: Blob;
}

/** A file among others in one blob: for small files, asking the browser takes longest. */
export interface Item {
  name: string;
  bytes: number;
  map?: Blob;
}

/** Files by their names. */
export type Files = ReadonlyMap<string, Blob>;

/** What one file gives, as one line of JSON. */
export function lint(engine: Engine, item: Item, content: Uint8Array, maps: Files): string {
  const { name, map } = item;
  return engine.lint(name, content, (path) =>
    readNow(path === `${name}.map` ? map : maps.get(path)),
  );
}

/** A file of its own: what cannot be read is said. */
export async function lintAlone(
  engine: Engine,
  job: Job,
  maps: Files,
  most: number,
): Promise<string> {
  const { name, file } = job;
  const item = { ...job, bytes: file.size };
  if (file.size > most) return engine.skip(name, file.size);
  try {
    return lint(engine, item, new Uint8Array(await file.arrayBuffer()), maps);
  } catch (error) {
    return skipped(name, file.size, `not read: ${sentence(error)}`);
  }
}

/** The bytes of a file, without waiting: the engine asks in the middle of its work. */
export function readNow(file: Blob | undefined): Uint8Array | undefined {
  if (!file) return undefined;
  try {
    return new Uint8Array(new FileReaderSync().readAsArrayBuffer(file));
  } catch {
    return undefined;
  }
}

/** What went wrong with a file, in the words of the native command. */
export function sentence(error: unknown): string {
  switch ((error as DOMException).name) {
    case "NotFoundError":
      return "there is no such file any more";
    case "NotReadableError":
      return "permission denied, or it changed since it was dropped";
    case "SecurityError":
      return "the browser does not allow it";
    default:
      return error instanceof RangeError ? "there is not enough memory" : String(error);
  }
}
