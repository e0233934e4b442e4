// Fresh projects that use the packed package, and keys drawn for the run.

import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../..");
export const projects = join(root, "target/npm/projects");

/** Installs the bundlers of the lockfile and the tarball, once for each tarball. */
export function install() {
  mkdirSync(projects, { recursive: true });
  const lock = readFileSync(join(here, "projects/package-lock.json"), "utf8");
  const done = join(projects, "installed.json");
  if (!existsSync(done) || readFileSync(done, "utf8") !== lock) {
    for (const file of ["package.json", "package-lock.json"]) {
      cpSync(join(here, "projects", file), join(projects, file));
    }
    execFileSync("npm", ["ci", "--silent", "--no-audit", "--no-fund"], { cwd: projects });
    writeFileSync(done, lock);
  }
  const folder = join(root, "target/npm");
  const tarball = readdirSync(folder).find((name) => /^leaklint-.*\.tgz$/.test(name));
  execFileSync(
    "npm",
    ["install", "--silent", "--no-save", "--no-audit", "--no-fund", join(folder, tarball)],
    {
      cwd: projects,
    },
  );
}

let samples;

/** A key that is an error wherever it stands; another for each seed. */
export function key(rule = "callpaymin/api-key", index = 0) {
  samples ??= JSON.parse(
    execFileSync("cargo", ["xtask", "samples", "--seed", "5"], { cwd: root, maxBuffer: 1 << 26 }),
  );
  return samples.secret[rule][index];
}

/** Writes `files` into a new folder among the projects. */
export function project(name, files) {
  const folder = join(projects, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** Runs Node in a folder, with little of this process's environment. */
export function node(folder, args, env = {}) {
  const { PATH, HOME } = process.env;
  const run = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH, HOME, NO_COLOR: "1", ASTRO_TELEMETRY_DISABLED: "1", ...env },
    maxBuffer: 1 << 26,
  });
  return { status: run.status, output: run.stdout + run.stderr, stdout: run.stdout };
}
