// The seven things, and what the drop shows of each.

import type { Answer } from "../state/checklist.js";
import type { State } from "../state/state.js";
import { Line } from "./icons.js";
import { Words } from "./words.js";

const WORDS: Record<Answer, string> = {
  pass: "Fine",
  fail: "To do",
  unknown: "Not seen here",
};

export function Checklist({ state }: { state: State }) {
  return (
    <section aria-label="Checklist">
      <p class="hint">
        Seven things keep keys safe. This is what these files show of each; drop the whole project’s
        folder to see more.
      </p>
      <ol class="checklist">
        {state.checklist.map(({ title, answer, seen, links = [] }) => (
          <li key={title} class={answer}>
            <Line name={answer} />
            <div>
              <h2>
                <Words text={title} />
              </h2>
              <p>
                <strong>{WORDS[answer]}.</strong> {seen}
              </p>
              {links.length > 0 && (
                <ul class="links">
                  {links.map(({ text, url }) => (
                    <li key={text}>
                      <a href={url} target="_blank" rel="noreferrer">
                        {text}
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
