// What the tests of the reviewers' desk share: a report, and what reviewers do at the desk, in a browser of the test file's own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch } from './browser.mjs';
import { enter } from './desk.mjs';

export const LAPTOP = { viewport: { width: 1024, height: 768 } };
export const TOLD = 'Officer Delgado and I stopped a van on Maple Street. Delgado saw the butt of a revolver under the seat and called it out.';
export const ANSWERS = { member: 'sworn', what_happened: TOLD, what_stopped: 'Delgado saw it.', others_should: 'Look under the seat first.', activity: ['traffic-stop'], area: ['rural'] };
export let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

// Pictures for the handbook, where SHOTS names a folder.
export async function shot(page, name) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}

export async function sit(own, id, options = {}, env = {}) {
  const context = await browser.newContext({ ...LAPTOP, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on('pageerror', (error) => page.wrong.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) page.wrong.push(message.text()); });
  const address = await own.desk(id, env);
  await enter(page, address);
  page.root = new URL('/', address).href;
  return page;
}

export const axe = async (page) => (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']).analyze()).violations.map((own) => `${own.id}: ${own.nodes[0].html}`);
export const confirm = async (page) => { for (const box of await page.locator('[name=attest]').all()) await box.check(); };
export const first = (page) => page.locator('tr[data-report] a').first().click();

// Replaces all that is marked, each by what is suggested.
export async function replaceAll(page) {
  const list = page.locator('[data-found]');
  for (let left = await list.locator('button[name=replace]').count(); left > 0; left -= 1) {
    await list.locator('button[name=replace]').first().click();
    await page.waitForFunction((n) => document.querySelectorAll('[data-found] button[name=replace]').length < n, left);
    left = await list.locator('button[name=replace]').count() + 1;
  }
}

export async function passOn(page) {
  await first(page);
  await replaceAll(page);
  await page.getByLabel('Title').fill('A revolver under the seat');
  await confirm(page);
  await page.getByRole('button', { name: 'Pass on to the second stage' }).click();
  await page.getByRole('status').filter({ hasText: 'is passed on' }).waitFor();
}

export async function signContent(page) {
  await page.goto(page.root);
  await first(page);
  await page.getByLabel('Takeaway', { exact: true }).fill('Look under the seat before you reach across it.');
  await page.getByLabel('Lessons learned').fill('1. Look under the seat first.\n2. Say what you see.');
  await confirm(page);
  await page.getByRole('button', { name: 'Sign the content' }).click();
  await page.getByRole('status').filter({ hasText: 'is signed' }).waitFor();
}

export async function countersign(page) {
  await page.goto(page.root);
  await first(page);
  await confirm(page);
  await page.getByRole('button', { name: 'Sign the de-identification' }).click();
  await page.getByRole('status').filter({ hasText: 'signed twice' }).waitFor();
}
