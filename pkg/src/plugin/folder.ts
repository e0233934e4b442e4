// A build that is on the disk already: frameworks that write pages after the bundler.

import { Files, LeakError, type Session } from "./session.js";
import { hasFindings } from "./verdict.js";

/**
 * Lints folders, by their prefix in the report, and `texts` that pages will hold, by name; throws
 * when the build must fail.
 */
export async function lintFolders(
  session: Session,
  folders: Record<string, string>,
  root: string,
  say: { info(text: string): void; warn(text: string): void },
  publicPrefixes: string[] = [],
  texts: Record<string, string> = {},
): Promise<void> {
  const files = new Files();
  for (const [name, text] of Object.entries(texts)) files.add(name, text);
  for (const [prefix, folder] of Object.entries(folders)) files.addFolder(folder, prefix);
  const verdict = await session.lint(files, { root, publicPrefixes }, say.warn);
  if (!verdict) return;
  if (verdict.isFailure) throw new LeakError(verdict);
  if (hasFindings(verdict)) say.warn(verdict.text);
  else say.info(verdict.text);
}
