// The lines of a person's own source around a finding, taken from the source map. No value may be
// seen in them: what the linter finds in the source is cut out, and so is anything else that
// looks like a token.

import { Engine } from "../../../pkg/src/engine.js";
import type { FileReport, Location, Original } from "../../../pkg/src/generated/types.js";

/** Lines before and after the one that is meant. */
const AROUND = 3;
const MOST_COLUMNS = 240;
/** An inline map is the last thing in a file. */
const INLINE = /\/[/*][#@]\s*sourceMappingURL=data:application\/json[^,]*;base64,([\w+/=]+)/g;
const TOKEN = /(?=[\w+/=-]*\d)[\w+/=-]{20,}/g;

/** Some lines of a file. */
export interface Frame {
  path: string;
  /** The number of the first line. */
  first: number;
  lines: string[];
  /** The line that is meant. */
  line: number;
}

interface Map {
  sources?: (string | null)[];
  sourcesContent?: (string | null)[];
  sourceRoot?: string;
  sections?: { map?: Map }[];
}

/** The lines around `at`, from the map, or from the map that the file itself carries. */
export function originalFrame(
  file: Uint8Array | undefined,
  map: Uint8Array | undefined,
  at: Original,
): Frame | undefined {
  const text = map ? new TextDecoder().decode(map) : inlineMap(file);
  if (!text) return undefined;
  const source = content(JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, "")) as Map, at.path);
  return source === undefined ? undefined : frame(redacted(at.path, source), at);
}

function inlineMap(file: Uint8Array | undefined): string | undefined {
  if (!file) return undefined;
  const last = [...new TextDecoder("latin1").decode(file).matchAll(INLINE)].at(-1)?.[1];
  return last && new TextDecoder().decode(Uint8Array.from(atob(last), (c) => c.charCodeAt(0)));
}

/** The content of the source whose name ends like `path`. */
function content(map: Map, path: string): string | undefined {
  const maps = [map, ...(map.sections ?? []).flatMap((section) => section.map ?? [])];
  let best: { content: string; length: number } | undefined;
  for (const { sources = [], sourcesContent = [] } of maps) {
    sources.forEach((source, index) => {
      const content = sourcesContent[index];
      if (typeof source !== "string" || typeof content !== "string") return;
      const length = commonEnd(source, path);
      if (length > (best?.length ?? 0)) best = { content, length };
    });
  }
  return best?.content;
}

/** How many segments of two paths agree, from the end. */
function commonEnd(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => path.split(/[/\\]/).reverse());
  let length = 0;
  while (left?.[length] !== undefined && left[length] === right?.[length]) length += 1;
  return length;
}

/** The source with everything cut out that may be a value. */
function redacted(path: string, source: string): string {
  const bytes = new TextEncoder().encode(source);
  const engine = new Engine({ persona: "auditor" });
  const { findings } = JSON.parse(engine.lint(path, bytes)) as FileReport;
  const places: (Location & { text: string })[] = [];
  for (const { location, occurrences, pieces = [], redacted } of findings) {
    for (const place of [location, ...occurrences]) places.push({ ...place, text: redacted });
    for (const piece of pieces) places.push({ ...piece, text: "…" });
  }
  places.sort((a, b) => a.offset - b.offset);
  const decoder = new TextDecoder();
  let [text, end] = ["", 0];
  for (const place of places) {
    if (place.offset < end || place.end > bytes.length) continue;
    text += decoder.decode(bytes.subarray(end, place.offset));
    // A value over several lines leaves its lines behind, so that the numbers stay right.
    const value = decoder.decode(bytes.subarray(place.offset, place.end));
    text += place.text + "\n".repeat(value.split("\n").length - 1);
    end = place.end;
  }
  text += decoder.decode(bytes.subarray(end));
  return text.replace(TOKEN, (token) => `${token.slice(0, 4)}…`);
}

function frame(source: string, { path, line }: Original): Frame {
  const lines = source.split("\n");
  const first = Math.max(1, line - AROUND);
  return {
    path,
    first,
    line,
    lines: lines.slice(first - 1, line + AROUND).map((text) => text.slice(0, MOST_COLUMNS)),
  };
}
