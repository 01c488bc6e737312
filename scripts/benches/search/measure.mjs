// node measure.mjs JSON: measures one site in Chromium and prints JSON. The task: { folder, work, path, action, ... };
// actions: sessions (queries, runs, conditions, excerpts), keys (queries), order (queries, most), sizes (files).
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { launch, open } from './cdp.mjs';
import { serve, squeeze } from './server.mjs';

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

// In the page: types `text` at once and answers when the results are painted. Both pages write `[data-found]` with
// each answer, also with one that found nothing.
const PROBE = `window.probe = (text) => new Promise((done, fail) => {
  const input = document.querySelector('input[type=search]');
  const late = setTimeout(() => fail(new Error('no results within 100 s for "' + text + '"')), 100000);
  const seen = new MutationObserver(() => {
    const changed = performance.now();
    seen.disconnect();
    clearTimeout(late);
    requestAnimationFrame(() => setTimeout(() => done({
      ms: performance.now() - started, changed: changed - started, at: (performance.timeOrigin + changed) / 1000,
      results: document.querySelectorAll('[data-results] [data-report]').length,
    })));
  });
  seen.observe(document.querySelector('[data-found]'), { childList: true, characterData: true, subtree: true });
  const started = performance.now();
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
});`;

// The longest chain of requests of which each began after the one before it had ended: estimated round trips in a row.
function chain(requests) {
  const byEnd = [...requests].sort((a, b) => a.end - b.end);
  const longest = new Map();
  for (const own of [...requests].sort((a, b) => a.start - b.start)) {
    const before = byEnd.filter((other) => other.end <= own.start && longest.has(other));
    longest.set(own, 1 + Math.max(0, ...before.map((other) => longest.get(other))));
  }
  return Math.max(0, ...longest.values());
}

async function finished(requests) {
  for (let n = 0; n < 2000 && requests().some((own) => own.end === undefined); n += 1) await pause(10);
  const left = requests().find((own) => own.end === undefined);
  if (left) throw new Error(`${left.url} did not finish within 20 s`);
  return requests();
}

// What the server wasn't asked for came out of the cache. (Chromium doesn't say so of a worker's script.) `shown` is the
// part that was there when the first results were.
function traffic(requests, served, throttled, at) {
  const failed = requests.find((own) => own.failed);
  if (failed) throw new Error(`${failed.url} failed: ${failed.failed}`);
  const left = [...served];
  const wire = requests.filter((own) => {
    const at = left.indexOf(decodeURI(new URL(own.url).pathname));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  if (throttled && wire.some((own) => own.end - own.start < throttled.latency / 1300)) {
    throw new Error('a request was faster than the network was meant to be: the throttling does not work');
  }
  const of = (own) => ({
    bytes: own.reduce((sum, one) => sum + one.bytes, 0), requests: own.length, trips: chain(own),
    largest: own.reduce((most, one) => Math.max(most, one.bytes), 0),
  });
  // Requests have two clocks: when they began by the calendar, and how long they took.
  const there = wire.filter((own) => own.wall + own.end - own.start <= at);
  return { ...of(wire), shown: of(there) };
}

// One query, what it fetched until its results stood there, and, if wanted, until its excerpts did.
async function asked({ page, server, throttled }, text, excerpts) {
  const before = page.log.size;
  const servedBefore = server.served.length;
  const since = () => [...page.log.values()].slice(before);
  const { ms, results, at } = await page.evaluate(`probe(${JSON.stringify(text)})`);
  const count = (requests) => traffic(requests, server.served.slice(servedBefore), throttled, at);
  // Events of the worker may come a little after the page's answer; our excerpts begin after 250 ms.
  await pause(80);
  const then = since().length;
  const first = { ms, results, ...count(await finished(() => since().slice(0, then))) };
  if (!excerpts) return { first };
  await pause(300);
  await finished(since);
  await pause(60);
  await finished(since);
  return { first, all: count(since()) };
}

async function sessions({ queries, runs, conditions, excerpts }, browser, server, url) {
  const out = [];
  for (let run = 0; run < runs; run += 1) {
    for (const [at, query] of queries.entries()) {
      const page = await open(browser, url);
      await page.evaluate(PROBE);
      if (conditions) await page.throttle(conditions);
      const here = { page, server, throttled: conditions };
      const other = queries[(at + 1) % queries.length];
      const cold = await asked(here, query, excerpts);
      // Nobody types another query in less; what comes sooner is taken for the next letter, and waited for.
      await pause(300);
      const second = await asked(here, other, excerpts);
      await pause(300);
      const warm = await asked(here, query, excerpts);
      out.push({
        query, other, cold: cold.first, shown: { ms: cold.first.ms, ...cold.first.shown }, whole: cold.all ?? cold.first,
        second: second.first, warm: warm.first,
      });
      await page.close();
    }
  }
  return out;
}

// Letter by letter, after the same letters have been typed once.
async function keys({ queries }, browser, server, url) {
  const page = await open(browser, url);
  await page.evaluate(PROBE);
  const times = [];
  for (const query of queries) {
    for (const measuring of [false, true]) {
      for (let end = 1; end <= query.length; end += 1) {
        const { changed } = await page.evaluate(`probe(${JSON.stringify(query.slice(0, end))})`);
        if (measuring) times.push({ text: query.slice(0, end), ms: changed });
      }
    }
  }
  await page.close();
  return times;
}

async function order({ queries, most }, browser, server, url) {
  const page = await open(browser, url);
  const out = [];
  for (const query of queries) out.push(await page.evaluate(`order(${JSON.stringify(query)}, ${most})`));
  await page.close();
  return out;
}

// Compressed sizes; Pagefind's WASM is gzip already and is counted both ways.
const sizes = ({ files }) => files.map((file) => {
  const bytes = readFileSync(file);
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  return { stored: bytes.length, plain: plain.length, brotli: squeeze(plain).length };
});

async function main() {
  const task = JSON.parse(process.argv[2]);
  if (task.action === 'sizes') return sizes(task);
  const server = await serve(task.folder, task.work);
  const browser = await launch(task.work, server.pin);
  try {
    const url = `${server.origin}${task.path}`;
    // The first page of a browser is slow, and the server compresses at the first request.
    const page = await open(browser, url);
    await page.evaluate(PROBE);
    await page.evaluate('probe("radio")');
    await page.close();
    return await { sessions, keys, order }[task.action](task, browser, server, url);
  } finally {
    await browser.close();
    server.stop();
  }
}

main().then((out) => console.log(JSON.stringify(out)), (error) => {
  console.error(`error: the measuring in Chromium stopped: ${error.message}`);
  process.exit(1);
});
