import { verbatim } from "./verbatim.js";
import { foldable } from "./foldable.ts";
import { encoded } from "./encoded.js";
import { mapOnly } from "./map-only.js";
import { environment } from "./environment.js";
import { decoys } from "./decoys.js";

verbatim();
foldable();
encoded();
mapOnly();
environment();
decoys();
