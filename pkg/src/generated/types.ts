// Generated from the Rust types by `cargo xtask types`: do not edit.
/** What leaklint says about some files. */
export interface Report {
  /** The version of this form: `SCHEMA`. */
  schema: number;
  /** Who made the report. */
  tool: Tool;
  /** Errors first, then by path and offset. */
  findings: Finding[];
  /** Every file that was looked at, by path. */
  files: File[];
  /** Totals. */
  summary: Summary;
  /** How much of a deployed site this is about, when it was read from its address. */
  site?: Site;
}
/** Who made a report. */
export interface Tool {
  /** `leaklint`. */
  name: string;
  /** The crate's version. */
  version: string;
  /** How many kinds of key it knows. */
  rules: number;
}
/** What one file gives. */
export interface FileReport {
  /** The file and how it was read. */
  file: File;
  /** What was found in it, by offset. */
  findings: Finding[];
  /** What an allowance or a baseline has taken out of `findings`. */
  suppressed?: Suppressed[];
}
/** A file that was looked at. */
export interface File {
  /** Relative to the folder that was named, with `/`. */
  path: string;
  /** What it was taken for. */
  kind: FileKind;
  /** Its size. */
  bytes: number;
  /** How it was read. */
  analysis: Analysis;
  /** Why `analysis` is not the best for its kind, and what was lost. */
  notices: string[];
  /** Whether client-side code was read in it: a script, a page, WebAssembly, or a map's sources. */
  code?: boolean;
}
/** What a file is taken for. */
export type FileKind = "javascript" | "html" | "json" | "css" | "xml" | "map" | "env" | "config" | "wasm" | "archive" | "text" | "binary";
/** How a file was read. */
export type Analysis = "syntax" | "lexical" | "text" | "binary" | "skipped";
/** Totals of a report. */
export interface Summary {
  /** Files that were looked at. */
  files: number;
  /** Their size together. */
  bytes: number;
  /** Findings of severity `error`. */
  errors: number;
  /** Findings of severity `warning`. */
  warnings: number;
  /** Findings of severity `note`. */
  notes: number;
  /** Findings that a baseline or an allowance hides. */
  suppressed: number;
  /** Files in which client-side code was read; with none, it is not a build that was looked at. */
  code?: number;
  /** Wall-clock time in milliseconds. */
  elapsedMs: number;
}
/** One secret of a build: a rule and a value, with every place where the value stands. */
export interface Finding {
  /** `provider/kind`, stable over versions. */
  rule: string;
  /** What the value is, in a few words. */
  title: string;
  /** The provider's name as people write it. */
  provider: string;
  /** How bad it is that the value is there. */
  severity: Severity;
  /** Whether such a value may be public. */
  exposure: Exposure;
  /** Whether it opens real data. */
  environment: Environment;
  /** How sure we are that it is what `title` says. */
  confidence: Confidence;
  /** One sentence: what it is and why it must not be here, or why it may. */
  message: string;
  /** The value with its middle left out; never enough to use. */
  redacted: string;
  /** The value, only when `Options::reveal` asked for it. */
  value?: string;
  /** A keyed hash of rule and value: the same after every rebuild, in every file. */
  fingerprint: string;
  /** The first place of the value. */
  location: Location;
  /** Where it stands in the person's own source, when a source map tells. */
  original?: Original;
  /** Every further place of the same value. */
  occurrences: Location[];
  /** Where its pieces are that do not stand in `location`, when it was put together. */
  pieces?: Location[];
  /** What the value is called where it stands. */
  context?: Context;
  /** How the value was put together; empty when it is verbatim. */
  derivation: string[];
  /** The environment variable it came from, or should come from. */
  env?: string;
  /** What it may do, when the value itself says. */
  scopes?: string[];
  /** The day it was issued (`YYYY-MM-DD`, UTC), when the value itself says. */
  issued: string | null;
  /** The day it expires (`YYYY-MM-DD`, UTC), when the value itself says. */
  expires: string | null;
  /** What to do. */
  remediation: Remediation;
  /** The line around the first place, with every value in it redacted. */
  excerpt: Excerpt;
}
/** A place in a file of the build. */
export interface Location {
  /** Relative to the folder that was named, with `/`. */
  path: string;
  /** From 1; lines end with a line feed. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  /** First byte of the value in the file, from 0. */
  offset: number;
  /** The byte after the value's last. */
  end: number;
}
/** A place in a person's own source, as a source map tells it. */
export interface Original {
  /** As the source map names it. */
  path: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
}
/** What a value is called where it stands. */
export interface Context {
  /** What `name` is to the value. */
  kind: ContextKind;
  /** The nearest name: `apiKey`, `createClient`, `Authorization`. */
  name?: string;
  /** All names from the outermost to the nearest: `config.payments.apiKey`. */
  path?: string;
  /** Which argument of the call the value is, from 0. */
  argument?: number;
}
/** What a context's name is to the value. */
export type ContextKind = "variable" | "property" | "argument" | "header" | "query" | "environment" | "attribute" | "string" | "key" | "regex" | "text" | "comment";
/** What to do about a finding. */
export interface Remediation {
  /** One sentence. */
  summary: string;
  /** In the order to do them. */
  steps: string[];
  /** Where the key is revoked or rotated. */
  revoke?: string;
  /** The provider's documentation. */
  docs?: string;
}
/** A piece of one line, for showing a person where the value stands. */
export interface Excerpt {
  /** About 100 characters of the line, on one line, every value in it redacted. */
  text: string;
  /** Where the redacted value begins in `text`, in bytes. */
  start: number;
  /** Where it ends in `text`, in bytes. */
  end: number;
  /** Whether the line goes on before `text`. */
  cut_before: boolean;
  /** Whether the line goes on after `text`. */
  cut_after: boolean;
}
/** How bad a finding is; SARIF's levels. Ordered: `Note < Warning < Error`. */
export type Severity = "note" | "warning" | "error";
/** Whether a kind of value may be public. */
export type Exposure = "secret" | "restricted" | "publishable" | "unknown";
/** Whether a value opens real data. */
export type Environment = "live" | "test" | "unknown";
/** How sure we are. Ordered: `Low < Medium < High`. */
export type Confidence = "low" | "medium" | "high";
/** How much of a site a report is about. */
export interface Site {
  /** The address, behind its redirects. */
  url: string;
  /** How much of what was found was fetched. */
  coverage: Coverage;
  /** How many requests it took, those that were tried again included. */
  requests: number;
  /** How many bytes came, as they were sent. */
  bytes: number;
  /** What was found and not fetched, by address. */
  missed: Missed[];
  /** Scripts of others that the site loads, by address. */
  thirdParty: ThirdParty[];
  /** Files that no visitor should get, when they were asked for. */
  probes?: Probe[];
  /** Which bounds were met, and what else a person should know. */
  notices: string[];
}
/** What was found, by kind. */
export interface Coverage {
  /** Pages, those in frames included. */
  pages: Share;
  /** Scripts and modules: the chunks of the build. */
  scripts: Share;
  /** Style sheets. */
  styles: Share;
  /** JSON, manifests and other data. */
  data: Share;
  /** Source maps. */
  maps: Share;
}
/**
 * How much of one kind was fetched. A path that only may be there, such as a source map that
 * nothing names, counts when it is.
 */
