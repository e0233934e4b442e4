// Values drawn from a seed: the same seed plants the same keys.

/** A generator of numbers below 2 ** 32 (mulberry32). */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const SETS = {
  alphanumeric: ALPHANUMERIC,
  upper: ALPHANUMERIC.slice(0, 26) + ALPHANUMERIC.slice(52),
  hex: "0123456789abcdef",
  base64: `${ALPHANUMERIC}+/`,
  base64url: `${ALPHANUMERIC}-_`,
};

/** `length` characters of the named set. */
export function text(next, set, length) {
  const letters = SETS[set];
  return Array.from({ length }, () => letters[next() % letters.length]).join("");
}

/** A random UUID of version 4. */
export function uuid(next) {
  const hex = (length) => text(next, "hex", length);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
