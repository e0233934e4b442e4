// Elements, made without markup: a page's policy may forbid that text becomes elements.

type Attributes = Record<string, string | boolean | (() => void)>;

/** An element with attributes, listeners (`onclick`) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else if (typeof value === "string") element.setAttribute(key, value);
    else element.toggleAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Sentences of the linter: what stands in backticks is code. */
export function words(text: string): (Node | string)[] {
  return text
    .split("`")
    .map((part, at, all) => (at % 2 === 1 && at < all.length - 1 ? el("code", {}, part) : part));
}
