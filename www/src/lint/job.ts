// What lint workers are given, and how a file of the browser's is linted in one.

import { type Engine, skipped } from "../../../pkg/src/engine.js";

/** A file to lint. The bytes are read in the worker, and only there. */
export interface Job {
  name: string;
  file: Blob;
  /** The source map beside it. */
  map?: Blob;
}

/** Files by their names. */
export type Files = ReadonlyMap<string, Blob>;

/** What one file gives, as one line of JSON. */
export async function lint(engine: Engine, job: Job, maps: Files, most: number): Promise<string> {
  const { name, file, map } = job;
  if (file.size > most) return engine.skip(name, file.size);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    return skipped(name, file.size, `not read: ${sentence(error)}`);
  }
  return engine.lint(name, bytes, (path) => readNow(path === `${name}.map` ? map : maps.get(path)));
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
