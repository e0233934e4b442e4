// What the page's content security policy refused, so that it can be said and mended.

/** What each directive must have, for whom it refuses something. */
const MEND = {
  "connect-src": "let connect-src have the place where leaklint’s module lies",
  "script-src": "let script-src have 'wasm-unsafe-eval'",
};

/** Remembers refusals from when it was made. */
export class Refusals {
  readonly #urls = new Map<string, string>();
  #hasRefusedReading = false;

  constructor() {
    document.addEventListener("securitypolicyviolation", (event) => {
      if (event.effectiveDirective === "connect-src") this.#hasRefusedReading = true;
      if (event.blockedURI) this.#urls.set(event.blockedURI, event.effectiveDirective);
    });
  }

  /** The directive that refused to load `url`. */
  async of(url: string): Promise<string | undefined> {
    await told();
    return this.#urls.get(url) ?? this.#urls.get(new URL(url).origin);
  }

  /** Why leaklint cannot work here, in words that help. */
  async explain(error: Error): Promise<string> {
    await told();
    // Workers are not needed, so a refusal of one is not what stands in the way.
    const isModule = /content security policy|unsafe-eval/i.test(error.message);
    const directive = isModule ? "script-src" : this.#hasRefusedReading ? "connect-src" : undefined;
    if (!directive) return `leaklint could not check this page: ${error.message}`;
    return `This page’s content security policy (${directive}) forbids leaklint to run. On a staging page, ${MEND[directive]}; or use the browser extension.`;
  }
}

/** Refusals are told a moment after what they refuse has failed. */
function told(): Promise<void> {
  return new Promise((next) => setTimeout(next, 50));
}
