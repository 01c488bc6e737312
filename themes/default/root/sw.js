// Shows kept pages without a connection. Installed only by the button on /offline/, only for reports and topics.
// Pages come from the network while there is one, so that a withdrawn report is gone as soon as it can be.
const CACHE = 'near-miss-library';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  const hashed = new URL(request.url).pathname.includes('/assets/');
  event.respondWith(hashed ? cacheFirst(request) : networkFirst(request));
});

async function cacheFirst(request) {
  return (await caches.match(request)) ?? fetchAndKeep(request);
}

async function networkFirst(request) {
  try {
    return await fetchAndKeep(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}

async function fetchAndKeep(request) {
  const answer = await fetch(request);
  const cache = await caches.open(CACHE);
  if (answer.ok) await cache.put(request, answer.clone());
  else await cache.delete(request);
  return answer;
}
