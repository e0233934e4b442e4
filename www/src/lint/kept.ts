// What was found so far, by the drop that it came with. It stays in a worker: the page is given
// no more of it than it shows.

import { join } from "../../../pkg/src/engine.js";
import type { Report } from "../../../pkg/src/generated/types.js";
import { type Overview, overview } from "./overview.js";

/** Keeps the reports of files, each as JSON. */
export class Kept {
  readonly #drops = new Map<number, string[]>();

  add(drop: number, lines: string[]): void {
    const known = this.#drops.get(drop);
    if (known) for (const line of lines) known.push(line);
    else this.#drops.set(drop, lines);
  }

  forget(drop: number): void {
    this.#drops.delete(drop);
  }

  /** One report of everything, as JSON. */
  report(elapsedMs: number): string {
    return join([...this.#drops.values()].flat(), elapsedMs);
  }

  overview(elapsedMs: number): Overview {
    return overview(JSON.parse(this.report(elapsedMs)) as Report);
  }
}
