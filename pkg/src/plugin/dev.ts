// While developing: findings in the person's own modules, without keeping them waiting.

import { readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import type { ViteDevServer } from "vite";
import { Engine } from "../engine.js";
import type { FileReport } from "../generated/types.js";
import { startHere } from "../node/module.js";
import type { Session } from "./session.js";

/** Longer modules are not a person's own. */
const LONGEST = 1_000_000;

/** Lints each module of the person's own once after it was asked for. */
export function dev(session: Session, server: ViteDevServer): void {
  const { root, logger } = server.config;
  const told = new Set<string>();
  let engine: Engine | undefined;

  const look = (path: string) => {
    if (path.includes("/node_modules/") || !path.startsWith(root)) return;
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? Infinity) > LONGEST) return;
    if (!engine) {
      startHere();
      engine = new Engine({ persona: session.options.persona, allow: session.options.allow });
    }
    const name = relative(root, path);
    const { findings }: FileReport = JSON.parse(engine.lint(name, readFileSync(path)));
    for (const { severity, fingerprint, location, title, message, redacted } of findings) {
      if (severity !== "error" || told.has(`${path} ${fingerprint}`)) continue;
      told.add(`${path} ${fingerprint}`);
      const text = `${title} in ${name}:${location.line}:${location.column} (${redacted}). ${message}`;
      logger.warn(`leaklint: ${text}`, { timestamp: true });
      const loc = { file: path, line: location.line, column: location.column };
      server.ws.send({
        type: "error" as const,
        err: { message: text, stack: "", plugin: "leaklint", id: name, loc },
      });
    }
  };

  // In front of Vite's own, which answers; the person has the module before it is linted.
  server.middlewares.use((request, response, next) => {
    response.once("finish", () => {
      const [path = ""] = (request.url ?? "").split("?");
      const file = server.moduleGraph.urlToModuleMap.get(path)?.file;
      if (file) setImmediate(() => safely(() => look(file)));
    });
    next();
  });
  server.watcher.on("change", (path) => setImmediate(() => safely(() => look(path))));
}

/** The dev server goes on whatever happens here. */
function safely(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing is lost: the build lints everything.
  }
}
