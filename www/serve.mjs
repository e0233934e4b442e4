// Serves the built page as any static host would: files and their types, nothing else.
// `node serve.mjs [PORT]`

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const DIST = fileURLToPath(new URL("dist/", import.meta.url));

/**
 * Serves `folder` under `base`. Gives the server, listening on `port` of this machine only.
 *
 * @param {{ folder?: string, base?: string, port?: number, headers?: Record<string, string> }} options
 */
export async function serve({ folder = DIST, base = "/", port = 0, headers = {} } = {}) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = await fileOf(root, base, pathname);
    if (!path) return void response.writeHead(404).end("There is no such file.\n");
    response.writeHead(200, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
      "Cache-Control": "no-cache",
      // The drop-in may be named by any page.
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      ...headers,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", () => done(undefined)));
  return server;
}

async function fileOf(root, base, pathname) {
  if (!pathname.startsWith(base)) return undefined;
  let path;
  try {
    path = normalize(join(root, decodeURIComponent(pathname.slice(base.length))));
  } catch {
    return undefined;
  }
  if (path !== root && !path.startsWith(`${root}/`)) return undefined;
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return path;
  const index = join(path, "index.html");
  return found && (await stat(index).catch(() => undefined)) ? index : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve({ port: Number(process.argv[2] ?? 8080) });
  console.log(`http://localhost:${server.address().port}/`);
}
