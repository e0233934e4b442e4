// What the page's content security policy refused, so that it can be said and mended.

/** What each directive must have, for whom it refuses something. */
const MEND: Record<string, string> = {
  "connect-src": "let connect-src have the place where leaklint’s module lies",
  "script-src": "let script-src have 'wasm-unsafe-eval'",
  "script-src-elem": "let script-src have the place where dropin.js lies",
  "worker-src": "let worker-src have the place where leaklint’s worker lies",
};

/** Remembers refusals from when it was made. */
export class Refusals {
  readonly #urls = new Map<string, string>();
  #last = "";

  constructor() {
    document.addEventListener("securitypolicyviolation", (event) => {
      this.#last = event.effectiveDirective;
      if (event.blockedURI) this.#urls.set(event.blockedURI, event.effectiveDirective);
    });
  }

  /** The directive that refused to load `url`. */
  of(url: string): string | undefined {
    return this.#urls.get(url) ?? this.#urls.get(new URL(url).origin);
  }

  /** Why leaklint cannot work here, in words that help. */
  explain(error: Error): string {
    const isPolicy =
      this.#last !== "" || /content security policy|unsafe-eval/i.test(error.message);
    if (!isPolicy) return `leaklint could not check this page: ${error.message}`;
    const directive = this.#last || "script-src";
    const mend = MEND[directive];
    const how = mend ? ` On a staging page, ${mend}; or use the browser extension.` : "";
    return `This page’s content security policy (${directive}) forbids leaklint to run.${how}`;
  }
}
