// A deployed site, fetched and linted.

import { join, underAddress } from "../engine.js";
import type { Options } from "../generated/types.js";
import { startHere } from "../node/module.js";
import { lintAll } from "../node/pool.js";
import { fetchSite } from "./fetch.js";
import type { SiteOptions } from "./options.js";

/** The longest file that is linted when nobody says otherwise. */
const MAX_FILE_SIZE = 2 ** 30;

/** What the files of a site give, each as JSON, and how much of the site that is. */
export interface SiteOutcome {
  reports: string[];
  site: string;
}

/** Fetches the site at `address` and lints what came. Throws, in words, when nothing comes. */
export async function lintFetched(
  address: string,
  site: SiteOptions,
  options: Options,
  threads?: number,
): Promise<SiteOutcome> {
  startHere();
  const { sourceMaps = true, maxFileSize = MAX_FILE_SIZE } = options;
  const fetched = await fetchSite(address, site, { sourceMaps, maxFileSize });
  const jobs = fetched.files.map(({ file, bytes, map }) => ({
    name: file,
    bytes,
    ...(map && { map }),
  }));
  const bytes = jobs.reduce((sum, job) => sum + job.bytes.byteLength, 0);
  const outcomes = await lintAll(jobs, { options, bytes, threads });
  const reports = fetched.files.map(({ file, name, notices }, index) =>
    underAddress(outcomes[index]?.report ?? "", file, name, notices),
  );
  return { reports, site: fetched.site };
}

/** The same as one report, as JSON. */
export async function reportOnSite(
  address: string,
  site: SiteOptions,
  options: Options,
): Promise<string> {
  const started = Date.now();
  const { reports, site: seen } = await lintFetched(address, site, options);
  return join(reports, Date.now() - started, seen);
}
