// The whole page, from the state.

import { looked } from "../state/select.js";
import type { State } from "../state/state.js";
import { DetailPage } from "./detail.js";
import { focusHeading } from "./focus.js";
import { Drop } from "./icons.js";
import { Paste } from "./paste.js";
import { Result } from "./result.js";
import { Start } from "./start.js";

export function App({ state }: { state: State }) {
  return (
    <div class={`app ${state.isOver ? "over" : ""}`}>
      <button type="button" class="skip" onClick={focusHeading}>
        Skip to the content
      </button>
      <header class="top">
        <p class="brand">
          <Drop />
          leaklint
        </p>
        <p class="stays">Nothing leaves this tab</p>
      </header>
      <main>
        {state.problem && (
          <p class="problem" role="alert">
            {state.problem}
          </p>
        )}
        <Body state={state} />
      </main>
      <footer class="bottom">
        <p>
          leaklint {state.overview?.tool.version ?? ""} is free software. The same linter is a
          command, a bundler plugin and a library.
        </p>
      </footer>
      <p class="unseen" role="status" aria-live="polite">
        {state.announcement}
      </p>
      {state.isPasting && <Paste />}
      <div class="veil" aria-hidden="true">
        <p>Drop it anywhere</p>
      </div>
    </div>
  );
}

function Body({ state }: { state: State }) {
  const finding = looked(state);
  if (finding) return <DetailPage state={state} finding={finding} />;
  if (state.phase === "empty") return <Start />;
  return <Result state={state} />;
}
