// The worker of the page. One script for every role: linting, keeping what was found, looking
// closer at one finding.

import type { Format } from "../../../pkg/src/api.js";
import { Engine, rules as rulesJson, start as startEngine } from "../../../pkg/src/engine.js";
import type { FileReport, Original, Rule } from "../../../pkg/src/generated/types.js";
import { type Files, type Item, type Job, lint, lintAlone, readNow } from "./job.js";
import { Kept } from "./kept.js";
import { type Frame, originalFrame } from "./original.js";
import type { Overview } from "./overview.js";
import { serve, tell } from "./remote.js";
import { render } from "./render.js";

/** Longer files are listed as skipped, as the command does. */
const MOST_BYTES = 2 ** 30;

/** What a lint worker says while it works. */
export interface Progress {
  /** The file that is read now. */
  name: string;
  /** Bytes that were read since it last said something. */
  bytes: number;
}

let engine: Engine | undefined;
let maps: Files = new Map();
const kept = new Kept();

const methods = {
  /** Must be called first. `strays` are source maps that do not stand beside their files. */
  start(module: WebAssembly.Module, strays: Files): void {
    startEngine(module);
    engine = new Engine({});
    maps = strays;
  },

  /** Lints one file; gives its report as a line of JSON. */
  async lintAlone(job: Job): Promise<Uint8Array> {
    tell({ name: job.name, bytes: 0 } satisfies Progress);
    const line = await lintAlone(engine as Engine, job, maps, MOST_BYTES);
    tell({ name: "", bytes: job.file.size } satisfies Progress);
    return new TextEncoder().encode(line);
  },

  /** Lints files that lie in `blob` one after the other. Fails when one cannot be read. */
  async lintTogether(items: Item[], blob: Blob): Promise<Uint8Array> {
    const content = new Uint8Array(await blob.arrayBuffer());
    tell({ name: items[0]?.name ?? "", bytes: 0 } satisfies Progress);
    let at = 0;
    const lines = items.map((item) => {
      const own = content.subarray(at, at + item.bytes);
      at += item.bytes;
      return lint(engine as Engine, item, own, maps);
    });
    tell({ name: "", bytes: at } satisfies Progress);
    return new TextEncoder().encode(lines.join("\n"));
  },

  /** Keeps what files of a drop gave. */
  keep(drop: number, lines: Uint8Array): void {
    kept.add(drop, new TextDecoder().decode(lines).split("\n"));
  },

  forget(drop: number): void {
    kept.forget(drop);
  },

  overview(elapsedMs: number): Overview {
    return kept.overview(elapsedMs);
  },

  /** The whole report as a file. */
  async download(format: Format, elapsedMs: number): Promise<Blob> {
    return new Blob([await render(kept.report(elapsedMs), format)]);
  },

  rules(): Rule[] {
    return JSON.parse(rulesJson());
  },

  /** The value of a finding: its file is read once more. */
  async reveal(job: Job, fingerprint: string): Promise<string | undefined> {
    const line = await lintAlone(new Engine({ reveal: true }), job, maps, MOST_BYTES);
    const { findings } = JSON.parse(line) as FileReport;
    return findings.find((finding) => finding.fingerprint === fingerprint)?.value;
  },

  /** The lines around a finding's original place, without any value. */
  async original(job: Job, at: Original): Promise<Frame | undefined> {
    const map = job.name.endsWith(".map") ? job.file : job.map;
    const bytes = map ? undefined : new Uint8Array(await job.file.arrayBuffer());
    return originalFrame(bytes, readNow(map), at);
  },
};

export type WorkerMethods = typeof methods;

serve(methods);
