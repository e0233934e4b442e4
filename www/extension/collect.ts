// Runs in the tab, apart from the page's own scripts: what has the page loaded?

import { Collector } from "../../pkg/src/dropin/collect.js";

const scope = globalThis as { leaklintCollector?: Collector };
// A new one reads everything again, for a panel that knows of nothing.
scope.leaklintCollector = new Collector();
