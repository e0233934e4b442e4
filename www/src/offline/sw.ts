/// <reference lib="webworker" />
// Keeps the page, so that it works without a network. It fetches nothing but the page's own files.

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = "leaklint-LEAKLINT_VERSION";
// The build puts the list here.
const FILES = "LEAKLINT_FILES" as unknown as string[];

worker.addEventListener("install", (event) => {
  const kept = caches.open(CACHE).then((cache) => cache.addAll(FILES));
  event.waitUntil(kept.then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const url = new URL(event.request.url);
  if (url.origin !== worker.location.origin) return;
  event.respondWith(answer(event.request));
});

/** From what is kept; the page itself is asked for anew when there is a network. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const isPage = request.mode === "navigate";
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept && !isPage) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const page = kept ?? (isPage ? await cache.match("./") : undefined);
    if (page) return page;
    throw error;
  }
}

async function forgetOld(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith("leaklint-") && name !== CACHE) await caches.delete(name);
  }
}
