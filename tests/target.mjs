// Where cargo builds, and the release command in it. The chores name both; by hand, cargo is asked.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

function ask() {
  const arguments_ = ["metadata", "--format-version", "1", "--no-deps"];
  const options = { cwd: fileURLToPath(new URL("..", import.meta.url)), encoding: "utf8", maxBuffer: 1 << 28 };
  return JSON.parse(execFileSync("cargo", arguments_, options)).target_directory;
}

/** The folder that cargo builds into; the chores keep their own files there, too. */
export const target = process.env.LEAKLINT_TARGET ?? ask();

/** The command, built by `cargo build --release`. */
export const command = process.env.LEAKLINT_COMMAND ?? join(target, "release/leaklint");
