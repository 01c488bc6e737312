// The search, as readers use it, on what a static host serves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { BOX, RESULT, ids, native, open, settled } from '../searching.mjs';

test('results come while one types, the address says the query, Back comes back to it', async () => {
  const { page, wrong, requests, close } = await open('search/');
  assert.deepEqual(requests.filter((url) => /\.(bin|wasm)$/.test(url)), [], 'nothing is loaded before intent');
  await page.focus(BOX);
  await page.keyboard.type('handcuffs missed wea', { delay: 20 });
  await page.waitForSelector(RESULT);
  await page.keyboard.type('pon');
  await page.keyboard.press('Enter');
  const expected = native('handcuffs missed weapon').map(({ id }) => id);
  await settled(page, expected);
  assert.equal(new URL(page.url()).searchParams.get('q'), 'handcuffs missed weapon');
  assert.ok(Number(await page.textContent('[data-total]')) >= expected.length);
  assert.ok(await page.locator(`${RESULT} mark`).count() > 0, 'hits are marked');
  assert.match(await page.textContent('[data-notes]'), /Also searched: .*firearm/);
  await page.waitForSelector('.excerpt');
  assert.deepEqual(requests.filter((url) => /handcuffs|weapon/.test(url)), [], 'what is typed never leaves');
  await page.locator(`${RESULT} a`).first().click();
  await page.waitForURL(/reports\/nm-/);
  await page.goBack();
  await settled(page, expected);
  assert.equal(await page.inputValue(BOX), 'handcuffs missed weapon');
  assert.deepEqual(wrong, []);
  await close();
});

test('a box on any page leads to the results, and without JavaScript to the topics', async () => {
  const { page, wrong, close } = await open('reports/');
  await page.fill('.top input[name=q]', 'radio');
  await page.keyboard.press('Enter');
  await page.waitForSelector(RESULT);
  assert.deepEqual(await ids(page), native('radio').map(({ id }) => id));
  assert.deepEqual(wrong, []);
  await close();
  for (const options of [{ javaScriptEnabled: false }, { prepare: (own) => own.addInitScript(() => { delete globalThis.WebAssembly; }) }]) {
    const plain = await open('', options);
    await plain.page.fill('main .find input', 'radio');
    await plain.page.keyboard.press('Enter');
    await plain.page.waitForURL(/search\/\?q=radio/);
    await plain.page.locator('[data-browse] a').first().click();
    await plain.page.waitForURL(/topics\//);
    assert.deepEqual(plain.wrong, []);
    await plain.close();
  }
});

test('filters narrow down, show live counts, and each has a way out', async () => {
  const { page, wrong, close } = await open('search/?q=officer');
  await page.waitForSelector(RESULT);
  const before = Number(await page.textContent('[data-total]'));
  await page.locator('[data-field=activity] summary').click();
  const box = page.locator('[data-field=activity] input').first();
  await box.waitFor();
  const value = await box.inputValue();
  const counted = Number(await page.locator('[data-field=activity] li').first().locator('.n').textContent());
  await box.check();
  await page.waitForFunction((n) => document.querySelector('[data-total]').textContent === String(n), counted);
  assert.equal(new URL(page.url()).searchParams.get('activity'), value);
  assert.deepEqual(await ids(page), native('officer', '--filter', `activity=${value}`).map(({ id }) => id));
  await page.locator('[data-chosen] a').click();
  await page.waitForFunction((n) => document.querySelector('[data-total]').textContent === String(n), before);
  await page.goBack();
  await page.waitForFunction((n) => document.querySelector('[data-total]').textContent === String(n), counted);
  assert.deepEqual(wrong, []);
  await close();
});

test('words of the same meaning can be switched off; a slip finds the nearest spelling; nothing found helps on', async () => {
  const { page, wrong, close } = await open('search/?q=gun');
  await page.waitForSelector(RESULT);
  const wide = Number(await page.textContent('[data-total]'));
  await page.getByRole('link', { name: 'Search only the words I typed' }).click();
  await page.waitForURL(/only=1/);
  await page.waitForFunction((n) => Number(document.querySelector('[data-total]').textContent) < n, wide);
  await page.getByRole('link', { name: 'Search words of the same meaning, too' }).click();
  await page.waitForFunction((n) => Number(document.querySelector('[data-total]').textContent) === n, wide);
  await page.fill(BOX, 'wepaon');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /spelled much the same: weapon/.test(document.querySelector('[data-notes]').textContent));
  await page.fill(BOX, 'xylophone');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /“xylophone”/.test(document.querySelector('[data-found]').textContent));
  assert.ok(await page.locator('[data-browse] a').first().isVisible(), 'the topics are offered');
  assert.deepEqual(wrong, []);
  await close();
});

test('Back leads through the searches that were decided on', async () => {
  const { page, wrong, close } = await open('search/');
  for (const word of ['dog', 'ice', 'needle']) {
    await page.fill(BOX, word);
    await page.keyboard.press('Enter');
    await settled(page, native(word).map(({ id }) => id));
  }
  for (const word of ['ice', 'dog']) {
    await page.goBack();
    await settled(page, native(word).map(({ id }) => id));
    assert.equal(await page.inputValue(BOX), word);
  }
  await page.goBack();
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(wrong, []);
  await close();
});

