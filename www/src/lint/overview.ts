// What the page shows of a report: a list that a person can go through, and a picture.

import type { Analysis, Finding, Report, Summary, Tool } from "../../../pkg/src/generated/types.js";
import { type Leaf, picture } from "./picture.js";

/** More findings than these are in the downloads only. */
const MOST_FINDINGS = 2000;
const MOST_NOTICES = 1000;

/** A file of which there is something to say. */
export interface Noticed {
  path: string;
  bytes: number;
  analysis: Analysis;
  notices: string[];
}

/** A report as the page shows it. */
export interface Overview {
  tool: Tool;
  summary: Summary;
  /** The worst ones, as many as can be shown. */
  findings: Finding[];
  /** How many there are. */
  total: number;
  noticed: Noticed[];
  /** How many files have notices. */
  noticedTotal: number;
  /** The files by size. */
  picture: Leaf[];
}

/** What is shown of `report`. */
export function overview(report: Report): Overview {
  const noticed = report.files.filter(({ notices }) => notices.length > 0);
  return {
    tool: report.tool,
    summary: report.summary,
    findings: report.findings.slice(0, MOST_FINDINGS),
    total: report.findings.length,
    noticed: noticed
      .slice(0, MOST_NOTICES)
      .map(({ path, bytes, analysis, notices }) => ({ path, bytes, analysis, notices })),
    noticedTotal: noticed.length,
    picture: picture(report),
  };
}
