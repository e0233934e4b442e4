// A server as hosts of single-page apps are: real types, packed answers, the page for every
// address that is none of its files.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css",
  ".json": "application/json",
  ".map": "application/json",
};

function find(folder, path) {
  for (const name of [path, `${path}.html`, join(path, "index.html"), "index.html"]) {
    const file = join(folder, normalize(name));
    try {
      if (statSync(file).isFile()) return file;
    } catch {
      // Not there.
    }
  }
}

/** Serves `folder`, and gives its address. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = find(folder, decodeURIComponent(pathname));
    const accepted = request.headers["accept-encoding"] ?? "";
    let body = readFileSync(file);
    const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
    if (/\bbr\b/.test(accepted)) {
      body = brotliCompressSync(body, { params: { 1: 3 } });
      headers["content-encoding"] = "br";
    } else if (/\bgzip\b/.test(accepted)) {
      body = gzipSync(body);
      headers["content-encoding"] = "gzip";
    }
    response.writeHead(200, headers).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${server.address().port}/`;
  return { address, close: () => new Promise((done) => server.close(done)) };
}
