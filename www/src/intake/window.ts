// Files may be dropped anywhere on the page.

import { drop, pick } from "../state/actions.js";
import { current, update } from "../state/state.js";

/** Takes what is dropped on, or pasted into, the window. */
export function takeDrops(window: Window): void {
  // Leaving an element enters another: only the first and the last count.
  let depth = 0;
  const over = (isOver: boolean) => {
    if (current().isOver !== isOver) update({ isOver });
  };
  window.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth += 1;
    over(true);
  });
  window.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  window.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    over(depth > 0);
  });
  window.addEventListener("drop", (event) => {
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    drop(event.dataTransfer.items);
  });
  window.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (files?.length) pick(files);
  });
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
