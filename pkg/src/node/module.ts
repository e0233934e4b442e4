// The module from the package's own files.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, constants } from "node:zlib";
import { start } from "../engine.js";

let compiled: WebAssembly.Module | undefined;

/** Compiled once: workers are given the same. */
export function compiledModule(): WebAssembly.Module {
  if (compiled) return compiled;
  const path = fileURLToPath(new URL("../../wasm/leaklint_bg.wasm", import.meta.url));
  try {
    compiled = new WebAssembly.Module(new Uint8Array(readFileSync(path)));
  } catch (error) {
    const state = error instanceof WebAssembly.CompileError ? "damaged" : "missing";
    throw new Error(`leaklint's module is ${state} (${path}): install the package again`, {
      cause: error,
    });
  }
  return compiled;
}

/** Makes the module ready on this thread. */
export function startHere(): void {
  start(compiledModule(), unpackBrotli);
}

/** Node's own brotli; of what is cut off, what is there. */
export function unpackBrotli(packed: Uint8Array, most: number) {
  const options = { maxOutputLength: most };
  try {
    return { bytes: brotliDecompressSync(packed, options), isWhole: true };
  } catch {
    try {
      const finishFlush = constants.BROTLI_OPERATION_FLUSH;
      return { bytes: brotliDecompressSync(packed, { ...options, finishFlush }), isWhole: false };
    } catch {
      return { bytes: new Uint8Array(), isWhole: false };
    }
  }
}
