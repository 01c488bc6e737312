// What the tests of the form share: a page of it with an intake of its own, and what a reporter does there.
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { intake } from './intake.mjs';
import { samples } from './sites.mjs';

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
export const STORY = 'A door opened behind me, and nobody had looked.';
export let built;
export let browser;
before(async () => {
  built = samples();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  built?.remove();
});

// A page of the form with an intake of its own; `prepare` comes before the page is asked for.
export async function open({ path = 'share/', prepare, options = {}, ...more } = {}) {
  const server = await intake(built.site, more);
  const context = await browser.newContext({ ...PHONE, ...options });
  const page = await context.newPage();
  const wrong = [];
  const sent = [];
  const foreign = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) wrong.push(message.text()); });
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
    if (!request.url().startsWith(server.url)) foreign.push(request.url());
  });
  if (prepare) await prepare(page, context, server);
  await page.goto(server.url + path);
  return { server, context, page, wrong, sent, foreign, close: async () => { await context.close(); server.stop(); } };
}

export const ready = (page) => page.waitForSelector('form[data-form=share][data-sealing=ready]');
export const part = (page, title) => page.locator('[data-parts] summary').click().then(() => page.getByRole('button', { name: title, exact: true }).click());
export async function write(page, text = STORY) {
  await page.click('[data-start=basic]');
  await part(page, 'What happened');
  await page.fill('[name=what_happened]', text);
  await part(page, 'Look over and send');
}
export const received = (page) => page.waitForSelector('[data-received]');
