// Why nothing came, in the terms of the crawl, which has the words for it.

/** A `Failure` of the crawl's. */
export type Failure =
  | "private"
  | "loop"
  | "tooManyRedirects"
  | "gaveUp"
  | { host: string }
  | { connection: string }
  | { tls: string }
  | { timeout: number }
  | { elsewhere: string }
  | { body: string }
  | { packing: string }
  | { limit: string };

/** A failure on its way up. */
export class Refusal extends Error {
  /** `text` is a failure as JSON. */
  constructor(readonly text: string) {
    super(text);
  }

  static of(failure: Failure): Refusal {
    return new Refusal(JSON.stringify(failure));
  }
}

const UNKNOWN_AUTHORITY = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
]);

/** What went wrong in Node's client. */
export function refusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  return Refusal.of(failure(code, message));
}

function failure(code: string, message: string): Failure {
  if (UNKNOWN_AUTHORITY.has(code)) {
    return {
      tls: "nobody who is trusted vouches for its certificate; `--ca FILE` names who does for a server of one's own",
    };
  }
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return { tls: "its certificate has expired" };
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return { tls: "its certificate is for another name" };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { host: "there is no such name" };
    case "ECONNREFUSED":
      return { connection: "it was refused; is the server running?" };
    case "ECONNRESET":
    case "EPIPE":
      return { connection: "the server closed it" };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return { connection: "there is no way to the host" };
  }
  if (/^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))$/.test(code)) {
    return { tls: "what answers there speaks no TLS; is it http://?" };
  }
  const isTls = /^(ERR_SSL|ERR_TLS|CERT_)/.test(code);
  return isTls ? { tls: message.split("\n")[0] ?? "" } : { connection: message };
}
