import { sink } from "./sink.js";

// The old key was {{line comment}}, do not use it again.
/* staging: {{block comment}} */

/**
 * @example createClient("{{doc comment}}")
 */
export function mapOnly() {
  if (false) {
    sink("{{dead branch}}");
  }
  const unused = "{{unused variable}}";
  sink("map only");
}

export const neverImported = { apiKey: "{{unused export}}" };

function neverCalled() {
  return fetch("/x", { headers: { Authorization: "Bearer {{unused function}}" } });
}
