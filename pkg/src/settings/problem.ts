// A project's settings cannot be read, or say what cannot be.

/** One sentence: which file, which line if known, and what to do. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
