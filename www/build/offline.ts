// Tells the service worker what belongs to the page.

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const WORKER = "sw.js";
/** Not needed to use the page. */
const LEFT_OUT = /^(?:dropin|extension)/;

/** Writes the list of files, and a name that changes with any of them, into the service worker. */
export function offline(publicFiles: string[]): Plugin {
  return {
    name: "leaklint:offline",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") return;
      const hash = createHash("sha256");
      const names = Object.keys(bundle).filter((name) => name !== WORKER && !LEFT_OUT.test(name));
      for (const name of names.sort()) {
        const file = bundle[name];
        hash.update(name).update(file?.type === "chunk" ? file.code : (file?.source ?? ""));
      }
      const files = ["./", ...names.filter((name) => name !== "index.html"), ...publicFiles];
      worker.code = worker.code
        .replace(/["'`]LEAKLINT_FILES["'`]/, JSON.stringify(files))
        .replace("LEAKLINT_VERSION", hash.digest("hex").slice(0, 12));
    },
  };
}
