// How a template hides a value.

const bytes = (value) => [...Buffer.from(value)];
const numbers = (list) => list.split(",").map(Number);

/** What `| name argument` does to a value. */
export const FILTERS = {
  base64: (value) => Buffer.from(value).toString("base64"),
  base64url: (value) => Buffer.from(value).toString("base64url"),
  hex: (value) => Buffer.from(value).toString("hex"),
  percent: (value) => bytes(value).map((byte) => `%${byte.toString(16)}`).join(""),
  codes: (value) => bytes(value).join(","),
  dotted: (list) => list.replaceAll(",", "."),
  xor: (list, mask) => numbers(list).map((code) => code ^ mask).join(","),
  add: (list, shift) => numbers(list).map((code) => code + Number(shift)).join(","),
  reverse: (value) => [...value].reverse().join(""),
  upper: upperPart,
  lost: (value) => value.slice(upperPart(value).length),
  length: (value) => String(value.length),
  json: (value) => JSON.stringify({ token: value }),
  escaped: (value) => JSON.stringify(value).slice(1, -1),
  hexescape: (value) => bytes(value).map((byte) => `\\x${byte.toString(16)}`).join(""),
  unicodeescape: (value) => bytes(value).map((byte) => `\\u00${byte.toString(16)}`).join(""),
};

/** The longest start that comes back from upper case. */
function upperPart(value) {
  return value.match(/^[^A-Z]*/)[0].toUpperCase();
}
