// Once the page is there, it is kept for when there is no network.

/** Registers the service worker, where there may be one. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // A page opened from a file, or where the browser forbids it, works without.
  navigator.serviceWorker.register("./sw.js").catch(() => {});
}
