// The entry for `leaklint.toml` that lets a finding stay.

import { useState } from "preact/hooks";
import type { Finding } from "../../../pkg/src/generated/types.js";
import { CopyButton } from "./copy.js";

export function AllowEntry({ finding }: { finding: Finding }) {
  const [reason, setReason] = useState("");
  const entry = allowEntry(finding, reason);
  return (
    <section aria-labelledby="allow">
      <h2 id="allow">If it may stay</h2>
      <p>
        Put this into the project’s <code>leaklint.toml</code>. An entry must give a reason.
      </p>
      <div class="field">
        <label for="reason">Reason</label>
        <input
          id="reason"
          type="text"
          autocomplete="off"
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      <div class="snippet">
        <pre>
          <code>{entry}</code>
        </pre>
        <CopyButton text={entry} what="allow entry" />
      </div>
    </section>
  );
}

/** The entry as TOML. */
function allowEntry({ rule, fingerprint }: Finding, reason: string): string {
  const text = (value: string) => JSON.stringify(value).replace(/\u007f/g, "\\u007f");
  return [
    "[[allow]]",
    `rule = ${text(rule)}`,
    `fingerprint = ${text(fingerprint)}`,
    `reason = ${text(reason.trim() || "say why it may stay")}`,
    "",
  ].join("\n");
}
