// The same check on a site that runs.

import { CopyButton } from "./copy.js";

/** The drop-in lies beside this page. */
const DROPIN = new URL("dropin.js", document.baseURI).href;
const TAG = `<script type="module" src="${DROPIN}"></script>`;
// What the browser says to a policy that forbids it is an error of the import.
const BOOKMARKLET = `javascript:import(${JSON.stringify(DROPIN)}).catch(e=>alert("leaklint could not start: this page’s content security policy forbids its script.\\n\\n"+e))`;

export function Site() {
  return (
    <section class="site" aria-labelledby="site">
      <h2 id="site">On a site that runs</h2>
      <p>
        One line in a staging page, or a bookmark on any page, checks what that page has loaded. It
        sends nothing either.
      </p>
      <div class="snippet">
        <pre>
          <code>{TAG}</code>
        </pre>
        <CopyButton text={TAG} what="script tag" />
      </div>
      <p class="quiet">
        Or drag this to your bookmarks:{" "}
        <a class="bookmarklet" href={BOOKMARKLET} onClick={(event) => event.preventDefault()}>
          leaklint
        </a>
      </p>
    </section>
  );
}
