import { readdirSync } from "node:fs";
import { defineConfig } from "vite";
import { dropin } from "./build/dropin.ts";
import { extension } from "./build/extension.ts";
import { offline } from "./build/offline.ts";
import { policy } from "./build/policy.ts";

/** A service worker's address stays. */
const FIXED: Record<string, string> = { sw: "sw.js" };

export default defineConfig({
  // Works under any path.
  base: "./",
  plugins: [policy(), offline(readdirSync("public")), dropin(), extension("dist")],
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    // Everything is a file: the policy forbids `data:`.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", sw: "src/offline/sw.ts" },
      output: {
        entryFileNames: ({ name }) => FIXED[name] ?? "assets/[name]-[hash].js",
      },
    },
  },
  worker: { format: "es" },
});
