// Fresh projects that use the packed package, and keys drawn for the run.

import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { command, target } from "../../tests/target.mjs";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../..");
export const projects = join(target, "npm/projects");
export const frameworks = join(target, "npm/frameworks");

/** The native command. */
export const native = command;

/** Whether every bundler and framework is tested, or the three that most people have. */
export const isAll = process.env.LEAKLINT_TEST_ALL === "1";

/** Installs what a lockfile of this folder names, and the tarball: each once. */
export function install(folder = projects) {
  const from = join(here, basename(folder));
  const lock = readFileSync(join(from, "package-lock.json"), "utf8");
  const tarball = join(target, "npm", tarballName());
  const done = join(folder, "installed.json");
  const state = JSON.stringify([digest(lock), digest(readFileSync(tarball))]);
  const [before] = existsSync(done) ? JSON.parse(readFileSync(done, "utf8")) : [];
  if (existsSync(done) && readFileSync(done, "utf8") === state) return;
  mkdirSync(folder, { recursive: true });
  const quiet = ["--silent", "--no-audit", "--no-fund"];
  if (before !== digest(lock)) {
    for (const file of ["package.json", "package-lock.json"]) {
      cpSync(join(from, file), join(folder, file));
    }
    execFileSync("npm", ["ci", ...quiet], { cwd: folder });
  }
  execFileSync("npm", ["install", "--no-save", ...quiet, tarball], { cwd: folder });
  writeFileSync(done, state);
}

function tarballName() {
  return readdirSync(join(target, "npm")).find((name) => /^leaklint-.*\.tgz$/.test(name));
}

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

let samples;

/** A key that is an error wherever it stands; another for each seed. */
export function key(rule = "callpaymin/api-key", index = 0) {
  samples ??= JSON.parse(
    execFileSync("cargo", ["xtask", "samples", "--seed", "5"], { cwd: root, maxBuffer: 1 << 26 }),
  );
  return samples.secret[rule][index];
}

/** Writes `files` into a new folder among the projects. */
export function project(name, files, parent = projects) {
  const folder = join(parent, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** Runs Node in a folder, with little of this process's environment. */
export function node(folder, args, env = {}, program = process.execPath) {
  const { PATH, HOME } = process.env;
  const run = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH, HOME, NO_COLOR: "1", ...env },
    maxBuffer: 1 << 26,
  });
  return { status: run.status, output: run.stdout + run.stderr, stdout: run.stdout };
}
