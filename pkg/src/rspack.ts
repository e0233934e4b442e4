import { leaklint } from "./plugin/plugin.js";

export type { LeaklintOptions, ReportFile } from "./plugin/plugin.js";

export default leaklint.rspack;
