// Comments that allow a finding, in a build whose source maps do not lead to them.

const COMMENT = /leaklint-allow\s+([^:\n]*):\s*\S/;
/** A line that is only a comment: it counts for the next one. */
const WHOLE = /^\s*(?:\/\/|\/\*|\*|\{\/\*|<!--|#)/;

/** Returns the line of a comment that allows `rule` on `line` of a source, or directly above it. */
export function allowingLine(text: string, line: number, rule: string): number | undefined {
  const lines = text.split("\n");
  for (let at = line; at > 0; at -= 1) {
    const content = lines[at - 1] ?? "";
    if (at < line && !WHOLE.test(content)) return undefined;
    if (isFor(rule, COMMENT.exec(content)?.[1] ?? "")) return at;
  }
  return undefined;
}

function isFor(rule: string, named: string): boolean {
  const ids = named.split(/[\s,]+/);
  return ids.includes(rule) || ids.includes(`${rule.split("/")[0]}/*`);
}

/** Returns what to do about a comment that has no effect. */
export function withoutEffect(place: string, rule: string, fingerprint: string): string {
  return `The comment at ${place} allows ${rule}, but has no effect: this build has no source map that leads to it. Build with source maps (hidden ones), or allow it in leaklint.toml or in the option \`allow\`, by the fingerprint ${fingerprint}.`;
}
