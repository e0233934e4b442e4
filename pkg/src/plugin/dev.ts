// While developing: findings in the person's own modules, without keeping them waiting.

import { statSync } from "node:fs";
import { relative, sep } from "node:path";
import type { ViteDevServer } from "vite";
import type { FileReport } from "../generated/types.js";
import { Pool } from "../node/pool.js";
import { filter } from "./files.js";
import type { Place, Session } from "./session.js";
import { rank } from "./verdict.js";

/** Longer modules are not a person's own. */
const LONGEST = 1_000_000;

/** Lints each of the client's modules of the person's own once after it was asked for. */
export function dev(session: Session, server: ViteDevServer, place: Place): void {
  const { root, logger } = server.config;
  const told = new Set<string>();
  const { include, exclude } = session.options;
  const isWanted = filter(include, exclude);
  // On a thread of its own: the server answers while a module is linted.
  const pool = new Pool();

  /** The server's own modules are in other graphs, and what a module only depends on has no id. */
  const isOfClient = (path: string) => {
    const modules = graphOf(server).getModulesByFile(path.replaceAll(sep, "/"));
    return [...(modules ?? [])].some(({ id }) => id !== null);
  };

  const look = async (path: string) => {
    const name = relative(root, path).replaceAll(sep, "/");
    if (path.includes("/node_modules/") || name.startsWith("..")) return;
    if (!isOfClient(path) || !isWanted(name)) return;
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
    if (bytes > LONGEST) return;
    // A variable's value is in the code by its name only, until the build puts it in.
    const options = { ...session.linter(place), variables: [] };
    const [outcome] = await pool.lint([{ name, path }], { options, bytes });
    if (!outcome) return;
    const { findings }: FileReport = JSON.parse(outcome.report);
    for (const finding of session.weighed(findings)) {
      const { severity, fingerprint, location, title, message, redacted } = finding;
      if (rank(severity) < rank("error") || told.has(`${path} ${fingerprint}`)) continue;
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
      const url = (request.url ?? "").replace(/[?&]t=\d+/, "");
      const [path = ""] = url.split("?");
      const known = graphOf(server).urlToModuleMap;
      const file = (known.get(url) ?? known.get(path))?.file;
      if (file) void look(file).catch(goOn);
    });
    next();
  });
  server.watcher.on("change", (path) => void look(path).catch(goOn));
}

/** The modules that browsers were given. */
function graphOf(server: ViteDevServer) {
  return server.environments.client.moduleGraph;
}

/** The dev server goes on whatever happens here: the build lints everything. */
function goOn(): void {}
