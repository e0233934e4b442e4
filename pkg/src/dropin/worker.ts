// Lints away from the page's own thread.

import type { Source } from "./collect.js";
import { Session } from "./session.js";

/** Sources, to be answered with a report; the first message brings the module. */
export interface Request {
  module?: ArrayBuffer;
  sources: Source[];
}

/** One for each request, in their order. */
export interface Answer {
  /** A report as JSON. */
  report?: string;
  error?: string;
}

let session: Session | undefined;

self.onmessage = ({ data }: MessageEvent<Request>) => {
  self.postMessage(answer(data));
};

function answer({ module, sources }: Request): Answer {
  try {
    if (module) session = new Session(module);
    for (const source of sources) session?.add(source);
    return session ? { report: session.report() } : { error: "no module was sent" };
  } catch (error) {
    return { error: String((error as Error)?.message ?? error) };
  }
}
