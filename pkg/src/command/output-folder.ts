// Where a project's build is, and what of it browsers get, when no path was typed.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { dependencies } from "./framework.js";
import { type Target, texts } from "./texts.js";

/** A build that was found. */
export interface Build {
  targets: Target[];
  /** Servers' folders, which are not linted. */
  servers: string[];
  /** What is linted, in words. */
  words: string;
}

/** The build in the current folder. */
export function outputFolder(): Build | undefined {
  const { ofPackages, forBrowsers, projects } = texts().outputs;
  const packages = dependencies(".");
  for (const { packages: names, folders, pages } of ofPackages) {
    const name = names.find((name) => packages.has(name));
    const folder = name ? folders.find(isFolder) : undefined;
    if (!folder) continue;
    const more = (pages?.[folder] ?? []).filter(({ folder }) => isFolder(folder));
    return build(folder, `the build of ${name}`, more);
  }
  const isProject = (folder: string) =>
    projects.includes(folder) && names(folder).includes("package.json");
  const folder = forBrowsers.find((folder) => isFolder(folder) && !isProject(folder));
  return folder === undefined ? undefined : build(folder, "the build", []);
}

/** Whether browsers get a file of the build. */
export function isPublished({ targets }: Build, path: string): boolean {
  const folder = targets.find(({ folder }) => path.replaceAll("\\", "/").startsWith(`${folder}/`));
  const endings = folder?.endings ?? [];
  // Lists of the files that a page needs are the server's.
  const isOne = endings.some((ending) => path.endsWith(ending)) && !path.endsWith(".nft.json");
  return endings.length === 0 || isOne;
}

function build(folder: string, of: string, more: Target[]): Build {
  const servers: string[] = [];
  const targets = [...parts(folder, servers), ...more];
  const named = targets.map(({ folder, endings }) =>
    endings?.length ? `${folder} (${endings.join(", ")})` : folder,
  );
  const left = servers.length ? `; not ${servers.join(", ")}, which is for the server` : "";
  return { targets, servers, words: `linting ${named.join(", ")}, ${of}${left}` };
}

/** A folder, or what of it browsers get. */
function parts(folder: string, servers: string[]): Target[] {
  const own = split(folder, servers);
  if (own) return own;
  // Angular has a folder for each application.
  const inner = names(folder)
    .map((name) => `${folder}/${name}`)
    .filter(isFolder);
  if (hasPage(folder) || !inner.some((inner) => split(inner, []))) return [{ folder }];
  return inner.flatMap((inner) => split(inner, servers) ?? [{ folder: inner }]);
}

/**
 * The folders for browsers beside a server's; nothing when there is none, or when the folder has
 * pages itself.
 */
function split(folder: string, servers: string[]): Target[] | undefined {
  const { client, server } = texts().outputs;
  const clients = client.filter((name) => isFolder(`${folder}/${name}`));
  const hasServer = isFolder(`${folder}/${server}`);
  // Angular writes `browser` without a server, too.
  const isSplit = hasServer || clients.includes("browser");
  if (!isSplit || !clients.length || hasPage(folder)) return undefined;
  if (hasServer) servers.push(`${folder}/${server}`);
  return clients.map((name) => ({ folder: `${folder}/${name}` }));
}

function hasPage(folder: string): boolean {
  return names(folder).some((name) => /\.html?$/.test(name));
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(join(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
