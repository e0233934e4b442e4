// A report in another form. The renderers are needed for downloads only.

import type { Format } from "../../../pkg/src/api.js";
import { render as renderJson } from "../../../pkg/src/engine.js";

/** The same text as the command prints. `report` is a report as JSON. */
export async function render(report: string, format: Format): Promise<string> {
  return renderJson(report, format, undefined);
}
