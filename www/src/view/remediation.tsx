// What to do about a finding: the steps, with the provider's own pages.

import type { Finding } from "../../../pkg/src/generated/types.js";
import type { State } from "../state/state.js";
import { Words } from "./words.js";

export function Remediation({ state, finding }: { state: State; finding: Finding }) {
  const { summary, steps, revoke, docs } = finding.remediation;
  const rule = state.rules.get(finding.rule);
  const links: [string, string | null | undefined][] = [
    ["Revoke or rotate", revoke ?? rule?.rotate],
    ["See its usage", rule?.usage],
    ["Documentation", rule?.docs ?? docs],
  ];
  const safe = links.filter((link): link is [string, string] => /^https:\/\//.test(link[1] ?? ""));
  return (
    <section aria-labelledby="do">
      <h2 id="do">What to do</h2>
      <p>
        <Words text={summary} />
      </p>
      {steps.length > 0 && (
        <ol class="steps">
          {steps.map((step) => (
            <li key={step}>
              <Words text={step} />
            </li>
          ))}
        </ol>
      )}
      {safe.length > 0 && (
        <ul class="links">
          {safe.map(([text, url]) => (
            <li key={text}>
              <a href={url} target="_blank" rel="noreferrer">
                {text}
                <span class="unseen"> (opens another site)</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
