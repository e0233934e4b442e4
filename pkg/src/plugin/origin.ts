// Where a finding comes from when no source map tells: a public variable, the person's own module.

import { readFileSync, statSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { Engine } from "../engine.js";
import type {
  FileReport,
  Finding,
  Options,
  Report,
  Suppressed,
  Variable,
} from "../generated/types.js";
import { allowingLine, withoutEffect } from "./comments.js";
import { sources } from "./sources.js";

/** Longer modules are not a person's own. */
const LONGEST = 1_000_000;

/** What a bundler knows of where its output comes from. */
export interface Known {
  root: string;
  /** How the build is linted. */
  options: Options;
  /** Variables that are in the client's code by their prefix. */
  variables: Variable[];
  /** The modules that are in an output, as paths or the bundler's ids. */
  modules(output: string): string[];
  /** Whether a path is that of an output. */
  isOutput(path: string): boolean;
}

/** A module of the person's own. */
interface Module {
  text: string;
  findings: Finding[];
  suppressed?: Suppressed[] | undefined;
}

/** Tells origins. A build without findings costs nothing. */
export class Origins {
  readonly #known: Known;
  readonly #engine: Engine;
  readonly #read = new Map<string, Module | undefined>();
  /** By fingerprint: comments that allow a finding, but that no source map leads to. */
  readonly #hints = new Map<string, string>();
  #names: Map<string, string> | undefined;
  #all: string[] | undefined;

  constructor(known: Known) {
    this.#known = known;
    this.#engine = new Engine({ ...known.options, allow: [], baseline: [] });
  }

  /** Gives a finding the variable that its value is of, and its place in what a person wrote. */
  trace(finding: Finding): void {
    const name = this.#variable(finding.fingerprint);
    if (name) finding.env = name;
    if (finding.original) return;
    const outputs = [finding.location, ...finding.occurrences].map(({ path }) => path);
    const told = [...new Set(outputs.flatMap((path) => this.#known.modules(path)))];
    const modules = told.length ? told : this.#sources();
    for (const find of [this.#verbatim, this.#named, this.#whole]) {
      for (const path of modules) {
        const at = find.call(this, path, finding);
        if (!at) continue;
        finding.original = { path: this.#name(path), ...at };
        this.#hint(path, finding, at.line);
        return;
      }
    }
  }

  /** What is to be said of the comments beside findings. */
  hints({ findings }: Report): string[] {
    return findings.flatMap(({ fingerprint }) => this.#hints.get(fingerprint) ?? []);
  }

  #hint(path: string, { rule, fingerprint }: Finding, line: number): void {
    const at = allowingLine(this.#open(path)?.text ?? "", line, rule);
    if (!at) return;
    const place = `${this.#name(path)}:${at}`;
    this.#hints.set(fingerprint, withoutEffect(place, rule, fingerprint));
  }

  /** A fingerprint is of rule and value: the same in the file of variables as in the build. */
  #variable(fingerprint: string): string | undefined {
    this.#names ??= new Map(
      this.#known.variables.flatMap(({ name, value }) =>
        this.#lint(".env", `${name}=${value}\n`).findings.map((found) => [found.fingerprint, name]),
      ),
    );
    return this.#names.get(fingerprint);
  }

  /** What may be in an output of which the bundler does not tell the modules. */
  #sources(): string[] {
    this.#all ??= sources(this.#known.root).filter((path) => !this.#known.isOutput(path));
    return this.#all;
  }

  /** The value as it stands in a module. */
  #verbatim(path: string, { fingerprint }: Finding) {
    const { findings = [], suppressed = [] } = this.#open(path) ?? {};
    const found = findings.find((found) => found.fingerprint === fingerprint);
    const allowed = suppressed.find((allowed) => allowed.fingerprint === fingerprint);
    const at = found?.location ?? allowed?.comment;
    return at && { line: at.line, column: at.column };
  }

  /** The variable where a module reads it. */
  #named(path: string, { env }: Finding) {
    const { text = "" } = this.#open(path) ?? {};
    // Other names have no place in code.
    const isName = env !== undefined && /^\w+$/.test(env);
    const at = isName ? text.search(new RegExp(`(?<![\\w$])${env}(?![\\w$])`)) : -1;
    return placeOf(text, at);
  }

  /** The whole environment where a module reads it. */
  #whole(path: string, { rule }: Finding) {
    if (rule !== "env/whole-environment") return undefined;
    const { text = "" } = this.#open(path) ?? {};
    return placeOf(text, text.search(/(?<![\w$.])(?:process|import\.meta)\.env(?![\w$])/));
  }

  /** A module of the person's own. */
  #open(path: string) {
    if (!this.#read.has(path)) this.#read.set(path, this.#linted(path));
    return this.#read.get(path);
  }

  #linted(path: string) {
    // What bundlers and plugins made up has other ids.
    if (!isAbsolute(path) || path.includes("\0")) return;
    const name = this.#name(path);
    if (name.startsWith("..") || isAbsolute(name) || /(?:^|\/)node_modules\//.test(name)) return;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > LONGEST) return;
    const text = readFileSync(path, "utf8");
    const { findings, suppressed } = this.#lint(name, text);
    return { text, findings, suppressed };
  }

  #lint(name: string, text: string): FileReport {
    return JSON.parse(this.#engine.lint(name, Buffer.from(text)));
  }

  #name(path: string): string {
    return relative(this.#known.root, path).replaceAll(sep, "/");
  }
}

/** Line and column of an offset; none for a negative one. */
function placeOf(text: string, at: number): { line: number; column: number } | undefined {
  if (at < 0) return undefined;
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
