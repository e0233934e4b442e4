// Code, as text, with the place marked that is meant.

import type { Excerpt } from "../../../pkg/src/generated/types.js";
import type { Frame } from "../lint/original.js";

/** The excerpt's parts: its places are in bytes of UTF-8. */
function parts({ text, start, end }: Excerpt): [string, string, string] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const part = (from: number, to?: number) => decoder.decode(bytes.subarray(from, to));
  return [part(0, start), part(start, end), part(end)];
}

/** The piece of the line, on one line. */
export function ExcerptLine({ excerpt }: { excerpt: Excerpt }) {
  const [before, value, after] = parts(excerpt);
  return (
    <code class="excerpt">
      <span class="before">
        <bdi>{before}</bdi>
      </span>
      <mark>{value}</mark>
      <span class="after">{after}</span>
    </code>
  );
}

interface BuiltProps {
  excerpt: Excerpt;
  line: number;
  label: string;
}

/** The piece of the line in the build. */
export function BuiltFrame({ excerpt, line, label }: BuiltProps) {
  const [before, value, after] = parts(excerpt);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <figure class="frame" tabIndex={0} aria-label={label}>
      <pre>
        <code>
          <span class="gutter">{line}</span>
          <span class="code">
            {excerpt.cut_before && !before.startsWith("…") && "…"}
            {before}
            <mark>{value}</mark>
            {after}
            {excerpt.cut_after && !after.endsWith("…") && "…"}
          </span>
        </code>
      </pre>
    </figure>
  );
}

/** Lines of a person's own source. */
export function SourceFrame({ frame, label }: { frame: Frame; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <figure class="frame" tabIndex={0} aria-label={label}>
      <pre>
        {frame.lines.map((text, at) => {
          const number = frame.first + at;
          return (
            <code key={number} class={number === frame.line ? "meant" : ""}>
              <span class="gutter">{number}</span>
              <span class="code">{text || " "}</span>
            </code>
          );
        })}
      </pre>
    </figure>
  );
}
