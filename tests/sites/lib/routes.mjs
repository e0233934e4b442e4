// An app of many chunks that any bundler takes, and what its build is served with.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** So many routes are loaded late; each loads one more. */
const ROUTES = 12;

export function write(root, file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** Keeps each key that it gives. */
export function planter(key) {
  const keys = [];
  return { keys, planted: () => keys[keys.push(key()) - 1] };
}

/**
 * Routes inside routes, a worker, a file of settings, each with a key. `chunk` writes what stands
 * before a path that is imported late.
 */
export function routes(root, key, { chunk = () => "", worker = true } = {}) {
  const { keys, planted } = planter(key);
  const filler = (n) => `export const words${n} = ${JSON.stringify("lorem ipsum dolor ".repeat(40 + n))};`;
  for (let n = 0; n < ROUTES; n += 1) {
    write(root, `src/routes/r${n}.js`, `
      ${filler(n)}
      export const config = { apiKey: "${planted()}" };
      export const inner = () => import(${chunk(`inner${n}`)}"../inner/i${n}.js");
      document.title = "route ${n} " + config.apiKey + " " + words${n};`);
    write(root, `src/inner/i${n}.js`, `
      ${filler(n + 100)}
      export const secret = { token: "${planted()}" };
      globalThis.app${n} = secret.token + " " + words${n + 100};`);
  }
  write(root, "src/main.js", `
    const routes = { ${Array.from({ length: ROUTES }, (_, n) => `r${n}: () => import(${chunk(`route${n}`)}"./routes/r${n}.js")`).join(", ")} };
    const key = "${planted()}";
    globalThis.go = (name) => routes[name]().then((route) => route.inner()).then(() => key);
    fetch("/config.json").then((answer) => answer.json()).then(console.log);
    ${worker ? 'globalThis.start = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });' : ""}`);
  if (worker) write(root, "src/worker.js", `onmessage = () => postMessage({ apiKey: "${planted()}" });`);
  return keys;
}

/** Settings that the app asks for when it runs. */
export function config(out, key, keys) {
  const value = key();
  keys.push(value);
  write(out, "config.json", JSON.stringify({ payments: { apiKey: value } }));
}

export function page(script, type = "") {
  return `<!doctype html><html><head><title>app</title></head><body><div id="app"></div><script ${type} src="${script}"></script></body></html>`;
}
