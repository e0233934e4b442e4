// The engine's module, fetched and compiled once, while the page is being read.

import url from "../../../pkg/wasm/leaklint_bg.wasm?url";

/** Compiled; workers are given it, so none of them fetches anything. */
export const module: Promise<WebAssembly.Module> = load();
// Whoever needs it is told.
module.catch(() => {});

async function load(): Promise<WebAssembly.Module> {
  const response = await fetch(url).catch((error: Error) => fail(error.message));
  if (!response.ok) fail(String(response.status));
  const isTyped = response.headers.get("Content-Type")?.startsWith("application/wasm");
  return isTyped
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

function fail(reason: string): never {
  throw new Error(`The linter could not be loaded: ${reason}. Load the page again.`);
}
