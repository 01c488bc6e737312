// The trends pages: numbers that lead to their reports, without JavaScript, on paper and narrow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { library, read } from '../sites.mjs';

const shared = library();
const open = async (path, options = {}) => {
  const page = await (await shared.browser.newContext({ viewport: { width: 1024, height: 768 }, ...options })).newPage();
  await page.goto(shared.host.url + path);
  return page;
};

test('a bar is as long as its number, and leads to as many reports', async () => {
  const page = await open('trends/');
  const bars = await page.locator('#activity').locator('xpath=ancestor::section').locator('.bars li').evaluateAll((rows) =>
    rows.map((row) => ({ n: Number(row.querySelector('.n').textContent.replace(',', '')), width: row.querySelector('rect').getBoundingClientRect().width, url: row.querySelector('a').href })));
  assert.ok(bars.length > 3);
  for (const bar of bars) assert.ok(Math.abs(bar.width / bars[0].width - bar.n / bars[0].n) < 0.01, JSON.stringify(bar));
  await page.goto(bars[0].url);
  assert.match(await page.locator('.found').first().innerText(), new RegExp(`\\b${bars[0].n}\\b`));
});

test('a cell of the heat table leads to the reports that have both, in the search', async () => {
  const page = await open('trends/');
  const cell = page.locator('.heat td a').first();
  const count = Number(await cell.innerText());
  await cell.click();
  await page.waitForFunction((n) => document.querySelector('[data-total]')?.textContent.includes(String(n)), count);
  assert.equal(await page.locator('[data-results] [data-report]').count(), Math.min(count, 10));
});

test('each chart has its table, a report to read and the notice that these are no rates', async () => {
  const page = await open('trends/', { javaScriptEnabled: false });
  const charts = await page.locator('.chart:has(.bars)').count();
  assert.ok(charts >= 10, `${charts}`);
  assert.equal(await page.locator('.chart:has(.bars) table').count(), charts);
  assert.equal(await page.locator('.chart:has(.bars) .monday').count(), charts);
  assert.match(await page.locator('.volunteers').innerText(), /counts of what volunteers chose to report/);
  // Fewer than 500 reports: nothing is named.
  assert.match(await page.locator('.signals').innerText(), /Below 500 reports/);
});

test('a page for trainers is printed on two sheets at most, black on white', async () => {
  const page = await open('trends/team/lack-of-communication/', { colorScheme: 'dark' });
  assert.ok(await page.locator('.rollcall li').count() > 2);
  assert.ok(await page.locator('.aloud li').count() >= 3);
  const pdf = (await page.pdf({ format: 'Letter', preferCSSPageSize: false })).toString('latin1');
  const sheets = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
  assert.ok(sheets === 1 || sheets === 2, `${sheets} sheets`);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgb(255, 255, 255)');
});

test('the data beside the pages has the numbers of the pages', () => {
  const { reports, fields } = JSON.parse(read(shared.built.site, 'data/trends.json'));
  const whole = JSON.parse(read(shared.built.site, 'data/reports.json'));
  assert.equal(reports, whole.count);
  const activity = fields.find((field) => field.field === 'activity');
  const counted = whole.reports.filter((report) => report.activity === activity.values[0].value).length;
  assert.equal(activity.values[0].count, counted);
});
