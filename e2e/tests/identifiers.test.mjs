// What may identify somebody, as the reporter sees it: lines under the words, a list that replaces them, and nothing sent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { launch } from '../browser.mjs';
import { intake } from '../intake.mjs';
import { samples } from '../sites.mjs';

const STORY = 'Officer Marisol Quintanilla and I stopped a gray sedan at 2315 hrs. Quintanilla took the passenger side.';
let library;
let browser;

before(async () => {
  library = samples();
  browser = await launch();
});
after(async () => {
  await browser.close();
  library.remove();
});

async function open(options = {}) {
  const server = await intake(library.site);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${server.url}share/`);
  await page.waitForSelector('form[data-form=share][data-sealing=ready]');
  return { page, requests, close: async () => { await context.close(); server.stop(); } };
}

const area = (page) => page.locator('[name=what_happened]');
const list = (page) => page.locator('.question:has([name=what_happened]) .identifiers');
async function write(page, text = STORY) {
  await page.click('[data-start=basic]');
  await page.locator('[data-parts] summary').click();
  await page.getByRole('button', { name: 'What happened', exact: true }).click();
  await area(page).fill(text);
}

test('names are underlined, told in a list, and replaced everywhere at one tap', async () => {
  const { page, requests, close } = await open();
  assert.ok(!requests.some((url) => url.includes('identifiers')), 'nothing is loaded before something is typed');
  await write(page);
  await list(page).waitFor();
  const marked = await page.locator('.question:has([name=what_happened]) .marks mark').allTextContents();
  assert.deepEqual(marked, ['Marisol Quintanilla', '2315 hrs', 'Quintanilla']);
  assert.match(await list(page).textContent(), /a name: Marisol Quintanilla → \[officer A\]/);
  assert.equal(await page.locator('.identifiers [role=alert], .identifiers [aria-live]').count(), 0, 'nobody is interrupted');
  await list(page).getByRole('button', { name: /Quintanilla/ }).click();
  await page.waitForFunction(() => !/Quintanilla/.test(document.querySelector('[name=what_happened]').value));
  assert.equal(
    await area(page).inputValue(),
    'Officer [officer A] and I stopped a gray sedan at 2315 hrs. [officer A] took the passenger side.',
  );
  await page.waitForFunction(() => document.querySelectorAll('.identifiers li').length === 1);
  const sent = requests.filter((url) => /Quintanilla|2315/.test(url));
  assert.deepEqual(sent, []);
  await close();
});

test('the lines stand under their words, by day and by night, and axe is content', async () => {
  for (const options of [{}, { colorScheme: 'dark' }, { viewport: { width: 320, height: 640 } }]) {
    const { page, close } = await open(options);
    await write(page, `${STORY} `.repeat(12));
    await list(page).waitFor();
    const boxes = await page.evaluate(() => {
      const field = document.querySelector('[name=what_happened]');
      const layer = field.parentElement.querySelector('.marks');
      const mark = layer.querySelector('mark');
      const plain = document.createElement('span');
      plain.textContent = mark.textContent;
      mark.replaceWith(plain);
      const wide = plain.getBoundingClientRect().width;
      plain.replaceWith(mark);
      const box = (node) => { const { left, top, width, height } = node.getBoundingClientRect(); return [left, top, width, height].map(Math.round); };
      return { drift: mark.getBoundingClientRect().width - wide, field: box(field), layer: box(layer), wide: document.documentElement.scrollWidth - document.documentElement.clientWidth, same: ['font', 'lineHeight', 'padding', 'letterSpacing'].every((name) => getComputedStyle(field)[name] === getComputedStyle(layer)[name]) };
    });
    assert.deepEqual(boxes.layer, boxes.field, 'the layer lies exactly behind the field');
    assert.equal(boxes.drift, 0, 'a marked word is as wide as an unmarked one');
    assert.ok(boxes.same, 'both are set alike');
    assert.equal(boxes.wide, 0);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    await close();
  }
});

test('without what finds them the form works as before', async () => {
  const { page, close } = await open();
  await page.route('**/identifiers.*', (route) => route.abort());
  await write(page);
  await page.locator('[data-parts] summary').click();
  await page.getByRole('button', { name: 'Look over and send', exact: true }).click();
  await page.click('[data-send]');
  await page.waitForSelector('[data-received]');
  await close();
});

test('two thousand words are looked at while typing goes on', async () => {
  const { page, close } = await open();
  await write(page, `${STORY} The hallway was dark and nobody answered. `.repeat(80));
  await list(page).waitFor();
  const longest = await page.evaluate(async () => {
    const field = document.querySelector('[name=what_happened]');
    let most = 0;
    for (let key = 0; key < 20; key += 1) {
      const begun = performance.now();
      field.setRangeText('x', field.value.length, field.value.length, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      most = Math.max(most, performance.now() - begun);
      await new Promise((done) => { requestAnimationFrame(done); });
    }
    return most;
  });
  assert.ok(longest < 100, `a key took ${longest} ms`);
  await close();
});
