// How a value was put together, step by step.

import type { Finding } from "../../../pkg/src/generated/types.js";

/** What each step is; docs/derivation.md has the same. */
const STEPS: Record<string, string> = {
  concat: "texts were joined by + or concat",
  template: "a template put texts together",
  join: "the elements of an array were joined",
  split: "a text was split",
  reverse: "the order was turned around",
  slice: "a part was cut out",
  charAt: "single characters were taken",
  replace: "parts were replaced",
  repeat: "a text was repeated",
  pad: "a text was filled up",
  trim: "blanks were taken off",
  case: "upper and lower case were changed",
  fromCharCode: "numbers became characters",
  number: "a number became text",
  base64: "base64 was decoded",
  hex: "hexadecimal digits were decoded",
  uri: "percent signs were decoded",
  utf8: "bytes were read as UTF-8",
  json: "JSON was read",
  map: "a function was applied to each element",
  function: "a function of the script gave it",
  array: "an element of an array was taken",
  member: "a member of an object was taken",
  variable: "the value of a variable was taken",
  stringArray: "an obfuscator’s array of strings was looked up",
  rc4: "an obfuscator’s cipher was undone",
};

export function Derivation({ finding }: { finding: Finding }) {
  const { derivation, pieces = [] } = finding;
  return (
    <section aria-labelledby="made">
      <h2 id="made">How it was put together</h2>
      {derivation.length === 0 ? (
        <p>It stands there in one piece, for every search to find.</p>
      ) : (
        <ol class="steps">
          {derivation.map((step, at) => (
            <li key={at}>
              <code>{step}</code> {STEPS[step] ?? ""}
            </li>
          ))}
        </ol>
      )}
      {pieces.length > 0 && (
        <>
          <p class="quiet">Its pieces are at</p>
          <ul class="places">
            {pieces.slice(0, 20).map(({ path, line, column, offset }) => (
              <li key={`${path}:${offset}`}>
                <code>
                  {path}:{line}:{column}
                </code>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
