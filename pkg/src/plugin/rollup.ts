// Rollup and Rolldown: the output is in memory when `generateBundle` is called.

import { say } from "./exit.js";
import { publishedSources } from "./misconfiguration.js";
import { Files, LeakError, type Place, type Session } from "./session.js";
import { hasFindings, type Verdict } from "./verdict.js";

/** What Rollup's, Rolldown's and Vite's outputs have in common. */
export interface OutputBundle {
  [name: string]:
    | {
        type: "chunk";
        fileName: string;
        code: string;
        map?: { toString(): string } | null;
        moduleIds?: string[];
      }
    | { type: "asset"; fileName: string; source: string | Uint8Array };
}

/** The part of a plugin's context that is needed. */
export interface Context {
  error(error: Error | string): never;
  warn(text: string): void;
  info?(text: string): void;
  meta: { rollupVersion?: string; rolldownVersion?: string; watchMode?: boolean };
}

/** The files of an output, its maps with them. */
export function filesOf(bundle: OutputBundle): Files {
  const files = new Files();
  for (const output of Object.values(bundle)) {
    if (output.type === "asset") {
      files.add(output.fileName, output.source);
      continue;
    }
    files.add(output.fileName, output.code);
    files.made(output.fileName, output.moduleIds ?? []);
    // Some bundlers write the map beside the output without listing it.
    const name = `${output.fileName}.map`;
    if (output.map && !(name in bundle)) files.add(name, output.map.toString());
  }
  return files;
}

/** Tells the verdict in the bundler's way; a failure ends the build. */
export function tell(
  verdict: Verdict | undefined,
  context: Context,
  info: (text: string) => void,
): void {
  if (!verdict) return;
  if (verdict.isFailure) context.error(new LeakError(verdict));
  if (hasFindings(verdict)) context.warn(verdict.text);
  else info(verdict.text);
}

/** The hooks of Rollup and Rolldown. */
export function rollupHooks(session: Session, bundler: "Rollup" | "Rolldown") {
  const place: Place = { root: process.cwd() };
  let isOn = true;
  let last = "";
  return {
    buildStart(this: Context): void {
      const { rollupVersion, rolldownVersion } = this.meta;
      const version = bundler === "Rollup" ? rollupVersion : rolldownVersion;
      isOn = session.isFit(bundler, version, (text) => this.warn(text));
      if (isOn) session.begin(place);
      last = "";
    },
    renderStart(this: Context, { sourcemap }: { sourcemap?: unknown }): void {
      if (!isOn || this.meta.watchMode || !sourcemap || sourcemap === "hidden") return;
      this.warn(publishedSources("`output.sourcemap`", 'use "hidden"'));
    },
    async generateBundle(this: Context, _: unknown, bundle: OutputBundle): Promise<void> {
      if (!isOn) return;
      const verdict = await session.lint(filesOf(bundle), place, (text) => this.warn(text));
      // What is generated and then written is the same output.
      if (verdict?.text === last && !verdict.isFailure) return;
      last = verdict?.text ?? "";
      tell(verdict, this, say);
    },
  };
}
