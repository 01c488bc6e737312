// Keeps the library on this device, and removes it again. Only the page /offline/ loads this.
const page = document.querySelector('[data-offline]');
const status = page.querySelector('[data-status]');
const keep = page.querySelector('[data-keep]');
const remove = page.querySelector('[data-remove]');
const { base } = page.dataset;
const CACHE = 'near-miss-library';
const SCOPES = ['reports/', 'topics/'];

const say = (text, places = {}) => {
  status.textContent = Object.entries(places).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
};

// The first page of the list, its reports, and what they are shown with.
async function addresses() {
  const start = new Set([`${base}reports/`, `${base}topics/`]);
  const list = new DOMParser().parseFromString(await (await fetch(`${base}reports/`)).text(), 'text/html');
  for (const link of list.querySelectorAll('[data-report] a[href], link[rel=stylesheet], link[rel=icon]')) {
    start.add(new URL(link.getAttribute('href'), location.href).pathname);
  }
  return [...start];
}

async function keepAll() {
  say(page.dataset.working);
  try {
    for (const scope of SCOPES) await navigator.serviceWorker.register(`${base}sw.js`, { scope: `${base}${scope}` });
    const cache = await caches.open(CACHE);
    const all = await addresses();
    await cache.addAll(all);
    say(page.dataset.kept, { n: all.length });
    remove.hidden = false;
  } catch (error) {
    say(page.dataset.failed, { reason: error.message });
  }
}

async function removeAll() {
  // Only our own: other services may live at this origin.
  const own = SCOPES.map((scope) => new URL(`${base}${scope}`, location.href).href);
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (own.includes(registration.scope)) await registration.unregister();
  }
  await caches.delete(CACHE);
  say(page.dataset.removed);
  remove.hidden = true;
}

if ('serviceWorker' in navigator && 'caches' in window) {
  keep.hidden = false;
  keep.addEventListener('click', keepAll);
  remove.addEventListener('click', removeAll);
  caches.has(CACHE).then((kept) => { remove.hidden = !kept; });
} else {
  say(page.dataset.unsupported);
}
