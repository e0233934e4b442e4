// A button that copies a text.

import { useState } from "preact/hooks";
import { update } from "../state/state.js";

interface Props {
  text: string;
  /** What is copied, for people who hear it. */
  what: string;
}

export function CopyButton({ text, what }: Props) {
  const [label, setLabel] = useState("Copy");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setLabel("Copied");
      update({ announcement: `Copied the ${what}.` });
    } catch {
      setLabel("Not allowed");
      update({ announcement: "The browser does not allow copying." });
    }
    setTimeout(() => setLabel("Copy"), 2000);
  };
  return (
    <button type="button" class="button small copy" onClick={copy}>
      {label}
      <span class="unseen"> the {what}</span>
    </button>
  );
}
