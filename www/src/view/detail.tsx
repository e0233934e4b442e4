// One finding's page.

import { useEffect } from "preact/hooks";
import type { Finding, Location } from "../../../pkg/src/generated/types.js";
import { hide, reveal } from "../state/detail.js";
import { count } from "../state/select.js";
import { isPublic, type State } from "../state/state.js";
import { AllowEntry } from "./allow.js";
import { Derivation } from "./derivation.js";
import { Facts } from "./facts.js";
import { focusHeading } from "./focus.js";
import { BuiltFrame, SourceFrame } from "./frame.js";
import { Line, Mark } from "./icons.js";
import { Remediation } from "./remediation.js";
import { Words } from "./words.js";

const MOST_PLACES = 20;

interface Props {
  state: State;
  finding: Finding;
}

export function DetailPage({ state, finding }: Props) {
  const { fingerprint, severity, title, message, location } = finding;
  useEffect(() => {
    scrollTo(0, 0);
    focusHeading();
    return () => setTimeout(() => document.getElementById(`row-${fingerprint}`)?.focus(), 0);
  }, [fingerprint]);
  // What is exposed may be a file or an object, and then there is nothing to hide.
  const isValue = finding.redacted.includes("…");
  return (
    <article class={`detail ${severity}`}>
      <p>
        <a class="back" href={isPublic(finding) ? "#public" : "#findings"}>
          <Line name="back" />
          All findings
        </a>
      </p>
      <p class={`severity ${severity}`}>
        <Mark severity={severity} />
        {severity}
      </p>
      <h1 tabIndex={-1}>{title}</h1>
      <p class="lede">
        <Words text={message} />
      </p>
      <section aria-label="Where it is">
        <Caption text="In the build" place={placeOf(location)} />
        <BuiltFrame
          excerpt={finding.excerpt}
          line={location.line}
          label={`Code of ${location.path}`}
        />
        <Original state={state} finding={finding} />
        <Places finding={finding} />
      </section>
      {isValue && <Value state={state} finding={finding} />}
      <Why state={state} finding={finding} isValue={isValue} />
      {isValue && <Derivation finding={finding} />}
      <Remediation state={state} finding={finding} />
      <Facts finding={finding} />
      <AllowEntry finding={finding} />
    </article>
  );
}

function Caption({ text, place }: { text: string; place: string }) {
  return (
    <p class="caption">
      <span>{text}</span>
      <code>{place}</code>
    </p>
  );
}

function Original({ state, finding }: Props) {
  const { original } = finding;
  if (!original) return null;
  const frame = state.detail?.original;
  return (
    <div class="original">
      <Caption
        text="In your source"
        place={`${original.path}:${original.line}:${original.column}`}
      />
      {frame === "none" && <p class="quiet">Its text cannot be shown here.</p>}
      {typeof frame === "object" && (
        <SourceFrame frame={frame} label={`Code of ${original.path}`} />
      )}
      {(frame === "loading" || frame === undefined) && (
        <pre class="frame loading" aria-busy="true">
          <code>Reading the source map…</code>
        </pre>
      )}
    </div>
  );
}

function Places({ finding: { occurrences } }: { finding: Finding }) {
  if (occurrences.length === 0) return null;
  const rest = occurrences.length - MOST_PLACES;
  return (
    <details>
      <summary>{count(occurrences.length, "other place")} of the same value</summary>
      <ul class="places">
        {occurrences.slice(0, MOST_PLACES).map((place) => (
          <li key={`${place.path}:${place.offset}`}>
            <code>{placeOf(place)}</code>
          </li>
        ))}
        {rest > 0 && <li>and {rest} more, in the downloads</li>}
      </ul>
    </details>
  );
}

function Value({ state, finding }: Props) {
  const { value, isRevealing, problem } = state.detail ?? {};
  return (
    <section class="value" aria-labelledby="value">
      <h2 id="value">The value</h2>
      <p class="value-line">
        <code>{value ?? finding.redacted}</code>
        <button
          type="button"
          class="button small"
          aria-disabled={isRevealing}
          onClick={() => (value === undefined ? void reveal() : hide())}
        >
          {value === undefined ? "Reveal" : "Hide"}
        </button>
      </p>
      <p class="quiet" role="status">
        {problem ??
          (value === undefined
            ? "Shown on this screen only, and in no download."
            : "Anyone who sees your screen sees it now.")}
      </p>
    </section>
  );
}

function Why({ state, finding, isValue }: Props & { isValue: boolean }) {
  const rule = state.rules.get(finding.rule);
  const heading = isPublic(finding) ? "Why it may be public" : "What someone could do with it";
  const text = {
    secret:
      "It is a secret: whoever has it acts in your name, and the provider cannot tell the difference.",
    restricted:
      "It may be public only within limits that the build does not show. See that the provider has them set.",
    publishable: "Its provider means it to be in pages. It opens nothing by itself.",
    unknown:
      "Nothing says whether it may be public. If you would not print it on the page, it must not be here.",
  }[finding.exposure];
  return (
    <section aria-labelledby="why">
      <h2 id="why">{heading}</h2>
      {rule?.can && <p>Whoever has it can {rule.can}.</p>}
      {isValue && <p>{text}</p>}
    </section>
  );
}

function placeOf({ path, line, column }: Location): string {
  return `${path}:${line}:${column}`;
}
