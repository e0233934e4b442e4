// What ends a build.

import { Problem } from "../settings/problem.js";
import type { Verdict } from "./verdict.js";

/** A build that gives a secret away. */
export class LeakError extends Error {
  readonly code = "LEAKLINT_FOUND";
  override readonly name = "LeaklintError";
  readonly #verdict: Verdict;
  /** `text` is said in place of the findings, where those were printed already. */
  constructor(verdict: Verdict, text = verdict.text) {
    super(text);
    this.#verdict = verdict;
    // It is about the build's files, not about this code.
    this.stack = "";
  }

  /** Not a member: who prints the error would print it all. */
  get verdict(): Verdict {
    return this.#verdict;
  }
}

/** leaklint itself failed. */
export class LeaklintFailure extends Error {
  readonly code = "LEAKLINT_FAILED";
  override readonly name = "LeaklintFailure";
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    // What says where a mistake is needs no trace of this code.
    const isUnforeseen = cause instanceof Error && !(cause instanceof Problem);
    super(`leaklint could not lint the build: ${reason}`, isUnforeseen ? { cause } : {});
    // Where it happened is in its cause.
    this.stack = "";
  }
}
