// The search in another engine than Chromium's: Firefox, where it is installed.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { samples } from '../sites.mjs';
import { serve } from '../server.mjs';

const firefox = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => path && existsSync(path));

// Until it holds in the page. Firefox drops what waits in a page when its address changes: asked anew each time.
const until = async (page, holds) => {
  for (const end = Date.now() + 30_000; ;) {
    if (await page.evaluate(holds).catch(() => false)) return;
    assert.ok(Date.now() < end, `it never came to: ${holds}`);
    await new Promise((done) => { setTimeout(done, 50); });
  }
};

test('Firefox finds reports, narrows them down and comes back', { skip: firefox ? false : 'Firefox is not installed' }, async () => {
  const library = samples();
  const host = await serve(library.site);
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true });
  const page = await browser.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(`${host.url}search/`);
  await page.type('main input[name=q]', 'handcuffs missed weapon');
  await page.waitForSelector('[data-results] [data-report]');
  assert.match(await page.$eval('[data-notes]', (notes) => notes.textContent), /Also searched/);
  await page.waitForSelector('.excerpt');
  await page.$eval('[data-field=activity]', (field) => { field.open = true; });
  await page.waitForSelector('[data-field=activity] input');
  await page.$eval('[data-field=activity] input', (box) => box.click());
  await until(page, () => new URL(location.href).searchParams.has('activity'));
  await page.waitForSelector('[data-chosen] a');
  // puppeteer waits for a navigation that going back within a page isn't.
  await page.evaluate(() => history.back());
  await until(page, () => document.querySelector('[data-chosen]').hidden && !!document.querySelector('[data-results] [data-report]'));
  assert.deepEqual(wrong, []);
  await browser.close();
  await host.stop();
  library.remove();
});