export interface Share {
  /** How many there are. */
  found: number;
  /** How many of them came whole. */
  fetched: number;
  /** How many did not. */
  failed: number;
}
/** Something that was found and did not come, or not whole. */
export interface Missed {
  /** Its address. */
  url: string;
  /** Why, in half a sentence. */
  reason: string;
  /** What names it. */
  from?: string;
}
/** A script of someone else's that the site loads. */
export interface ThirdParty {
  /** Its address. */
  url: string;
  /** What loads it. */
  from?: string;
  /** Whether it was linted. */
  linted: boolean;
}
/** A file that no visitor should get. */
export interface Probe {
  /** Its address. */
  url: string;
  /** Whether the server gives it. */
  served: boolean;
  /** What it is, or why it is not known. */
  note: string;
}
/**
 * A finding, or several, that a person has accepted.
 *
 * Of `rule`, `fingerprint`, `path` and `env` at least one must be there; a finding is allowed
 * when all that are there fit.
 */
export interface Allow {
  /** The rule's id: `provider/kind`, or `provider/*` for all of a provider's. */
  rule?: string;
  /** The finding's fingerprint, as every report has it. */
  fingerprint?: string;
  /**
   * A glob (`assets/vendor-*.js`, `**\/*.map`) for the path of the finding's first place, or of
   * its original one.
   */
  path?: string;
  /** The environment variable that the finding names. */
  env?: string;
  /** Why it may stay. */
  reason: string;
  /** The last day (`YYYY-MM-DD`, UTC) on which it may. */
  until?: string;
}
/** Who accepted a finding that was left out of a report. */
export interface Suppressed {
  /** The finding's fingerprint. */
  fingerprint: string;
  /**
   * The place of the allowance in `Options::allow`, from 0; nothing when a comment or
   * the baseline has the finding.
   */
  allow?: number;
  /** The comment in the source that allows it. */
  comment?: Original;
}
/** An environment variable with its value, as `Options::variables` takes it. */
export interface Variable {
  /** Its name. */
  name: string;
  /** Its value. No report holds it unless `Options::reveal` asks for it. */
  value: string;
  /** Where it was read, as findings tell it: `.env.production`, `the environment`. */
  from?: string;
}
/** How a `Linter` works. The default is what most people want. */
export interface Options {
  /** How much doubt is tolerated. */
  persona?: Persona;
  /** Findings below this are left out. */
  minSeverity?: Severity;
  /** Put values whole into the report. Without it no output contains a secret. */
  reveal?: boolean;
  /**
   * The time that the age of tokens is told from, in seconds since 1970; without it no age is
   * told, and nothing counts as expired.
   */
  now?: number | null;
  /** Findings that a person has accepted. */
  allow?: Allow[];
  /** Fingerprints of findings that were there before. */
  baseline?: string[];
  /**
   * Leave code out of parsing that holds nothing of interest. The findings are the same, in
   * half the time.
   */
  prune?: boolean;
  /** Longest file that is linted, in bytes; longer ones are listed as skipped. At most 4 GiB - 1. */
  maxFileSize?: number;
  /**
   * Read source maps: their sources are linted, and findings name the place that a person wrote.
   * Without it a map is read as JSON.
   */
  sourceMaps?: boolean;
  /**
   * Variables whose values are looked for, verbatim and encoded, unless they are meant to be
   * public or would be found by accident.
   */
  variables?: Variable[];
  /**
   * Variables that the build publishes because of their names. Those whose names say secret are
   * looked for; of the others, a finding with such a value names the variable.
   */
  publicVariables?: Variable[];
  /** Rules of the user's own. */
  rules?: RuleText[];
}
/** Who is asking, and so how much doubt a report may hold. */
export type Persona = "regular" | "pedantic" | "auditor";
/** One rule, as `--format json` prints it. */
export interface Rule {
  /** `provider/kind`. */
  id: string;
  /** What it is, in a few words. */
  title: string;
  /** The provider's name as people write it. */
  provider: string;
  /** Whether it may be public. */
  exposure: Exposure;
  /** What who has it can do, as it goes on after "can". */
  can: string;
  /** What to do in place of putting it into client code. */
  instead: string;
  /** The token grammar; empty when only the name tells. */
  form: string;
  /** Which part of a token says what it opens. */
  environments: Said[];
  /** The variable that people keep it in. */
  env: string | null;
  /** The provider's documentation of it. */
  docs: string | null;
  /** Where it is rotated or revoked. */
  rotate: string | null;
  /** Where a person sees what a key did. */
  usage: string | null;
  /** How one looks, masked. */
  sample: string | null;
  /** The page that explains it. */
  page: string | null;
  /** The names that it goes by. */
  context?: Names;
}
/** What a part of a token says. */
export interface Said {
  /** The part of the token. */
  text: string;
  /** What it says. */
  environment: Environment;
}
/** The names that a key goes by. */
export interface Names {
  /** Words in the names around it. */
  names: string[];
  /** Request headers. */
  headers: string[];
  /** Hosts whose URLs take it as a parameter. */
  hosts: string[];
  /** Those parameters. */
  query: string[];
  /** Calls that take it. */
  calls: string[];
}
/** One rule as a person writes it. */
export interface RuleText {
  /** What findings call it: `acme/api-key`, or `api-key`, which is `custom/api-key`. */
  id?: string;
  /** What it finds, in a few words; the id when it is missing. */
  title?: string;
  /** What the value looks like, in the grammar of the catalogue. */
  token?: string;
  /**
   * What the value looks like, as a regular expression; its first group, if it has one, is the
   * value. Instead of `token`.
   */
  regex?: string;
  /** Whether it may be public; `secret` when it is missing. */
  exposure?: Exposure;
  /** What to tell about a finding, in place of leaklint's own sentence. */
  message?: string;
  /** What someone who has it can do, as it goes on after "can". */
  can?: string;
  /** What to do in place of putting it into client code. */
  instead?: string;
  /** Where it is rotated or revoked. */
  rotate?: string;
  /** What tells more about it. */
  docs?: string;
  /** The variable that people keep it in. */
  env?: string;
  /** Text in the value that says what it opens. */
  environment?: Record<string, Environment>;
  /** The names that the value goes by. */
  context?: RuleNames;
  /** Whether the form alone says too little. */
  "needs-context"?: boolean;
}
/** The names that a value goes by, as the catalogue has them. */
export interface RuleNames {
  /** Words in the names around it: `acme api key`. */
  names?: string[];
  /** Request headers: `X-Acme-Key`. */
  headers?: string[];
  /** Calls that take it, with the argument's place from 0: `acme.init`, 0. */
  calls?: [string, number][];
  /** Hosts whose URLs take it as a parameter. */
  hosts?: string[];
  /** Those parameters. */
  query?: string[];
}
