// Names to network addresses, of which only those are given that may be asked: what a name stood
// for a moment ago says nothing about what it stands for now.

import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { lookup as lookupSoon } from "node:dns/promises";
import { isIP } from "node:net";
import { isPublic } from "../engine.js";
import { Refusal } from "./failure.js";

/** What Node's client asks for the addresses of a name. */
export type Lookup = (
  host: string,
  options: LookupOptions,
  done: (
    error: Error | null,
    address: string | LookupAddress[],
    family?: number | undefined,
  ) => void,
) => void;

/** What may be connected to. */
export class Network {
  private constructor(
    readonly all: boolean,
    /** The site's own host, and its addresses that are private. */
    readonly host: string,
    readonly own: ReadonlySet<string>,
  ) {}

  /** The network as the site at `address` and the person want it. */
  static async of(address: URL, all: boolean): Promise<Network> {
    const host = bare(address.hostname);
    const found = isIP(host) ? [{ address: host }] : await lookupSoon(host, { all: true });
    const own = found.map(({ address }) => address).filter((address) => !isPublic(address));
    return new Network(all, host, new Set(own));
  }

  /** Whether the site is on this machine or nearby. */
  get isLocal(): boolean {
    return this.own.size > 0;
  }

  #allows(host: string, address: string): boolean {
    return this.all || isPublic(address) || (host === this.host && this.own.has(address));
  }

  /** Refuses an address of the web that may not be asked, as far as it says itself. */
  check({ hostname }: URL): void {
    const host = bare(hostname);
    if (isIP(host) && !this.#allows(host, host)) throw Refusal.of("private");
  }

  /** For Node's client. */
  readonly lookup: Lookup = (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const allowed = found.filter(({ address }) => this.#allows(host, address));
      const [first] = allowed;
      if (!first) return done(Refusal.of("private"), []);
      if (options.all) return done(null, allowed);
      done(null, first.address, first.family);
    });
  };
}

/** A host without the brackets of an address of the sixth version. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
