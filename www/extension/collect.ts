// Runs in the tab, apart from the page's own scripts: what has the page loaded?

import { Collector } from "../../pkg/src/dropin/collect.js";

// Made anew by each who asks, and shared by no two: a panel that knows of nothing reads everything.
(globalThis as { LeaklintCollector?: typeof Collector }).LeaklintCollector = Collector;
