// A run over a site: what the crawl wants is asked for, many at a time, and given back.

import { readFileSync } from "node:fs";
import { getDomain } from "tldts";
import { Crawl, type CrawlState, useRegistrable } from "../engine.js";
import { Client } from "./client.js";
import { Refusal } from "./failure.js";
import type { SiteOptions } from "./options.js";

/** The number of the first request. */
const FIRST = 1;

/** A file of a site. */
export interface SiteFile {
  /** Its address, as the report names it. */
  name: string;
  /** A name that tells the linter what it is. */
  file: string;
  bytes: Uint8Array;
  /** Its source map. */
  map?: Uint8Array;
  /** What a person should know about it. */
  notices: string[];
}

/** What was fetched, and how much of the site that is, as JSON. */
export interface Fetched {
  files: SiteFile[];
  site: string;
}

/** What the crawl itself is told. */
interface Bounds {
  sourceMaps: boolean;
  maxFileSize: number;
}

/** Fetches what a browser would load from the site at `address`. Throws when nothing comes. */
export async function fetchSite(
  address: string,
  options: SiteOptions,
  bounds: Bounds,
): Promise<Fetched> {
  useRegistrable((host: string) => getDomain(host, { allowPrivateDomains: true }) ?? undefined);
  const crawl = new Crawl({
    address,
    pages: options.pages ?? 1,
    own: (options.own ?? []).map((own) => own.replace(/\/+$/, "")),
    thirdParty: options.thirdParty ?? false,
    probe: options.probe ?? false,
    sourceMaps: bounds.sourceMaps,
  });
  const { maxBytes = 500 * 2 ** 20 } = options;
  const most = Math.min(bounds.maxFileSize, maxBytes);
  const agent = `leaklint/${version()} (+https://github.com/leaklint/leaklint)`;
  let client: Client;
  try {
    client = await Client.of(new URL(address), agent, most, options);
  } catch (error) {
    // The crawl has the words for why the first request, which it waits for, comes to nothing.
    if (error instanceof Refusal) crawl.failed(FIRST, error.text);
    throw error;
  }
  try {
    const files = await run(crawl, client);
    return { files, site: crawl.finish(client.requests, client.bytes) };
  } finally {
    client.close();
  }
}

/** Asks for what the crawl wants until it wants no more. */
function run(crawl: CrawlState, client: Client): Promise<SiteFile[]> {
  const files: SiteFile[] = [];
  let open = 0;
  return new Promise((resolve, reject) => {
    const go = () => {
      for (const [id, url] of crawl.requests() as [number, string][]) {
        open += 1;
        one(crawl, client, id, url).then((more) => {
          files.push(...more);
          open -= 1;
          go();
        }, reject);
      }
      if (open === 0) resolve(files);
    };
    go();
  });
}

async function one(
  crawl: CrawlState,
  client: Client,
  id: number,
  url: string,
): Promise<SiteFile[]> {
  try {
    const answer = await client.get(url, (next) => crawl.mayFollow(id, next));
    const { mediaType, map, bytes, lack } = answer;
    return crawl.answered(id, answer.url, mediaType, map, bytes, lack) as SiteFile[];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return crawl.failed(id, error.text) as SiteFile[];
  }
}

function version(): string {
  const manifest = new URL("../../package.json", import.meta.url);
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}
