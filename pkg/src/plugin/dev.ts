// While developing: findings in the person's own modules, without keeping them waiting.

import { statSync } from "node:fs";
import { relative } from "node:path";
import type { ViteDevServer } from "vite";
import type { FileReport } from "../generated/types.js";
import { Pool } from "../node/pool.js";
import type { Session } from "./session.js";

/** Longer modules are not a person's own. */
const LONGEST = 1_000_000;

/** Lints each module of the person's own once after it was asked for. */
export function dev(session: Session, server: ViteDevServer): void {
  const { root, logger } = server.config;
  const told = new Set<string>();
  const { persona, allow } = session.options;
  // On a thread of its own: the server answers while a module is linted.
  const pool = new Pool();

  const look = async (path: string) => {
    if (path.includes("/node_modules/") || !path.startsWith(root)) return;
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
    if (bytes > LONGEST) return;
    const name = relative(root, path);
    const [outcome] = await pool.lint([{ name, path }], { options: { persona, allow }, bytes });
    if (!outcome) return;
    const { findings }: FileReport = JSON.parse(outcome.report);
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
      if (file) void look(file).catch(goOn);
    });
    next();
  });
  server.watcher.on("change", (path) => void look(path).catch(goOn));
}

/** The dev server goes on whatever happens here: the build lints everything. */
function goOn(): void {}
