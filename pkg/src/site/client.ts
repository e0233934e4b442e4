// One answer at a time: redirects, retries, bounds, and where nothing may lead.

import { X509Certificate } from "node:crypto";
import * as http from "node:http";
import * as https from "node:https";
import { rootCertificates } from "node:tls";
import { head, temper } from "../engine.js";
import { Refusal, refusal } from "./failure.js";
import { Network } from "./network.js";
import type { SiteOptions } from "./options.js";
import { Pace, pause } from "./pace.js";
import { CODINGS, isPlain, mostOf, type Unpacked, unpack } from "./unpack.js";

/** As browsers follow. */
const MOST_REDIRECTS = 10;
/** How often something is asked for that may be there in a moment. */
const TRIES = 3;
const FIRST_PAUSE = 300;
/** A server that wants a longer pause is asked another day. */
const LONGEST_PAUSE = 8000;
const PLAIN = "identity";
/** Bytes in all, unless the options say otherwise. */
const MAX_BYTES = 500 * 2 ** 20;
/** The longest answer, in bytes, whatever the options allow: it is held in memory. */
const MOST_BODY = 2 ** 27;

/** What a server sent. */
export interface Answer {
  /** Where it came from, behind its redirects. */
  url: string;
  mediaType: string;
  /** What its header names as its source map. */
  map: string | undefined;
  bytes: Uint8Array;
  /** What is missing of it. */
  lack: string | undefined;
}

/** What the head of an answer says. */
interface Head {
  redirect?: string;
  mediaType?: string;
  map?: string | null;
  codings?: string;
  failure?: unknown;
}

/** What one request came to. */
type Step = { redirect: string } | { answer: Answer; isBadlyPacked: boolean };

/** One client for a run, with what it has spent of its limits. */
export class Client {
  requests = 0;
  bytes = 0;
  /** Bytes that came packed, as they are unpacked. */
  unpacked = 0;
  readonly #pace: Pace;
  readonly #agents: { "http:": http.Agent; "https:": https.Agent };

