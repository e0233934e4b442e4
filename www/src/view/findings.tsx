// The list of findings, and what it is narrowed by.

import type { Finding, Severity } from "../../../pkg/src/generated/types.js";
import { addressOf } from "../state/route.js";
import { alarms, choices, count, filtered, publishable } from "../state/select.js";
import { type Filters, NO_FILTERS, PAGE, type State, update } from "../state/state.js";
import { ExcerptLine } from "./frame.js";
import { Mark } from "./icons.js";

export function Findings({ state }: { state: State }) {
  const all = alarms(state.overview);
  if (all.length === 0) return <Nothing state={state} />;
  const shown = filtered(all, state.filters);
  const { total = 0, findings = [] } = state.overview ?? {};
  return (
    <section aria-label="Findings">
      <FilterForm state={state} findings={all} shown={shown.length} />
      {total > findings.length && (
        <p class="hint">
          The {count(findings.length, "worst finding")} of {total.toLocaleString("en")} can be
          looked at here; the downloads hold all.
        </p>
      )}
      {shown.length === 0 ? (
        <div class="blank">
          <p>No finding fits.</p>
          <button type="button" class="button" onClick={() => update({ filters: NO_FILTERS })}>
            Show all
          </button>
        </div>
      ) : (
        <List state={state} findings={shown} />
      )}
    </section>
  );
}

export function PublicKeys({ state }: { state: State }) {
  const keys = publishable(state.overview);
  return (
    <section aria-label="Public keys">
      <p class="hint">
        These are meant to be in a page. Nothing has to be done, but see that each is restricted to
        your site where its provider allows it.
      </p>
      {keys.length === 0 ? (
        <div class="blank">
          <p>No publishable key was found.</p>
        </div>
      ) : (
        <List state={state} findings={keys} />
      )}
    </section>
  );
}

function Nothing({ state }: { state: State }) {
  const isDone = state.phase === "done";
  const { overview } = state;
  const isEmpty = overview?.summary.files === 0;
  const noticed = overview?.noticedTotal ?? 0;
  return (
    <div class="blank">
      <p class="blank-title">
        {isDone ? (isEmpty ? "No file was read." : "Nothing found.") : "Nothing found so far."}
      </p>
      {isDone && !isEmpty && (
        <p class="quiet">
          No key that a rule knows, and no random value under a name that says secret, is in these
          files.
        </p>
      )}
      {isDone && noticed > 0 && (
        <p class="quiet">{count(noticed, "file")} could not be read like the others: see Files.</p>
      )}
    </div>
  );
}

function List({ state, findings }: { state: State; findings: Finding[] }) {
  const rest = findings.length - state.drawn;
  return (
    <>
      <ol class="findings">
        {findings.slice(0, state.drawn).map((finding) => (
          <Row key={finding.fingerprint} finding={finding} />
        ))}
      </ol>
      {rest > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => update({ drawn: state.drawn + PAGE * 2 })}
        >
          Show {Math.min(rest, PAGE * 2)} more of {rest.toLocaleString("en")}
        </button>
      )}
    </>
  );
}

function Row({ finding }: { finding: Finding }) {
  const { severity, title, location, original, occurrences, fingerprint, excerpt } = finding;
  const place = original ?? location;
  return (
    <li>
      <a class={`finding ${severity}`} href={addressOf(fingerprint)} id={`row-${fingerprint}`}>
        <span class="finding-head">
          <Mark severity={severity} />
          <span class="unseen">{severity}: </span>
          <span class="finding-title">{title}</span>
          <span class="place">
            {place.path}:{place.line}
            {occurrences.length > 0 && ` and ${count(occurrences.length, "other place")}`}
          </span>
        </span>
        <ExcerptLine excerpt={excerpt} />
      </a>
    </li>
  );
}

interface FormProps {
  state: State;
  findings: Finding[];
  shown: number;
}

function FilterForm({ state, findings, shown }: FormProps) {
  const { filters } = state;
  const set = (change: Partial<Filters>) =>
    update({ filters: { ...filters, ...change }, drawn: PAGE });
  return (
    <search class="filters">
      <div class="field grow">
        <label for="search">Search</label>
        <input
          id="search"
          type="search"
          value={filters.text}
          placeholder="Name, file, provider"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </div>
      <Choice
        label="Severity"
        value={filters.severity}
        of={choices(findings, ({ severity }) => severity)}
        set={(severity) => set({ severity: severity as Severity | "" })}
      />
      <Choice
        label="Provider"
        value={filters.provider}
        of={choices(findings, ({ provider }) => provider)}
        set={(provider) => set({ provider })}
      />
      <Choice
        label="Rule"
        value={filters.rule}
        of={choices(findings, ({ rule }) => rule)}
        set={(rule) => set({ rule })}
      />
      <Choice
        label="File"
        value={filters.file}
        of={choices(findings, ({ location }) => location.path)}
        set={(file) => set({ file })}
      />
      <output class="unseen" aria-live="polite">
        {shown === findings.length ? "" : `${count(shown, "finding")} of ${findings.length}`}
      </output>
    </search>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  of: [string, number][];
  set: (value: string) => void;
}

function Choice({ label, value, of, set }: ChoiceProps) {
  const id = `filter-${label.toLowerCase()}`;
  // A folder from the map is no place of a finding, and stays chosen.
  const isOther = value !== "" && !of.some(([name]) => name === value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">All</option>
        {isOther && <option value={value}>{value}</option>}
        {of.map(([name, number]) => (
          <option key={name} value={name}>
            {name} ({number})
          </option>
        ))}
      </select>
    </div>
  );
}
