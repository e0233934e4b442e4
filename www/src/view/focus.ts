// Where the keyboard is.

/** Draws; when the element that had the focus is gone, the heading takes it. */
export function keepingFocus(draw: () => void): void {
  const had = document.activeElement;
  draw();
  const isGone = had && had !== document.body && !had.isConnected;
  if (isGone) focusHeading();
}

/** The page's heading tells where one is. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>("main h1")?.focus();
}
