// Files that no editor writes: a WebAssembly module and a zip archive.

import { crc32, deflateRawSync } from "node:zlib";

const leb = (number) => {
  const bytes = [];
  do {
    const rest = number >>> 7;
    bytes.push((number & 127) | (rest ? 128 : 0));
    number = rest;
  } while (number);
  return bytes;
};
const section = (id, content) => [id, ...leb(content.length), ...content];

/** A module with `text` in its data segment and `note` in a custom section. */
export function wasm(text, note) {
  const data = [...Buffer.from(text)];
  const name = [...Buffer.from("note")];
  return Buffer.from([
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...section(5, [1, 0, 1]),
    ...section(11, [1, 0, 65, 0, 11, ...leb(data.length), ...data]),
    ...section(0, [name.length, ...name, ...Buffer.from(note)]),
  ]);
}

/** A zip archive of `{name: text}`, deflated. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 12);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, entry.subarray(2), Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
