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

test('one tap takes all that one person or agency is called, and it can be put back', async () => {
  const { page, close } = await open();
  const story = 'Suspect Marcus Bell handed the knife over. Riverton Police Department sent two cars. Bell ran and the RPD sergeant left.';
  await write(page, story);
  await list(page).getByRole('button', { name: /Marcus Bell/ }).click();
  await list(page).getByRole('button', { name: /Riverton/ }).click();
  await page.waitForFunction(() => !/RPD/.test(document.querySelector('[name=what_happened]').value));
  const replaced = 'Suspect [subject] handed the knife over. [agency] sent two cars. [subject] ran and the [agency] sergeant left.';
  assert.equal(await area(page).inputValue(), replaced);
  const back = list(page).getByRole('button', { name: /^Put it back: Riverton/ });
  await back.waitFor();
  assert.ok(await back.evaluate((own) => own === document.activeElement), 'the focus stays in the list');
  await back.click();
  assert.equal(await area(page).inputValue(), 'Suspect [subject] handed the knife over. Riverton Police Department sent two cars. [subject] ran and the RPD sergeant left.');
  await close();
});

test('the keys that take back typing take back a replacement', async () => {
  const { page, close } = await open({ viewport: { width: 1024, height: 740 } });
  await write(page, '');
  await area(page).pressSequentially('Officer Marisol Quintanilla fell.');
  await list(page).getByRole('button', { name: /Quintanilla/ }).click();
  await page.waitForFunction(() => /officer A/.test(document.querySelector('[name=what_happened]').value));
  await area(page).focus();
  await page.keyboard.press('Control+z');
  assert.equal(await area(page).inputValue(), 'Officer Marisol Quintanilla fell.');
  await close();
});

test('who was replaced is the same officer when she is named again', async () => {
  const { page, close } = await open();
  await write(page);
  await list(page).getByRole('button', { name: /Quintanilla/ }).click();
  await page.waitForFunction(() => /officer A/.test(document.querySelector('[name=what_happened]').value));
  await area(page).press('Control+End');
  await area(page).pressSequentially(' Then Quintanilla fell. Officer Quintanilla got up.');
  const again = list(page).getByRole('button', { name: /^Replace.*Quintanilla → \[officer A\]/ });
  await again.click();
  await page.waitForFunction(() => !/Quintanilla/.test(document.querySelector('[name=what_happened]').value));
  assert.match(await area(page).inputValue(), /Then \[officer A\] fell\. Officer \[officer A\] got up\.$/);
  await close();
});

test('in a field that was made smaller the lines stay under their words', async () => {
  const { page, close } = await open({ viewport: { width: 900, height: 740 } });
  await write(page, `${STORY}\n`.repeat(12));
  await list(page).waitFor();
  const apart = await page.evaluate(async () => {
    const field = document.querySelector('[name=what_happened]');
    const layer = field.parentElement.querySelector('.marks');
    field.style.fieldSizing = 'fixed';
    field.style.height = '160px';
    field.scrollTop = 120;
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
    return { field: field.scrollTop, layer: layer.scrollTop, heights: [field.offsetHeight, layer.offsetHeight], ends: [field.scrollHeight, layer.scrollHeight] };
  });
  assert.equal(apart.layer, apart.field);
  assert.equal(apart.heights[1], apart.heights[0]);
  assert.ok(Math.abs(apart.ends[0] - apart.ends[1]) <= 2, `both are as high: ${apart.ends}`);
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
