// What is known about a value, in rows.

import type { Context, Finding } from "../../../pkg/src/generated/types.js";

export function Facts({ finding }: { finding: Finding }) {
  const { provider, env, context, environment, confidence, scopes, issued, expires } = finding;
  const rows: [string, string | null | undefined][] = [
    ["Provider", provider],
    [context?.kind === "environment" ? "Variable" : "Keep it in", env],
    ["Name in the code", nameOf(context)],
    ["Environment", environment === "unknown" ? undefined : environment],
    ["Scopes", scopes?.join(", ")],
    ["Issued", issued],
    ["Expires", expires],
    ["Confidence", confidence],
    ["Rule", finding.rule],
    ["Fingerprint", finding.fingerprint],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl class="facts">
        {rows.map(([name, text]) =>
          text ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}

function nameOf(context: Context | undefined): string | undefined {
  if (!context) return undefined;
  const { kind, name, path, argument } = context;
  if (kind === "argument" && argument !== undefined && name)
    return `argument ${argument + 1} of ${name}()`;
  const text = path ?? name;
  return text ? `${kind} ${text}` : kind;
}
