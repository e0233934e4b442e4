// The page's policy lets no text become a script's address; these two may.

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: Factory };

trustedTypes?.createPolicy("default", {
  createScriptURL(url) {
    // Lint workers carry their script; the service worker is a file beside the page.
    const { href, protocol, origin } = new URL(url, location.href);
    const isOwn = protocol === "blob:" || href === new URL("./sw.js", location.href).href;
    if (!isOwn || origin !== location.origin) throw new TypeError("not a script of this page");
    return url;
  },
});
