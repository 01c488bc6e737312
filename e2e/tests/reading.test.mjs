// Reading: without a script, at night, on paper, without a connection, in one view.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { brotliCompressSync } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { serve } from '../server.mjs';
import { kinds, library, read, variant, writeReport } from '../sites.mjs';

const shared = library();

const pagesOf = (site) => readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html'));

// The mean relative luminance of a page (WCAG 2), from 0 to 1.
async function brightness(page) {
  const picture = (await page.screenshot()).toString('base64');
  const helper = await shared.browser.newPage();
  const value = await helper.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const linear = Array.from({ length: 256 }, (_, value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    let sum = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      sum += 0.2126 * linear[pixels[at]] + 0.7152 * linear[pixels[at + 1]] + 0.0722 * linear[pixels[at + 2]];
    }
    return sum / (pixels.length / 4);
  }, picture);
  await helper.close();
  return value;
}

test('a newcomer finds a report and reads it without JavaScript', async () => {
  const context = await shared.browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(shared.host.url);
  const week = page.locator('.week a');
  const box = await week.boundingBox();
  assert.ok(box.y + box.height < 740, 'the takeaway of the week is above the fold of a phone');
  await page.getByRole('link', { name: 'Topics' }).first().click();
  await page.getByRole('link', { name: 'Traffic stop' }).click();
  assert.match(await page.locator('.found').textContent(), /Traffic stop: \d+ of \d+ reports/);
  await page.locator('article[data-report] a').first().click();
  const takeaway = await page.locator('.takeaway').boundingBox();
  assert.ok(takeaway.y < 740, 'the takeaway is in the first view');
  assert.ok(await page.locator('article[data-report] h2').count() >= 3);
  await context.close();
});

test('no report page has a script, and only search and the page that keeps the library have any', () => {
  for (const name of pagesOf(shared.built.site)) {
    const scripts = read(shared.built.site, name).match(/<script/g) ?? [];
    assert.equal(scripts.length, ['offline/index.html', 'search/index.html'].includes(name) ? 1 : 0, name);
  }
});

test('the first view takes at most 14,000 bytes', () => {
  const css = readdirSync(join(shared.built.site, 'assets')).find((name) => name.endsWith('.css'));
  const size = (name) => brotliCompressSync(readFileSync(join(shared.built.site, name))).length;
  for (const path of Object.values(kinds(shared.built.site))) {
    const file = path.endsWith('.html') ? path : `${path}index.html`;
    const bytes = size(file) + size(join('assets', css));
    assert.ok(bytes <= 14_000, `${file} and its style take ${bytes} bytes`);
  }
});

test('the night switch works without JavaScript, and the system decides until it is touched', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const context = await shared.browser.newContext({ colorScheme, javaScriptEnabled: false, viewport: { width: 1024, height: 768 } });
    const page = await context.newPage();
    await page.goto(shared.host.url + kinds(shared.built.site).report);
    const first = await brightness(page);
    await page.locator('label.night').click();
    const second = await brightness(page);
    const [day, night] = colorScheme === 'light' ? [first, second] : [second, first];
    assert.ok(night < 0.1 && day > 0.7, `${colorScheme}: day ${day}, night ${night}`);
    await context.close();
  }
});

// As poppler counts them.
const pageCount = (pdf) => Number(/^Pages:\s+(\d+)$/m.exec(execFileSync('pdfinfo', ['-'], { input: pdf }))[1]);

test('printed, every report is one sheet of Letter or A4, also at night', async () => {
  const context = await shared.browser.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  const withdrawn = (id) => read(shared.built.site, `reports/${id}/index.html`).includes('was withdrawn');
  const reports = readdirSync(join(shared.built.site, 'reports')).filter((name) => name.startsWith('nm-') && !withdrawn(name));
  for (const id of reports) {
    await page.goto(`${shared.host.url}reports/${id}/`);
    for (const format of ['Letter', 'A4']) {
      const pdf = await page.pdf({ format, margin: { top: '18mm', bottom: '18mm', left: '18mm', right: '18mm' } });
      assert.equal(pageCount(pdf), 1, `${id} on ${format}`);
    }
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() => {
      const sheet = document.querySelector('.report');
      const last = [...document.querySelectorAll('.rollcall li')].at(-1);
      return {
        ground: getComputedStyle(document.documentElement).backgroundColor,
        ink: getComputedStyle(document.body).color,
        navigation: document.querySelector('.top').checkVisibility() || document.querySelector('.foot').checkVisibility(),
        address: document.querySelector('.source').checkVisibility(),
        questions: !last || last.getBoundingClientRect().bottom <= sheet.getBoundingClientRect().bottom + 1,
      };
    });
    assert.deepEqual(shown, { ground: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)', navigation: false, address: true, questions: true }, id);
    await page.emulateMedia({ media: null });
  }
  await context.close();
});

