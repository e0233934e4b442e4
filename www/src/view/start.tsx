// The page before anything was given.

import { Line } from "./icons.js";
import { Site } from "./site.js";
import { Take } from "./take.js";

export function Start() {
  return (
    <>
      <section class="hero" aria-labelledby="hero">
        <h1 id="hero" tabIndex={-1}>
          See what your build gives away.
        </h1>
        <p class="lede">
          API keys and secrets end up in bundles, where everyone who opens the page can read them.
          Drop a build and see which ones yours has, what they open, and how to get rid of them.
        </p>
      </section>
      <section class="zone" aria-label="Check a build">
        <Line name="folder" />
        <p class="zone-title">Drop a build folder</p>
        <p class="quiet">
          <code>dist</code>, <code>build</code>, <code>.next</code>, a whole project, single files,
          or a zip, crx or asar
        </p>
        <Take isFirst />
      </section>
      <section class="promises" aria-label="What happens to your files">
        <div>
          <h2>It stays here</h2>
          <p>
            Files are read by WebAssembly in this tab. There is no server behind this page, no
            account and no measuring.
          </p>
        </div>
        <div>
          <h2>See for yourself</h2>
          <p>
            The page’s own policy lets it connect to nothing but the place it came from. Open the
            network panel, or go offline: it works all the same.
          </p>
        </div>
        <div>
          <h2>No noise</h2>
          <p>
            Keys that are meant to be public are kept apart, placeholders are nothing, and every
            finding says why it is one.
          </p>
        </div>
      </section>
      <Site />
    </>
  );
}
