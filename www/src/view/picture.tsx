// The build as a picture: every file by its size, coloured by what was found in it.

import { useMemo, useRef, useState } from "preact/hooks";
import type { Leaf } from "../lint/picture.js";
import { show } from "../state/route.js";
import { count, size } from "../state/select.js";
import { NO_FILTERS, PAGE, type State, update } from "../state/state.js";
import { type Box, squarify } from "./squarify.js";

/** The picture's sides; the style sheet stretches it. */
const WHOLE: Box = { x: 0, y: 0, width: 160, height: 90 };
/** Of the whole: files are drawn no smaller, and those with findings can be hit. */
const LEAST = 0.0008;
const LEAST_FOUND = 0.012;

export function Picture({ state }: { state: State }) {
  const leaves = state.overview?.picture ?? [];
  const hasFindings = leaves.some(({ worst }) => worst);
  return (
    <section aria-label="Map of the build">
      <p class="hint">
        Every file by its size.
        {hasFindings && " Choose a coloured one to see what was found in it."}
      </p>
      <Treemap leaves={leaves} />
      <ul class="legend" aria-label="Colours">
        <li class="error">secret</li>
        <li class="warning">to look at</li>
        <li class="note">note or public key</li>
        <li class="clean">nothing found</li>
      </ul>
    </section>
  );
}

function Treemap({ leaves }: { leaves: Leaf[] }) {
  const map = useRef<HTMLFieldSetElement>(null);
  // One stop for the tab key; arrows go on from there.
  const [chosen, choose] = useState(0);
  const drawn = useMemo(() => areas(leaves), [leaves]);
  const boxes = useMemo(
    () =>
      squarify(
        drawn.map(({ area }) => area),
        WHOLE,
      ),
    [drawn],
  );
  const move = (event: KeyboardEvent) => {
    const next = step(event.key, chosen, drawn.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    map.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <fieldset
      ref={map}
      class="treemap"
      aria-label="Files by size; arrow keys go from one to the next"
      onKeyDown={move}
    >
      {drawn.map(({ leaf }, at) => (
        <Cell key={leaf.path} leaf={leaf} box={boxes[at] as Box} isChosen={at === chosen} />
      ))}
    </fieldset>
  );
}

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Where a key goes from `at`. */
function step(key: string, at: number, length: number): number | undefined {
  const by = STEPS[key];
  return by === undefined ? undefined : Math.min(length - 1, Math.max(0, at + by));
}

/** The leaves with the areas that they are drawn in, the largest first. */
function areas(leaves: Leaf[]): { leaf: Leaf; area: number }[] {
  const total = leaves.reduce((sum, { bytes }) => sum + bytes, 0);
  return leaves
    .map((leaf) => {
      const least = total * (leaf.worst ? LEAST_FOUND : LEAST);
      return { leaf, area: Math.max(leaf.bytes, least, 1) };
    })
    .sort((a, b) => b.area - a.area);
}

interface CellProps {
  leaf: Leaf;
  box: Box;
  isChosen: boolean;
}

function Cell({ leaf, box, isChosen }: CellProps) {
  const { path, bytes, files, findings, worst } = leaf;
  const found = findings > 0 ? count(findings, "finding") : "nothing found";
  const of = files > 1 ? `, ${count(files, "file")}` : "";
  const slash = path.endsWith("/…") ? 0 : path.lastIndexOf("/") + 1;
  const open = () => {
    if (findings === 0) return;
    update({ filters: { ...NO_FILTERS, file: path }, drawn: PAGE });
    show(worst === "note" ? "public" : "findings");
  };
  const style = {
    left: percent(box.x, WHOLE.width),
    top: percent(box.y, WHOLE.height),
    width: percent(box.width, WHOLE.width),
    height: percent(box.height, WHOLE.height),
  };
  return (
    <button
      type="button"
      class={`cell ${worst ?? "clean"}`}
      style={style}
      title={`${path}, ${size(bytes)}${of}, ${found}`}
      aria-disabled={findings === 0}
      tabIndex={isChosen ? 0 : -1}
      onClick={open}
    >
      <span class="cell-name">
        <span class="unseen">{path.slice(0, slash)}</span>
        {path.slice(slash)}
      </span>
      <span>{size(bytes)}</span>
      <span class="unseen">{`${of}, ${found}`}</span>
    </button>
  );
}

function percent(part: number, whole: number): string {
  return `${(100 * part) / whole}%`;
}