test('why nothing was found is said as it is, and what an address chose has its name', async () => {
  const said = async (query, words) => {
    const { page, close } = await open(`search/?${query}`);
    await page.waitForFunction((own) => document.querySelector('[data-found]').textContent.includes(own), words);
    const spoken = page.waitForFunction((own) => document.querySelector('[data-status]').textContent.endsWith(own), words.slice(-5));
    await spoken;
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await close();
  };
  await said('activity=traffic-stop&lighting=daylight', 'No report has all that you narrowed it down to.');
  await said('q=xyzzy&activity=traffic-stop', 'None of the reports that you narrowed it down to has anything of “xyzzy”.');
  await said('q=%22seat%20back%22', 'as it is quoted.');
  const { page, close } = await open('search/?activity=traffic-stop&activity=traffic-stop&activity=nope');
  await page.waitForFunction(() => /^Traffic stop/.test(document.querySelector('[data-chosen] a')?.textContent ?? ''));
  assert.equal(await page.locator('[data-chosen] li').count(), 1, 'once, and without what this library has not');
  await close();
  const none = await open('search/?q=xyzzy&activity=traffic-stop');
  await none.page.waitForFunction(() => /^Traffic stop/.test(document.querySelector('[data-chosen] a')?.textContent ?? ''));
  await none.close();
});

test('words together mean what the list says, also with small ones between, and are not mended', async () => {
  const { page, close } = await open('search/?q=blue%20on%20blue');
  await page.waitForSelector(RESULT);
  assert.match(await page.textContent('[data-notes]'), /Also searched: .*crossfire/);
  assert.doesNotMatch(await page.textContent('[data-notes]'), /spelled|In no report/);
  await close();
});

test('a screen reader is told when the reader pauses, not at each key', async () => {
  const { page, close } = await open('search/');
  await page.evaluate(() => {
    window.told = [];
    new MutationObserver(() => window.told.push(document.querySelector('[data-status]').textContent)).observe(document.querySelector('[data-status]'), { childList: true, characterData: true, subtree: true });
  });
  await page.focus(BOX);
  await page.keyboard.type('flashlight holster door', { delay: 50 });
  await page.waitForFunction(() => /reports/.test(document.querySelector('[data-status]').textContent));
  const told = await page.evaluate(() => window.told);
  assert.ok(told.length <= 2, told.join(' | '));
  await close();
});

test('any text is a query', async () => {
  const { page, wrong, close } = await open('search/');
  const hostile = ['"', '-', '""', '- -', '*', '\u0000\u0001', '👮‍♀️ 🔫', 'שלום "אקדח"', 'e\u0301', 'ﷺ', '<img src=x onerror=alert(1)>', 'a'.repeat(10000), 'gun '.repeat(2500), '"gun', '\u202egun', '\\', '%', '-gun'];
  for (const query of hostile) {
    await page.fill(BOX, query);
    await page.keyboard.press('Enter');
    await page.fill(BOX, 'radio');
    await page.keyboard.press('Enter');
    await settled(page, native('radio').map(({ id }) => id));
    assert.equal(await page.locator('[data-problem]').isVisible(), false, query.slice(0, 20));
  }
  assert.deepEqual(wrong, []);
  await close();
});

test('the engine in the browser ranks as the program does', { timeout: 60_000 }, async () => {
  const { page, close } = await open('search/');
  const queries = ['taser', 'knife in the waistband', 'traffic stop night', '"traffic stop"', 'car -dog', 'radio failure backup', 'holster', 'imported number', 'door breach shotgun flashbang', 'pursuit speed intersection siren wet', 'wepaon', 'cruiser'];
  // In the order that the pages show, and in that of the ranking alone, which a test of the engine holds against tantivy's.
  for (const [query, plain] of queries.flatMap((query) => [[query, false], [query, true]])) {
    const ours = await page.evaluate(([query, plain]) => new Promise((done) => {
      const { engine, index, pieces } = document.querySelector('script[data-engine]').dataset;
      const at = (path) => new URL(path, location.href).href;
      const worker = new Worker(document.querySelector('script[data-engine]').src);
      worker.onmessage = ({ data }) => {
        worker.terminate();
        const scores = new Float32Array(new Uint32Array(data.answer.results.map(({ bits }) => bits)).buffer);
        done(data.answer.results.map(({ id }, at) => [id, scores[at]]));
      };
      worker.postMessage({ wasm: at(engine), index, from: at(pieces) });
      worker.postMessage({ number: 1, lines: `query\t${query}\nlimit\t20${plain ? '\nplain-order' : ''}` });
    }), [query, plain]);
    const theirs = native(query, '--limit', '20', ...(plain ? ['--plain-order'] : []));
    assert.deepEqual(ours.map(([id]) => id), theirs.map(({ id }) => id), query);
    ours.forEach(([, score], at) => assert.ok(Math.abs(score - theirs[at].score) <= 1e-4, `${query}: ${score} and ${theirs[at].score}`));
  }
  await close();
});

test('axe finds nothing on results, by day and night, wide and narrow', async () => {
  for (const [colorScheme, width] of [['light', 1024], ['dark', 1024], ['light', 320], ['dark', 320]]) {
    const { page, close } = await open('search/?q=gun+night', { colorScheme, viewport: { width, height: 700 }, bypassCSP: true });
    await page.waitForSelector('.excerpt');
    await page.locator('[data-field=activity] summary').click();
    await page.locator('[data-field=activity] input').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await close();
  }
});
