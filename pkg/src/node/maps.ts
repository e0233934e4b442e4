// Which source maps a file may name: its worker is given those and no others.

import type { Maps } from "../engine.js";

/** The comment is in the last lines. */
const TAIL_BYTES = 4096;

/** The maps among the files that `name` may refer to. */
export function referencedMaps(
  name: string,
  bytes: Uint8Array,
  maps: Maps,
): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const candidate of mapNames(name, bytes)) {
    const map = maps(candidate);
    if (map) found[candidate] = map;
  }
  return found;
}

/** Where the map of a file may be: beside it, or where its last comment says. */
export function mapNames(name: string, bytes: Uint8Array): string[] {
  if (!/\.(?:[cm]?js|css)$/.test(name)) return [];
  const tail = Buffer.from(bytes.subarray(-TAIL_BYTES)).toString("latin1");
  const names = [`${name}.map`];
  for (const [, url] of tail.matchAll(/[#@]\s*sourceMappingURL=([^\s*'"]+)/g)) {
    if (!url || url.startsWith("data:")) continue;
    const { pathname } = new URL(url, new URL(name, "file:///"));
    names.push(decodeURIComponent(pathname.slice(1)));
  }
  return names;
}
