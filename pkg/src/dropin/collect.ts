// What a page has loaded, as texts with names.

/** Something to lint. */
export interface Source {
  name: string;
  text: string;
  /** The source map beside it. */
  map?: string;
}

/** Something that cannot be read, and why. */
export interface Unread {
  name: string;
  reason: string;
}

/** What a page has loaded since it was last asked. */
export interface Collected {
  sources: Source[];
  unread: Unread[];
}

/** Who knows what the page's policy refused. */
export interface Refused {
  of(url: string): Promise<string | undefined>;
}

const SCRIPT = /\.[cm]?jsx?$/i;
const MAP = /[/*][#@]\s*sourceMappingURL=([^\s*]+)\s*(?:\*\/)?\s*$/;
const AT_ONCE = 6;
const MOST_LENGTH = 64 * 1024 * 1024;
const MOST_SCRIPTS = 2000;
/** Asks the page what it has loaded; each script is read once. */
export class Collector {
  readonly #refused: Refused | undefined;
  readonly #seen: Set<string>;

  /** `own` are the addresses of leaklint's own scripts: they are not the page's. */
  constructor(own: Iterable<string> = [], refused?: Refused) {
    this.#seen = new Set(own);
    this.#refused = refused;
  }

  /** Whether there are scripts that were not read yet. */
  hasNew(): boolean {
    return scripts().some((url) => !this.#seen.has(url));
  }

  /** The page itself as it stands now, and the scripts that are new. */
  async collect(): Promise<Collected> {
    const found = scripts().filter((url) => !this.#seen.has(url));
    const urls = found.slice(0, MOST_SCRIPTS);
    for (const url of found) this.#seen.add(url);
    const sources: Source[] = [{ name: pageName(), text: document.documentElement.outerHTML }];
    const unread: Unread[] = found.slice(MOST_SCRIPTS).map((url) => ({
      name: nameOf(url),
      reason: `the page has more than ${MOST_SCRIPTS} scripts`,
    }));
    for (let at = 0; at < urls.length; at += AT_ONCE) {
      const some = urls.slice(at, at + AT_ONCE).map((url) => this.#script(url));
      for (const read of await Promise.all(some)) {
        if (Array.isArray(read)) sources.push(...read);
        else unread.push(read);
      }
    }
    return { sources, unread };
  }

  /** What the page keeps in the browser. Only when a person asks for it. */
  storage(): Collected {
    const sources: Source[] = [];
    const unread: Unread[] = [];
    for (const name of ["localStorage", "sessionStorage"] as const) {
      try {
        sources.push({ name: `${name}.json`, text: JSON.stringify({ ...globalThis[name] }) });
      } catch {
        unread.push({ name, reason: "the browser does not allow it" });
      }
    }
    try {
      sources.push({ name: "cookies.json", text: JSON.stringify(cookies(document.cookie)) });
    } catch {
      unread.push({ name: "cookies", reason: "the browser does not allow it" });
    }
    return { sources, unread };
  }

  /** A script, and its map where there is one. */
  async #script(url: string): Promise<Source[] | Unread> {
    const name = nameOf(url);
    try {
      const text = await read(url);
      if (text.length > MOST_LENGTH) return { name, reason: "it is too long" };
      const mapUrl = mapOf(text, url);
      const map = mapUrl && (await read(mapUrl).catch(() => undefined));
      if (!mapUrl || map === undefined) return [{ name, text }];
      return [
        { name, text, map },
        { name: nameOf(mapUrl), text: map },
      ];
    } catch (error) {
      return { name, reason: await this.#reason(url, error as Error) };
    }
  }

  async #reason(url: string, { message }: Error): Promise<string> {
    const directive = await this.#refused?.of(url);
    if (directive) return `the page’s policy (${directive}) forbids reading it`;
    if (new URL(url).origin !== location.origin) {
      return "its server does not let other sites read it (CORS)";
    }
    return message;
  }
}

/** The scripts that the page names, and those that it has loaded. */
function scripts(): string[] {
  const urls = new Set<string>();
  for (const { src } of document.scripts) if (src) urls.add(src);
  const links = 'link[rel~="modulepreload"], link[rel~="preload"][as="script"]';
  for (const link of document.querySelectorAll<HTMLLinkElement>(links)) urls.add(link.href);
  for (const { name, initiatorType } of performance.getEntriesByType(
    "resource",
  ) as PerformanceResourceTiming[]) {
    if (initiatorType === "script" || isScript(name)) urls.add(name);
  }
  return [...urls].filter(isReadable);
}

function isScript(url: string): boolean {
  return URL.canParse(url) && SCRIPT.test(new URL(url).pathname);
}

function isReadable(url: string): boolean {
  return /^(?:https?|blob):/.test(url) && URL.canParse(url);
}

/** The bytes lie in the browser's cache: the page has just loaded them. */
async function read(url: string): Promise<string> {
  const isSame = new URL(url).origin === location.origin;
  const response = await fetch(url, {
    cache: "force-cache",
    credentials: isSame ? "same-origin" : "omit",
  });
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return response.text();
}

/** The map that a script names, when it is of the page's own origin. */
function mapOf(text: string, base: string): string | undefined {
  const named = MAP.exec(text.slice(-4096))?.[1];
  if (!named || named.startsWith("data:") || !URL.canParse(named, base)) return undefined;
  const url = new URL(named, base);
  return url.origin === location.origin ? url.href : undefined;
}

function pageName(): string {
  const name = nameOf(location.href);
  return /\.x?html?$/i.test(name) ? name : `${name.replace(/\/$/, "")}${name ? "/" : ""}index.html`;
}

/** The path on the page's own origin, else the whole address; never its query. */
export function nameOf(url: string): string {
  const { origin, protocol, pathname } = new URL(url);
  const path = pathname.replace(/^\//, "");
  return origin === location.origin && protocol !== "blob:" ? path : `${origin}/${path}`;
}

function cookies(text: string): Record<string, string> {
  const pairs = text.split("; ").filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, Math.max(at, 0)), decoded(pair.slice(at + 1))];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
