// The ways to give the page something.

import { pick, tryExample } from "../state/actions.js";
import { update } from "../state/state.js";

/** Buttons for everything that can be given. */
export function Take({ isFirst }: { isFirst: boolean }) {
  return (
    <div class="take">
      <Picker label="Choose a folder" isFolder isMain={isFirst} />
      <Picker label="Choose files" isFolder={false} isMain={false} />
      <button type="button" class="button" onClick={() => update({ isPasting: true })}>
        Paste code
      </button>
      {isFirst && (
        <button type="button" class="button" onClick={tryExample}>
          Try an example
        </button>
      )}
    </div>
  );
}

interface PickerProps {
  label: string;
  isFolder: boolean;
  isMain: boolean;
}

/** A button that opens the browser's own picker. */
function Picker({ label, isFolder, isMain }: PickerProps) {
  const open = ({ currentTarget }: { currentTarget: HTMLElement }) =>
    (currentTarget.nextElementSibling as HTMLInputElement).click();
  const take = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    if (currentTarget.files) pick(currentTarget.files);
    // The same folder may be chosen again.
    currentTarget.value = "";
  };
  return (
    <>
      <button type="button" class={isMain ? "button main" : "button"} onClick={open}>
        {label}
      </button>
      <input
        type="file"
        hidden
        multiple
        data-kind={isFolder ? "folder" : "files"}
        {...(isFolder ? { webkitdirectory: true } : {})}
        onChange={take}
      />
    </>
  );
}