test('a control without a script prints the full report instead', async () => {
  const context = await shared.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(shared.host.url + kinds(shared.built.site).report);
  const seen = async () => {
    await page.emulateMedia({ media: 'print' });
    const visible = await page.locator('.comment').isVisible();
    await page.emulateMedia({ media: 'screen' });
    return visible;
  };
  assert.equal(await seen(), false);
  await page.getByLabel('Print the full report instead').check();
  assert.equal(await seen(), true);
  await context.close();
});

test('kept on the device, pages open without a connection; removed, nothing is left', async () => {
  const context = await shared.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${shared.host.url}offline/`);
  await page.getByRole('button', { name: 'Keep it here' }).click();
  await page.getByText(/^Kept: \d+ pages/).waitFor();
  await page.goto(shared.host.url + kinds(shared.built.site).report);
  const title = await page.title();
  await context.setOffline(true);
  await page.reload();
  assert.equal(await page.title(), title);
  await page.goto(`${shared.host.url}reports/`);
  await page.locator('article[data-report] a').nth(3).click();
  assert.ok(await page.locator('.takeaway').isVisible());
  await context.setOffline(false);
  await page.goto(`${shared.host.url}share/`);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null, 'no worker on the form');
  await page.goto(`${shared.host.url}offline/`);
  await page.getByRole('button', { name: 'Remove it again' }).click();
  await page.getByText('Removed from this device.').waitFor();
  assert.deepEqual(await page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.keys()]), [0, []]);
  await context.close();
});

test('nothing moves, and zooming is not forbidden', async () => {
  const context = await shared.browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(shared.host.url);
  const one = await page.screenshot();
  assert.deepEqual(await page.screenshot(), one);
  assert.doesNotMatch(await page.content(), /user-scalable|maximum-scale/);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await context.close();
});

test('the HTML is valid, each page has one h1, a language and a title of its own', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    // Void tags as HTML writes them; the policy of a page is longer than the rule likes.
    rules: { 'void-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'no-inline-style': 'error', 'no-raw-characters': 'error', 'wcag/h30': 'error' },
  });
  const titles = new Map();
  for (const name of pagesOf(shared.built.site)) {
    const html = read(shared.built.site, name);
    const result = await validator.validateString(html, name);
    const messages = result.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`));
    assert.deepEqual(messages, [], name);
    assert.equal(html.match(/<h1/g).length, 1, name);
    assert.match(html, /<html lang="en">/);
    const title = html.match(/<title>(.*)<\/title>/)[1];
    assert.ok(!titles.has(title), `${name} and ${titles.get(title)} are both called ${title}`);
    titles.set(title, name);
  }
});

test('links inside the site lead somewhere', async () => {
  const files = new Set(readdirSync(shared.built.site, { recursive: true }));
  for (const name of pagesOf(shared.built.site)) {
    for (const [, path] of read(shared.built.site, name).matchAll(/(?:href|src)="\/([^"#?]*)/g)) {
      const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
      assert.ok(files.has(file), `${name} links /${path}`);
    }
  }
});

test('a long imported report still prints on one sheet', async () => {
  const long = 'One sentence after another makes a story that nobody can print on one sheet of paper. '.repeat(120);
  const library = variant((content) => {
    const lessons = Array.from({ length: 40 }, (_, at) => `${at + 1}. ${long.slice(0, 200)}`).join('\n');
    writeReport(content, 'nm-22222222', 'A long one', {
      Takeaway: 'Short.', 'Event summary': long, 'Lessons learned': lessons, 'Discuss at roll call': '- Why?\n- How?\n- When?\n- Who?',
    });
  });
  const own = await serve(library.site);
  const page = await shared.browser.newPage();
  await page.goto(`${own.url}reports/nm-22222222/`);
  assert.equal(pageCount(await page.pdf({ format: 'Letter' })), 1);
  await page.emulateMedia({ media: 'print' });
  const last = await page.evaluate(() => [...document.querySelectorAll('.rollcall li')].at(-1).getBoundingClientRect().bottom
    - document.querySelector('.report').getBoundingClientRect().bottom);
  assert.ok(last <= 1, `the last question is cut off by ${last} px`);
  await page.emulateMedia({ media: null });
  await page.getByLabel('Print the full report instead').check();
  assert.ok(pageCount(await page.pdf({ format: 'Letter' })) > 2);
  await page.close();
  await own.stop();
  library.remove();
});