  private constructor(
    readonly origin: string,
    readonly agent: string,
    readonly most: number,
    readonly network: Network,
    readonly options: SiteOptions,
  ) {
    const { concurrency, rate, ca } = options;
    this.#pace = new Pace(concurrency, rate, network.isLocal);
    const trusted = ca?.length ? { ca: [...rootCertificates, ...ca] } : {};
    this.#agents = {
      "http:": new http.Agent({ keepAlive: true }),
      "https:": new https.Agent({ keepAlive: true, ...trusted }),
    };
  }

  /** A client for the site at `address`, whose answers have `most` bytes, unpacked. */
  static async of(
    address: URL,
    agent: string,
    most: number,
    options: SiteOptions,
  ): Promise<Client> {
    for (const pem of options.ca ?? []) {
      const reason = lackOf(pem);
      if (reason) throw new Error(`ca gives no certificate: ${reason}`);
    }
    const network = await Network.of(address, options.allowPrivate ?? false).catch((error) => {
      throw refusal(error);
    });
    return new Client(address.origin, agent, most, network, options);
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /** What is at an address. `mayFollow` says whether a redirect may lead to another. */
  async get(address: string, mayFollow: (next: string) => boolean): Promise<Answer> {
    let url = address;
    const seen = new Set<string>();
    for (;;) {
      const step = await this.#unpacked(url);
      if ("answer" in step) return step.answer;
      seen.add(url);
      if (seen.has(step.redirect)) throw Refusal.of("loop");
      if (seen.size > MOST_REDIRECTS) throw Refusal.of("tooManyRedirects");
      if (!mayFollow(step.redirect)) throw Refusal.of({ elsewhere: step.redirect });
      url = step.redirect;
    }
  }

  /** Asks once more, for it as it is, when its packing is wrong. */
  async #unpacked(url: string): Promise<Step> {
    let first: Step | Refusal;
    try {
      first = await this.#withPatience(url, CODINGS);
      if (!("isBadlyPacked" in first && first.isBadlyPacked)) return first;
    } catch (error) {
      first = refusal(error);
      if (!first.text.startsWith('{"packing"')) throw first;
    }
    const second = await this.#withPatience(url, PLAIN).catch(() => undefined);
    if (second && !("isBadlyPacked" in second && second.isBadlyPacked)) return second;
    if (first instanceof Refusal) throw first;
    return first;
  }

  /** Asks again when that may help. */
  async #withPatience(url: string, codings: string): Promise<Step> {
    const { hostname } = new URL(url);
    this.network.check(new URL(url));
    let wait = FIRST_PAUSE;
    for (let tries = 1; ; tries += 1) {
      const wanted: { pause?: number } = {};
      try {
        const step = await this.#pace.turn(hostname, () => this.#noted(url, codings, wanted));
        if (step) return step;
        throw Refusal.of("gaveUp");
      } catch (error) {
        const failure = refusal(error);
        const [isPassing] = temper(failure.text) as [boolean, boolean];
        const next = wanted.pause ?? wait;
        if (!isPassing || tries >= TRIES || next > LONGEST_PAUSE) throw failure;
        await pause(next);
        wait *= 3;
      }
    }
  }

  /** One request, whose end counts for its host. */
  async #noted(url: string, codings: string, wanted: { pause?: number }): Promise<Step> {
    const { hostname } = new URL(url);
    try {
      const step = await this.#once(url, codings, wanted);
      this.#pace.note(hostname, false);
      return step;
    } catch (error) {
      const [, isOfHost] = temper(refusal(error).text) as [boolean, boolean];
      this.#pace.note(hostname, isOfHost);
      throw error;
    }
  }

  /** One request; `wanted` gets how long the server wants to be left alone. */
  async #once(url: string, codings: string, wanted: { pause?: number }): Promise<Step> {
    const { maxRequests = 5000, timeout = 30 } = this.options;
    if (this.requests >= maxRequests) throw Refusal.of({ limit: "--max-requests" });
    this.requests += 1;
    const signal = AbortSignal.timeout(timeout * 1000);
    try {
      const response = await this.#send(url, codings, signal);
      const seconds = Number(response.headers["retry-after"]);
      if (Number.isInteger(seconds)) wanted.pause = seconds * 1000;
      return await this.#step(url, response, codings);
    } catch (error) {
      throw signal.aborted ? Refusal.of({ timeout }) : refusal(error);
    }
  }

  #send(url: string, codings: string, signal: AbortSignal): Promise<http.IncomingMessage> {
    const target = new URL(url);
    const own = target.origin === this.origin ? this.options.headers : {};
    const headers = { "user-agent": this.agent, accept: "*/*", ...own, "accept-encoding": codings };
    const isSecure = target.protocol === "https:";
    const agent = this.#agents[isSecure ? "https:" : "http:"];
    const options = { headers, signal, agent, lookup: this.network.lookup as never };
    return new Promise((resolve, reject) => {
      const request = (isSecure ? https : http).get(target, options, resolve);
      request.on("error", reject);
    });
  }

  async #step(url: string, response: http.IncomingMessage, asked: string): Promise<Step> {
    const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    const said: Head = JSON.parse(
      head(url, response.statusCode ?? 0, Object.fromEntries(entries)) as string,
    );
    if (said.failure !== undefined || said.redirect !== undefined) {
      response.resume();
      if (said.redirect !== undefined) return { redirect: said.redirect };
      throw new Refusal(JSON.stringify(said.failure));
    }
    const { mediaType = "", codings = "" } = said;
    const map = said.map ?? undefined;
    const { packed, cut } = await this.#body(response);
    const most = Math.min(this.most, MOST_BODY, mostOf(packed.byteLength));
    const unpacked = await unpack(packed, codings, most).catch((error): Refusal => error);
    if (!(unpacked instanceof Refusal) && unpacked.bytes !== packed) {
      this.unpacked += unpacked.bytes.byteLength;
      const { maxBytes = MAX_BYTES } = this.options;
      if (this.unpacked > maxBytes) throw Refusal.of({ limit: "--max-bytes" });
    }
    const isRefused = unpacked instanceof Refusal;
    const isBadlyPacked = (isRefused || unpacked.isBroken) && cut === undefined;
    if (isBadlyPacked && asked === PLAIN && isPlain(packed)) {
      const lack = `the server says that it is packed with ${codings}, and it is not`;
      return { answer: { url, mediaType, map, bytes: packed, lack }, isBadlyPacked: false };
    }
    if (isRefused) throw unpacked;
    const { bytes, lack } = unpacked as Unpacked;
    return { answer: { url, mediaType, map, bytes, lack: lack ?? cut }, isBadlyPacked };
  }

  /** The body as it was sent, and what is missing of it. */
  async #body(response: http.IncomingMessage): Promise<{ packed: Buffer; cut?: string }> {
    const { maxBytes = MAX_BYTES } = this.options;
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of response) {
        this.bytes += chunk.length;
        if (this.bytes > maxBytes) throw Refusal.of({ limit: "--max-bytes" });
        chunks.push(chunk);
        length += chunk.length;
        if (length > Math.min(this.most, MOST_BODY)) {
          const cut = "not read to its end: it is longer than may be";
          return { packed: Buffer.concat(chunks), cut };
        }
      }
    } catch (error) {
      // What came may hold a key all the same, unless it came too slowly or was too much.
      const isOurs = error instanceof Refusal || (error as Error).name === "AbortError";
      if (isOurs || length === 0) throw error;
      return { packed: Buffer.concat(chunks), cut: "what came is cut short" };
    }
    return { packed: Buffer.concat(chunks) };
  }
}

/** Why a text gives no certificate, if it does not. */
export function lackOf(pem: string): string | undefined {
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) return "there is none in it";
  try {
    new X509Certificate(pem);
    return undefined;
  } catch {
    return "it is not in the form PEM";
  }
}
