// What a person gave, as files with names: dropped, picked, or pasted.

/** A file and its name: its path in the folder that was given. */
export interface Named {
  name: string;
  file: File;
}

/** A drop, before it is linted. */
export interface Gathered {
  /** What a person would call it: the folder, the file, how many files. */
  title: string;
  files: Named[];
  /** Folders that are never read. */
  passedOver: string[];
  /** What could not be opened, and why. */
  unreadable: { name: string; reason: string }[];
}

/** Not part of what a project publishes; the command passes over them, too. */
const PASSED_OVER = new Set(["node_modules", ".git"]);
const AT_ONCE = 256;

/** Reads the folders of a drop. `tell` is given the number of files so far. */
export async function dropped(
  items: DataTransferItemList,
  tell: (files: number) => void,
  signal: AbortSignal,
): Promise<Gathered> {
  // Entries are there only while the event is handled, so all are taken before anything waits.
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) loose.push(file);
  }
  const gathered = empty(titleOf([...entries, ...loose].map(({ name }) => name)));
  gathered.files = loose.map((file) => ({ name: file.name, file }));
  const only = entries.length === 1 ? entries[0] : undefined;
  const root = only?.isDirectory ? only.fullPath : "";
  await walk(entries, root, gathered, tell, signal);
  return gathered;
}

/** The files of an `<input>`: of a folder, where they have a path. */
export function picked(list: FileList): Gathered {
  const files = [...list];
  const root = files[0]?.webkitRelativePath.split("/")[0];
  const gathered = empty(root || titleOf(files.map(({ name }) => name)));
  for (const file of files) {
    const path = file.webkitRelativePath.split("/").slice(1);
    const passed = path.findIndex((folder) => PASSED_OVER.has(folder));
    if (passed >= 0 && passed < path.length - 1) {
      const folder = path.slice(0, passed + 1).join("/");
      if (gathered.passedOver.at(-1) !== folder) gathered.passedOver.push(folder);
    } else {
      gathered.files.push({ name: path.join("/") || file.name, file });
    }
  }
  return gathered;
}

/** Code as text; its kind is told from how it begins. */
export function pasted(text: string, number: number): Gathered {
  const name = `pasted-${number}.${extensionOf(text)}`;
  return { ...empty(name), files: [{ name, file: new File([text], name) }] };
}

function extensionOf(text: string): string {
  const start = text.trimStart();
  if (start.startsWith("<")) return "html";
  if (/^[{[]/.test(start) && isJson(start)) return "json";
  if (/^(?:#.*\n|\s*\n)*(?:export\s+)?[A-Z][A-Z0-9_]*=/.test(start)) return "ini";
  return "js";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function empty(title: string): Gathered {
  return { title, files: [], passedOver: [], unreadable: [] };
}

function titleOf(names: string[]): string {
  return names.length === 1 ? (names[0] ?? "") : `${names.length} items`;
}

async function walk(
  entries: FileSystemEntry[],
  root: string,
  gathered: Gathered,
  tell: (files: number) => void,
  signal: AbortSignal,
): Promise<void> {
  // A list and not recursion: folders may be nested as deep as they like.
  const waiting = [...entries];
  while (waiting.length > 0 && !signal.aborted) {
    const now = waiting.splice(-AT_ONCE);
    const inside = await Promise.all(now.map((entry) => open(entry, root, gathered)));
    for (const entries of inside) for (const entry of entries) waiting.push(entry);
    tell(gathered.files.length);
  }
}

/** Takes a file; gives what is in a folder. */
async function open(
  entry: FileSystemEntry,
  root: string,
  gathered: Gathered,
): Promise<FileSystemEntry[]> {
  const name = entry.fullPath.slice(root.length).replace(/^\//, "");
  try {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      );
      gathered.files.push({ name: name || entry.name, file });
      return [];
    }
    if (PASSED_OVER.has(entry.name) && name !== "") {
      gathered.passedOver.push(name);
      return [];
    }
    return await children(entry as FileSystemDirectoryEntry);
  } catch (error) {
    gathered.unreadable.push({ name: name || entry.name, reason: (error as Error).message });
    return [];
  }
}

/** A folder is listed in pieces of about a hundred. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
