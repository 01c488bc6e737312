// Every kind of page, the way every reader sees it: accessible, on its own origin, no wider than the screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { kinds, library } from '../sites.mjs';

const WAYS = {
  day: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  night: { viewport: { width: 1024, height: 768 }, colorScheme: 'dark' },
  'narrow by day': { viewport: { width: 320, height: 640 }, colorScheme: 'light', hasTouch: true },
  'narrow by night': { viewport: { width: 320, height: 640 }, colorScheme: 'dark', hasTouch: true },
  'in the car': { viewport: { width: 1024, height: 768 }, colorScheme: 'light', hasTouch: true },
  'forced colours': { viewport: { width: 1024, height: 768 }, forcedColors: 'active' },
};
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const shared = library();

for (const [way, options] of Object.entries(WAYS)) {
  test(`every kind of page passes ${way}`, async () => {
    for (const [kind, path] of Object.entries(kinds(shared.built.site))) {
      const context = await shared.browser.newContext(options);
      const page = await context.newPage();
      const foreign = [];
      const complaints = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(shared.host.url) && !request.url().startsWith('data:')) foreign.push(request.url());
      });
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      const answer = await page.goto(shared.host.url + path);
      assert.match(answer.headers()['content-security-policy'], /^default-src 'none'/, kind);
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]), [], `${kind} ${way}`);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(beyond, 0, `${kind} ${way} scrolls sideways`);
      assert.deepEqual(foreign, [], `${kind} asks another origin`);
      assert.deepEqual(complaints, [], `${kind} makes the browser complain`);
      assert.deepEqual(await context.cookies(), [], `${kind} sets a cookie`);
      assert.deepEqual((await context.storageState()).origins, [], `${kind} stores something`);
      await context.close();
    }
  });
}

test('controls are large enough for gloves', async () => {
  const context = await shared.browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const page = await context.newPage();
  for (const [kind, path] of Object.entries(kinds(shared.built.site))) {
    await page.goto(shared.host.url + path);
    const small = await page.evaluate(() => {
      const inSentence = (element) => {
        if (element.closest('.counts, .topics, .defined, .coded')) return false;
        const around = element.closest('p, li, dd, dt');
        return around !== null && around.textContent.trim() !== element.textContent.trim();
      };
      return [...document.querySelectorAll('a, button, summary, label:has(input)')]
        .filter((element) => element.checkVisibility() && !element.matches('.skip'))
        .map((element) => ({ html: element.outerHTML.slice(0, 90), box: element.getBoundingClientRect(), free: inSentence(element) }))
        // A link inside a sentence is as high as its line (WCAG 2.5.8, "inline").
        .filter(({ box, free }) => box.height < (free ? 20 : 43.5) || box.width < 24)
        .map(({ html, box }) => `${html} ${Math.round(box.width)}x${Math.round(box.height)}`);
    });
    assert.deepEqual(small, [], kind);
  }
  await context.close();
});

test('wider text spacing cuts nothing off', async () => {
  const context = await shared.browser.newContext({ viewport: { width: 320, height: 640 }, bypassCSP: true });
  const page = await context.newPage();
  for (const [kind, path] of Object.entries(kinds(shared.built.site))) {
    await page.goto(shared.host.url + path);
    await page.addStyleTag({
      content: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
    });
    const cut = await page.evaluate(() => [...document.querySelectorAll('body *')]
      .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1)
      .map((element) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(cut, [], kind);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(beyond, 0, `${kind} scrolls sideways`);
  }
  await context.close();
});

test('by keyboard everything is reached in the order in which it is read, and seen', async () => {
  const context = await shared.browser.newContext({ viewport: { width: 1024, height: 768 } });
  const page = await context.newPage();
  for (const [kind, path] of Object.entries(kinds(shared.built.site))) {
    await page.goto(shared.host.url + path);
    const all = await page.evaluate(() => {
      const found = [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')].filter((element) => element.checkVisibility());
      found.forEach((element, at) => { element.dataset.at = at; });
      return found.length;
    });
    for (let at = 0; at < all; at += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        // A link over two lines has its middle in neither.
        const box = element.getClientRects()[0];
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10));
        const style = getComputedStyle(element);
        return {
          at: Number(element.dataset.at),
          outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
          onTop: element === top || element.contains(top) || top?.contains(element) || element.closest('label')?.contains(top),
        };
      });
      assert.deepEqual(focused, { at, outlined: true, onTop: true }, `${kind}, stop ${at}`);
    }
  }
  await context.close();
});
