// Hostile text in a report stays text, even in a browser that ignores every header.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { launch } from '../browser.mjs';
import { serve } from '../server.mjs';
import { ALPHABET, variant, writeReport } from '../sites.mjs';

const vectors = JSON.parse(readFileSync(new URL('../vectors/xss.json', import.meta.url), 'utf8'));
const idOf = (at) => `nm-222222${ALPHABET[Math.floor(at / 30)]}${ALPHABET[at % 30]}`;
const line = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 100);

test('no vector becomes markup, a request or a running script', async () => {
  const library = variant((content) => vectors.forEach(({ name, text, markdown = text }, at) => {
    writeReport(content, idOf(at), `${name} ${line(text)}`, {
      Takeaway: `${name}: ${line(text)}`, 'Event summary': markdown, 'Contributing risk factors': markdown, 'What stopped it': markdown,
      'Lessons learned': `1. ${markdown.replaceAll('\n', '\n   ')}`, 'Reviewer comment': markdown, 'Discuss at roll call': `- ${line(text)}`,
    });
  }));
  const host = await serve(library.site);
  const browser = await launch();
  // bypassCSP: the first and second wall must hold without the third.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const foreign = [];
  page.on('dialog', (dialog) => { foreign.push(dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => { if (!request.url().startsWith(host.url)) foreign.push(request.url()); });
  const paths = ['', 'reports/', ...vectors.map((_, at) => `reports/${idOf(at)}/`)];
  for (const [at, path] of paths.entries()) {
    await page.goto(host.url + path);
    const found = await page.evaluate(() => {
      for (const link of document.querySelectorAll('main a')) link.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      const attributes = [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes].map(({ name }) => name));
      return {
        pwned: window.pwned,
        tags: [...document.querySelectorAll('main script, main img, main svg, main iframe, main object, main embed, main form:not(.find), main input:not(#print-full, [name=q]), main style, main link, main meta, main base, main template, main math, main textarea')].map((element) => element.outerHTML),
        handlers: attributes.filter((name) => name.startsWith('on') || name === 'style' || name === 'srcdoc'),
        links: [...document.querySelectorAll('main a')].map((link) => link.href).filter((href) => !href.startsWith(location.origin)),
      };
    });
    assert.deepEqual(found, { pwned: undefined, tags: [], handlers: [], links: [] }, path);
    const vector = vectors[at - 2];
    // In the told event, where nothing but Markdown put it; typographic quotes are the same text.
    const plain = (text) => text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/–/g, '--').replace(/…/g, '...');
    if (vector) {
      const shown = line(plain(await page.locator('.event .long').innerText()));
      assert.ok(shown.includes(line(vector.text)), `${vector.name} is not shown as text but as: ${shown}`);
    }
  }
  assert.deepEqual(foreign, []);
  await browser.close();
  await host.stop();
  library.remove();
});

test('a script that gets into a page all the same does not run', async () => {
  const library = variant((content) => writeReport(content, 'nm-22222222', 'One', { Takeaway: 'One.', 'Event summary': 'One.', 'Lessons learned': '1. One.' }));
  const host = await serve(library.site);
  const browser = await launch();
  const page = await browser.newPage();
  await page.route('**/reports/nm-22222222/', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('</main>', '<script>window.pwned=1</script><img src=x onerror="window.pwned=2"></main>') });
  });
  await page.goto(`${host.url}reports/nm-22222222/`);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  await browser.close();
  await host.stop();
  library.remove();
});
