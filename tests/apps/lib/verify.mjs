// The suite checks itself: a plant counts only if the app really makes the value when it runs.

import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

/** Names of the `plants` that the script `file` does not make. */
export function notMade(file, plants) {
  const made = [];
  const note = (value) => {
    if (typeof value === "string") made.push(value);
    else if (value && typeof value === "object") Object.values(value).forEach(note);
    return Promise.resolve({ ok: true });
  };
  class Event {
    constructor(_, { detail }) {
      this.detail = detail;
    }
  }
  class XMLHttpRequest {
    open() {}
    setRequestHeader = note;
  }
  const globals = { Buffer, TextDecoder, Uint8Array, atob, unescape, XMLHttpRequest, CustomEvent: Event };
  const page = { ...globals, location: { hash: "" }, fetch: (url, init) => (note(url), note(init)), dispatchEvent: note };
  runInNewContext(readFileSync(file, "utf8"), Object.assign(page, { window: page }));
  const all = made.join("\n");
  return plants.filter(({ value }) => !all.includes(value)).map(({ name }) => name);
}
