// What the built page may do: run its own scripts and its module, and nothing else.

import type { Plugin } from "vite";

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  // The icon in the tab: as a file, browsers would ask for it again and again.
  "img-src 'self' data:",
  // Its own files, once, when the page loads: the module.
  "connect-src 'self'",
  // Workers are made of a script that the page carries, so that this policy holds in them, too.
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // Text can become markup or a script nowhere.
  "require-trusted-types-for 'script'",
  "trusted-types default",
].join("; ");

/** Puts the policy into the built page. */
export function policy(): Plugin {
  return {
    name: "leaklint:policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}
