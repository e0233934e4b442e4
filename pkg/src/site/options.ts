// How a deployed site is fetched.

/** How a deployed site is fetched. All of it may be left out. */
export interface SiteOptions {
  /** Pages to look at: links and the sitemap are followed. 1 by default. */
  pages?: number;
  /** Headers for the site itself, and for nobody else. */
  headers?: Record<string, string>;
  /** Other origins that are the site's own, such as `https://cdn.example`. */
  own?: string[];
  /** Whether scripts of others are fetched and linted as well. */
  thirdParty?: boolean;
  /** Whether to ask for files that no visitor should get. Only for a site of your own. */
  probe?: boolean;
  /** Certificates (PEM) that are trusted beside the usual ones, for a test server. */
  ca?: string[];
  /** Whether a public page may lead to this machine and to private networks. */
  allowPrivate?: boolean;
  /** Requests in all; 5000 by default. */
  maxRequests?: number;
  /** Bytes in all, as they are sent; 500 MB by default. */
  maxBytes?: number;
  /** Seconds for one request; 30 by default. */
  timeout?: number;
  /** Requests to one host at a time; 6 by default, and more to a server on this machine. */
  concurrency?: number;
  /** Requests a second to one host, behind a first burst; 30 by default. */
  rate?: number;
}
