// What the tests of the search share: the library on what a static host serves, a page of it, and what the program says.
import { execFileSync } from 'node:child_process';
import { library, nearmiss } from './sites.mjs';

export const shared = library();
export const BOX = 'main input[type=search][name=q]';
export const RESULT = '[data-results] [data-report]';

// A page with its own cache, and all that goes wrong in it.
export async function open(path, options = {}) {
  const context = await shared.browser.newContext({ viewport: { width: 1024, height: 768 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  const requests = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/ERR_FAILED|404/.test(message.text())) wrong.push(message.text()); });
  page.on('request', (request) => requests.push(request.url()));
  if (options.prepare) await options.prepare(page, context);
  await page.goto(shared.host.url + path);
  return { page, wrong, requests, close: () => context.close() };
}

export const ids = (page) => page.locator(RESULT).evaluateAll((cards) => cards.map((card) => card.dataset.report));
export const native = (query, ...more) => JSON.parse(execFileSync(nearmiss, ['search', query, '--site', shared.built.site, '--format', 'json', ...more], { encoding: 'utf8' }));
// Shown results belong to this query once the sentence and the cards have settled on what the program says.
export const settled = (page, expected) => page.waitForFunction(([result, wanted]) => [...document.querySelectorAll(result)].map((card) => card.dataset.report).join() === wanted, [RESULT, expected.join()]);

