// The drop-in, in one script and its worker, with addresses that stay: pages elsewhere name them.

import type { Plugin } from "vite";
import { bundle as write } from "./bundle.ts";

const SOURCE = "../pkg/src";
const ENTRIES = { dropin: `${SOURCE}/dropin.ts`, "dropin/worker": `${SOURCE}/dropin/worker.ts` };
/** Where the package has the module. */
const MODULE = '"../wasm/leaklint_bg.wasm"';

/** Writes `dropin.js` and `dropin/worker.js` beside the page; they use the page's module. */
export function dropin(): Plugin {
  return {
    name: "leaklint:dropin",
    apply: "build",
    async writeBundle({ dir = "dist" }, bundle) {
      const module = Object.keys(bundle).find((name) => name.endsWith(".wasm"));
      if (!module) throw new Error("the page has no module");
      for (const [name, input] of Object.entries(ENTRIES)) {
        const change = (code: string) => code.replaceAll(MODULE, JSON.stringify(`./${module}`));
        await write(input, `${dir}/${name}.js`, "es", change);
      }
    },
  };
}
