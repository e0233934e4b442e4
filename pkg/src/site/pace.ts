// Politeness: how many requests a host gets at a time, and how many a second.

/** Requests at a time to one host, as browsers send them. */
const CONCURRENCY = 6;
/** Requests a second to one host, behind a burst as a browser's that opens a page. */
const RATE = 30;
const BURST = 120;
/** A server of one's own, nearby, needs no patience. */
const LOCAL_CONCURRENCY = 16;
/** After this many failures in a row a host is left alone. */
const PATIENCE = 8;
/** Milliseconds for which a request waits for those before it, once a host has begun to fail. */
const PAUSE = 20;

interface Host {
  free: number;
  waiting: (() => void)[];
  tokens: number;
  at: number;
  /** In a row. */
  failures: number;
  /** Requests that have not ended. */
  open: number;
}

/** All hosts. */
export class Pace {
  readonly #hosts = new Map<string, Host>();
  readonly #concurrency: number;
  /** None for a server nearby. */
  readonly #rate: number | undefined;

  constructor(concurrency: number | undefined, rate: number | undefined, isLocal: boolean) {
    this.#concurrency = concurrency ?? (isLocal ? LOCAL_CONCURRENCY : CONCURRENCY);
    this.#rate = rate ?? (isLocal ? undefined : RATE);
  }

  #host(name: string): Host {
    let host = this.#hosts.get(name);
    if (!host) {
      const at = Date.now();
      host = {
        free: this.#concurrency,
        waiting: [],
        tokens: this.#burst(),
        at,
        failures: 0,
        open: 0,
      };
      this.#hosts.set(name, host);
    }
    return host;
  }

  /** A slower rate than usual is meant from the first request on. */
  #burst(): number {
    return this.#rate !== undefined && this.#rate < RATE ? 1 : BURST;
  }

  /** Does `work` when it is its turn; nothing when the host is left alone by then. */
  async turn<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const host = this.#host(name);
    if (host.free > 0) host.free -= 1;
    else await new Promise<void>((go) => host.waiting.push(go));
    try {
      await this.#wait(host);
      // Of a host that fails, no more are asked for than it has failures left.
      while (host.failures > 0 && host.failures + host.open >= PATIENCE) {
        if (host.failures >= PATIENCE) return undefined;
        await pause(PAUSE);
      }
      host.open += 1;
      try {
        return await work();
      } finally {
        host.open -= 1;
      }
    } finally {
      const next = host.waiting.shift();
      if (next) next();
      else host.free += 1;
    }
  }

  async #wait(host: Host): Promise<void> {
    if (this.#rate === undefined) return;
    const now = Date.now();
    const earned = ((now - host.at) / 1000) * this.#rate;
    host.tokens = Math.min(host.tokens + earned, this.#burst()) - 1;
    host.at = now;
    if (host.tokens < 0) await pause((-host.tokens / this.#rate) * 1000);
  }

  /** Remembers how a request ended. */
  note(name: string, isFailure: boolean): void {
    const host = this.#host(name);
    host.failures = isFailure ? host.failures + 1 : 0;
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
