// What a site of 200 chunks costs beside the same files in a folder and their transfer alone.

import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const CHUNKS = 200;
const BYTES = 100_000;
const TRIES = 3;

/** Real code: what the tools' own packages are made of, each file a function of its chunk. */
function* code(tools) {
  const folder = join(tools, "node_modules");
  for (;;) {
    for (const file of readdirSync(folder, { recursive: true }).sort()) {
      if (!/\.js$/.test(file)) continue;
      let text;
      try {
        text = readFileSync(join(folder, file), "utf8");
      } catch {
        continue; // A folder of that name.
      }
      const isModule = /^\s*(?:import|export)\b|^#!|\bawait\b|<!--/m.test(text);
      if (text.length < BYTES && text.length > 500 && !isModule) yield `(function (module, exports, require) {\n${text}\n});\n`;
    }
  }
}

function write(folder, tools) {
  mkdirSync(folder, { recursive: true });
  const source = code(tools);
  const names = [];
  let bytes = 0;
  for (let number = 0; number < CHUNKS; number += 1) {
    let text = "";
    while (text.length < BYTES) text += source.next().value;
    names.push(`chunk-${number}.js`);
    writeFileSync(join(folder, names[number]), text);
    bytes += text.length;
  }
  writeFileSync(join(folder, "main.js"), names.map((name) => `import("./${name}");`).join("\n"));
  writeFileSync(join(folder, "index.html"), '<!doctype html><script type="module" src="/main.js"></script>');
  return { names: [...names, "main.js", "index.html"], bytes };
}

/** The least seconds of some tries. */
async function least(work) {
  let best = Number.POSITIVE_INFINITY;
  for (let number = 0; number < TRIES; number += 1) {
    const started = performance.now();
    await work();
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  return best;
}

/** Prints the figures. */
export async function speed({ tools, work, command }) {
  const folder = join(work, "speed");
  const { names, bytes } = write(folder, tools);
  const files = new Map(names.map((name) => [`/${name === "index.html" ? "" : name}`, readFileSync(join(folder, name))]));
  const server = createServer(({ url }, response) => {
    const body = files.get(url);
    const type = url === "/" ? "text/html" : "text/javascript";
    response.writeHead(body ? 200 : 404, { "content-type": type, "content-length": body?.length ?? 0 }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${server.address().port}`;
  const list = join(work, "speed.curl");
  writeFileSync(list, [...files.keys()].map((path) => `url = "${address}${path}"\noutput = /dev/null`).join("\n"));
  const quiet = ["--format", "json", "--output", join(work, "speed.json"), "--fail-on", "never"];
  const inFolder = await least(() => run(command, [folder, ...quiet]));
  const transfer = await least(() => run("curl", ["--silent", "--parallel", "--parallel-max", "16", "--config", list]));
  const ofSite = await least(() => run(command, [`${address}/`, ...quiet]));
  const { summary, site } = JSON.parse(readFileSync(join(work, "speed.json"), "utf8"));
  await new Promise((done) => server.close(done));
  const ratio = (ofSite / (inFolder + transfer)).toFixed(2);
  console.log(`${CHUNKS} chunks, ${(bytes / 1e6).toFixed(1)} MB: folder ${inFolder.toFixed(2)} s, transfer ${transfer.toFixed(2)} s, site ${ofSite.toFixed(2)} s (${ratio} times both; the most is 1.5); ${site.coverage.scripts.fetched} scripts, ${summary.files} files, ${site.requests} requests`);
}
