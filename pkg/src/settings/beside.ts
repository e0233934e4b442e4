// Which files of settings count for what is linted: those beside a build or above it.
//
// What is linted never sets how, wherever in a build the path leads that was typed. The current
// folder is the project's own, unless it is a build or lies in one.

import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { texts } from "../command/texts.js";
import { isThere } from "../node/files.js";

const MANIFEST = "package.json";

/** A build lies no deeper in its project. */
const FARTHEST = 4;

/** The file called `name` beside what `path` is a part of, or in the nearest folder above. */
export function nearest(path: string | undefined, name: string): string | undefined {
  if (path === undefined) return undefined;
  const folder = ancestors(start(path)).find((folder) => isThere(join(folder, name)));
  return folder === undefined ? undefined : join(folder, name);
}

/** The files called `name` that are not used, because they are in what is linted. */
export function unused(path: string, name: string): string[] {
  const above = ancestors(start(path));
  return ancestors(resolve(path))
    .filter((folder) => !above.includes(folder) && isThere(join(folder, name)))
    .map((folder) => typed(join(folder, name)));
}

/**
 * The project whose build `path` is or is in: the nearest folder around it with a package.json, no
 * farther away than the current folder.
 */
export function projectOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const [here, first] = [process.cwd(), start(path)];
  const near = ancestors(first)
    .slice(0, FARTHEST)
    .filter((folder) => !isIn(here, folder) || folder === here || folder === first);
  const project = near.find(hasManifest);
  // A project that is linted itself holds its own variables.
  return project === resolve(path) ? undefined : project;
}

/** Where a new file called `name` goes. */
export function place(path: string, name: string): string {
  return typed(join(start(path), name));
}

/** A path as people would type it. */
export function typed(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith("..") ? path : below;
}

/** The first folder whose files count. */
function start(path: string): string {
  const here = process.cwd();
  const whole = resolve(path);
  const stat = lstatSync(whole, { throwIfNoEntry: false });
  // `-`, or a path that does not exist.
  if (path === "-" || !stat) return here;
  const build = ancestors(whole)
    .reverse()
    .find((folder) => isBuild(folder, whole, here));
  if (build) return dirname(build);
  const isHere = isIn(here, whole) || (!stat.isSymbolicLink() && isIn(real(here), real(whole)));
  return isHere ? whole : dirname(whole);
}

/** Whether `folder` is a build that `path` is or is in. */
function isBuild(folder: string, path: string, here: string): boolean {
  const project = projectAround(folder);
  if (project === undefined) return false;
  const isProject = (inner: string) => hasManifest(inner) || existsSync(join(inner, ".git"));
  const isAbove = folder !== here && isIn(here, folder);
  const within = (path: string) => ancestors(path).filter((inner) => isIn(inner, folder));
  if (hasManifest(project)) {
    const isWorkedIn =
      isAbove && within(here).some((inner) => inner !== folder && isProject(inner));
    return !isWorkedIn && !(isShared(folder) && hasManifest(folder));
  }
  // Only its name says so: the folders that people work in are called so, too. A manifest in the
  // folder itself counts only when the current folder is in it.
  const mayCount = (inner: string) => inner !== folder || isIn(here, folder);
  return !isAbove && !within(path).some((inner) => mayCount(inner) && isProject(inner));
}

/** The folder of which `folder` is the build by its name. */
function projectAround(folder: string): string | undefined {
  const { forBrowsers, made } = texts().outputs;
  const name = [...forBrowsers, ...made].find((name) => endsWith(folder, name));
  return name && ancestors(folder)[name.split("/").length];
}

function isShared(folder: string): boolean {
  return texts().outputs.projects.some((name) => endsWith(folder, name));
}

function endsWith(folder: string, name: string): boolean {
  return folder.endsWith(sep + name.replaceAll("/", sep));
}

/** A folder, and those around it. */
function ancestors(folder: string): string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...ancestors(dirname(folder))];
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function hasManifest(folder: string): boolean {
  return isThere(join(folder, MANIFEST));
}
