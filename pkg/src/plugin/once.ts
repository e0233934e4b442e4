// Frameworks read their configuration, and build, several times in one process: what was said is
// not said again.

const SAID = Symbol.for("leaklint.said");

/** Returns those of `texts` that this process has not said of `place` before. */
export function unsaid(texts: string[], place: string): string[] {
  const holder = globalThis as { [SAID]?: Set<string> };
  holder[SAID] ??= new Set();
  const said = holder[SAID];
  return [...new Set(texts)].filter((text) => {
    const key = `${place}\0${text}`;
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}
