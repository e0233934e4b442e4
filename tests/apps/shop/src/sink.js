// What no minifier may drop.
export const sink = (...values) => globalThis.dispatchEvent(new CustomEvent("shop", { detail: values }));
