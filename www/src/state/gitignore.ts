// Whether a `.gitignore` at the root leaves a file out.

/** The last pattern that fits decides. */
export function ignores(gitignore: string, path: string): boolean {
  let isIgnored = false;
  for (const line of gitignore.split(/\r?\n/)) {
    const text = line.replace(/(?<!\\)\s+$/, "");
    if (text === "" || text.startsWith("#")) continue;
    const isNegated = text.startsWith("!");
    const pattern = text.slice(isNegated ? 1 : 0).replace(/^\\(?=[#!])/, "");
    if (fits(pattern, path)) isIgnored = !isNegated;
  }
  return isIgnored;
}

/** A pattern names the file, or a folder above it. */
function fits(pattern: string, path: string): boolean {
  const isFolder = pattern.endsWith("/");
  const body = pattern.replace(/\/$/, "");
  const isAnchored = body.includes("/");
  const expression = new RegExp(`^${source(body.replace(/^\//, ""))}$`);
  const segments = path.split("/");
  for (let length = 1; length <= segments.length; length += 1) {
    if (isFolder && length === segments.length) continue;
    const above = segments.slice(0, length);
    const tested = isAnchored ? above.join("/") : (above.at(-1) as string);
    if (expression.test(tested)) return true;
  }
  return false;
}

/** A glob of git's as a regular expression. */
function source(glob: string): string {
  return glob.replace(/\*\*\/|\/\*\*|\*+|\?|\[!?[^\]]*\]|[^*?[\]]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "/**") return "/.*";
    if (token.startsWith("*")) return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.startsWith("[")) return token.replace("[!", "[^").replace(/\\/g, "\\\\");
    return token.replace(/[$()*+.\\^{|}]/g, "\\$&");
  });
}
