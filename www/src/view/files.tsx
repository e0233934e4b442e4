// How files were read, where that needs saying.

import { count, size } from "../state/select.js";
import type { Drop, State } from "../state/state.js";

export function FilesRead({ state }: { state: State }) {
  const { overview, drops } = state;
  const { noticed = [], noticedTotal = 0 } = overview ?? {};
  const lacks = drops.filter(
    ({ passedOver, unreadable }) => passedOver.length + unreadable.length > 0,
  );
  return (
    <section aria-label="Files">
      {lacks.map((drop) => (
        <Lacks key={drop.id} drop={drop} />
      ))}
      {noticed.length === 0 ? (
        <div class="blank">
          <p class="blank-title">Every file was read in full.</p>
        </div>
      ) : (
        <>
          <p class="hint">
            {count(noticedTotal, "file")} could not be read like the others; this is what was done
            instead.
          </p>
          <dl class="noticed">
            {noticed.map(({ path, bytes, analysis, notices }) => (
              <div key={path}>
                <dt>
                  <code>{path}</code>
                  <span class="quiet">
                    {size(bytes)}, {analysis}
                  </span>
                </dt>
                {notices.map((notice) => (
                  <dd key={notice}>{notice}</dd>
                ))}
              </div>
            ))}
          </dl>
          {noticedTotal > noticed.length && (
            <p class="hint">The downloads hold all {noticedTotal.toLocaleString("en")}.</p>
          )}
        </>
      )}
    </section>
  );
}

function Lacks({ drop }: { drop: Drop }) {
  const { title, passedOver, unreadable } = drop;
  return (
    <div class="hint">
      {passedOver.length > 0 && (
        <p>
          Passed over in {title}: {passedOver.slice(0, 5).join(", ")}
          {passedOver.length > 5 && ` and ${count(passedOver.length - 5, "other folder")}`}.
        </p>
      )}
      {unreadable.length > 0 && (
        <>
          <p>Could not be opened in {title}:</p>
          <ul>
            {unreadable.slice(0, 100).map(({ name, reason }) => (
              <li key={name}>
                <code>{name}</code>: {reason}
              </li>
            ))}
          </ul>
          {unreadable.length > 100 && <p>and {count(unreadable.length - 100, "other")}.</p>}
        </>
      )}
    </div>
  );
}
