// What servers pack answers with (RFC 9110, "Content Codings"), unpacked within a bound.

import { Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import { Refusal } from "./failure.js";

/** More codings on top of each other are nobody's. */
const MOST_CODINGS = 3;

/** Packed more tightly, a long answer is not text that a person or a bundler wrote. */
const MOST_TIMES = 32;
/** Up to this many bytes it does not matter how tightly. */
const SMALL = 2 ** 24;

/** How many bytes may come out of `packed` ones. */
export function mostOf(packed: number): number {
  return Math.max(packed * MOST_TIMES, SMALL);
}

// Node has it since 22.15.
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

/** What is unpacked here. */
export const CODINGS = `gzip, deflate, br${createZstdDecompress ? ", zstd" : ""}`;

/** An answer without its packing. */
export interface Unpacked {
  bytes: Uint8Array;
  /** What is missing of it. */
  lack?: string | undefined;
  /** Whether the packing is not what it is said to be. */
  isBroken: boolean;
}

/** Unpacks what `codings` (the value of `Content-Encoding`) says, to `most` bytes. */
export async function unpack(packed: Uint8Array, codings: string, most: number): Promise<Unpacked> {
  const names = codings
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding && coding !== "identity");
  if (names.length > MOST_CODINGS) {
    throw Refusal.of({ packing: "it is packed too many times" });
  }
  let all: Unpacked = { bytes: packed, isBroken: false };
  for (const name of names.reverse()) {
    const one = await unpackOne(all.bytes, name, most);
    const isBroken = all.isBroken || one.isBroken;
    all = { bytes: one.bytes, lack: all.lack ?? one.lack, isBroken };
  }
  return all;
}

async function unpackOne(packed: Uint8Array, coding: string, most: number): Promise<Unpacked> {
  const unpacker = unpackerOf(coding, packed);
  if (!unpacker) throw Refusal.of({ packing: "it is packed in a way that is not known" });
  const chunks: Uint8Array[] = [];
  let length = 0;
  let what: string | undefined;
  try {
    for await (const chunk of Readable.from([packed]).pipe(unpacker)) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length >= most) {
        what = "more than may be unpacked";
        break;
      }
    }
  } catch {
    what = "broken or cut off";
  }
  if (length === 0 && what) {
    throw Refusal.of({ packing: `it is said to be packed with ${coding} and is not` });
  }
  const lack = what && `not read to its end: its packing is ${what}`;
  const bytes = Buffer.concat(chunks).subarray(0, most);
  return { bytes, lack, isBroken: what !== undefined && length < most };
}

function unpackerOf(coding: string, packed: Uint8Array): Transform | undefined {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return zlib.createGunzip();
    case "deflate": {
      // With or without the header of zlib: servers do both.
      const [cmf = 0, flags = 0] = packed;
      const isWrapped = (cmf & 15) === 8 && (cmf * 256 + flags) % 31 === 0;
      return isWrapped ? zlib.createInflate() : zlib.createInflateRaw();
    }
    case "br":
      return zlib.createBrotliDecompress();
    case "zstd":
      return createZstdDecompress?.();
    default:
      return undefined;
  }
}

/** Whether bytes are text as they are, whatever is said of their packing. */
export function isPlain(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    return !/[\0-\x08\x0b\x0e-\x1f]/.test(text);
  } catch {
    return false;
  }
}
