// What was found, and how far the reading is.

import { cancel, download, remove, startOver } from "../state/actions.js";
import { show } from "../state/route.js";
import { alarms, count, publishable, size, tone, verdict } from "../state/select.js";
import type { State, Tab } from "../state/state.js";
import { Checklist } from "./checklist.js";
import { FilesRead } from "./files.js";
import { Findings, PublicKeys } from "./findings.js";
import { Line } from "./icons.js";
import { Picture } from "./picture.js";
import { Take } from "./take.js";

export function Result({ state }: { state: State }) {
  return (
    <>
      <section class={`verdict ${tone(state)}`} aria-label="Verdict">
        <h1 tabIndex={-1}>{verdict(state)}</h1>
        <Totals state={state} />
        {state.phase === "done" ? <Actions state={state} /> : <Reading state={state} />}
      </section>
      {state.overview && (
        <>
          <Tabs state={state} />
          <Panel state={state} />
        </>
      )}
    </>
  );
}

function Totals({ state }: { state: State }) {
  const summary = state.overview?.summary;
  if (!summary) return <p class="totals">&nbsp;</p>;
  const seconds = (state.elapsedMs / 1000).toFixed(state.elapsedMs < 10_000 ? 2 : 0);
  const time = state.phase === "done" ? ` in ${seconds} s` : "";
  return (
    <p class="totals">
      {count(summary.files, "file")}, {size(summary.bytes)}
      {time}
    </p>
  );
}

function Reading({ state }: { state: State }) {
  const { progress, phase } = state;
  const { bytes, totalBytes, totalFiles, name } = progress;
  const isGathering = phase === "gathering";
  return (
    <div class="reading">
      <progress
        aria-label="Reading"
        max={1}
        {...(isGathering ? {} : { value: totalBytes ? bytes / totalBytes : 1 })}
      />
      <p class="reading-name">
        {isGathering
          ? `Looking through the folder: ${count(totalFiles, "file")}`
          : `${size(bytes)} of ${size(totalBytes)}`}
        <code>{name}</code>
      </p>
      <button type="button" class="button" onClick={cancel}>
        Cancel
      </button>
    </div>
  );
}

function Actions({ state }: { state: State }) {
  return (
    <div class="actions">
      <ul class="drops" aria-label="What was checked">
        {state.drops.map((drop) => (
          <li key={drop.id}>
            <span class="drop-title">{drop.title}</span>
            {drop.isCancelled && <span class="quiet">cancelled</span>}
            <button
              type="button"
              class="remove"
              aria-label={`Take out ${drop.title}`}
              onClick={() => void remove(drop.id)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <fieldset class="take" aria-label="Download the report">
          <Download state={state} format="json" label="JSON" name="leaklint.json" />
          <Download state={state} format="sarif" label="SARIF" name="leaklint.sarif" />
          <Download state={state} format="html" label="HTML" name="leaklint.html" />
        </fieldset>
        <button type="button" class="button" onClick={startOver}>
          Start over
        </button>
      </div>
      <details class="more">
        <summary>Check more</summary>
        <Take isFirst={false} />
      </details>
    </div>
  );
}

interface DownloadProps {
  state: State;
  format: "json" | "sarif" | "html";
  label: string;
  name: string;
}

function Download({ state, format, label, name }: DownloadProps) {
  const isWriting = state.writing === format;
  return (
    <button
      type="button"
      class="button"
      aria-disabled={isWriting}
      onClick={() => !isWriting && void download(format, name)}
    >
      <Line name="down" />
      <span class="unseen">Download </span>
      {label}
    </button>
  );
}

function Tabs({ state }: { state: State }) {
  const { overview } = state;
  const tabs: [Tab, string, string][] = [
    ["findings", "Findings", String(alarms(overview).length)],
    ["public", "Public keys", String(publishable(overview).length)],
    ["map", "Map", ""],
    ["checklist", "Checklist", ""],
    ["files", "Files", overview?.noticedTotal ? String(overview.noticedTotal) : ""],
  ];
  return (
    <nav class="tabs" aria-label="Parts of the result">
      {tabs.map(([tab, label, number]) => (
        <a
          key={tab}
          href={`#${tab}`}
          aria-current={state.tab === tab ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            show(tab);
          }}
        >
          {label}
          {number && <span class="number">{number}</span>}
        </a>
      ))}
    </nav>
  );
}

function Panel({ state }: { state: State }) {
  switch (state.tab) {
    case "findings":
      return <Findings state={state} />;
    case "public":
      return <PublicKeys state={state} />;
    case "map":
      return <Picture state={state} />;
    case "checklist":
      return <Checklist state={state} />;
    case "files":
      return <FilesRead state={state} />;
  }
}
