// A place to paste code into.

import { useEffect, useRef } from "preact/hooks";
import { paste } from "../state/actions.js";
import { update } from "../state/state.js";

export function Paste() {
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const check = () => paste(text.current?.value ?? "");
  return (
    <dialog
      ref={dialog}
      class="paste"
      aria-labelledby="paste"
      onClose={() => update({ isPasting: false })}
    >
      <h2 id="paste">Paste code</h2>
      <label for="code" class="quiet">
        JavaScript, HTML, JSON, or the content of a .env file
      </label>
      <textarea ref={text} id="code" rows={12} spellcheck={false} autocomplete="off" />
      <div class="take">
        <button type="button" class="button main" onClick={check}>
          Check it
        </button>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
