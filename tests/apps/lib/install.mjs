// The bundlers, as npm installs them.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { target } from "../../target.mjs";

/** Installs what `folder`'s lockfile names in the target folder, once, and says where. */
export function install(folder, name) {
  const tools = join(target, "tools", name);
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  const done = join(tools, "installed.json");
  if (existsSync(done) && readFileSync(done, "utf8") === lock) return tools;
  mkdirSync(tools, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(folder, file), join(tools, file));
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd: tools, stdio: "inherit" });
  writeFileSync(done, lock);
  return tools;
}
