// The search when a piece fails, hangs or is damaged, and when the site was published anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BOX, RESULT, native, open, settled } from '../searching.mjs';

test('while a piece hangs nothing is shown as if it were the answer, and trying again goes on', async () => {
  const held = [];
  let hang = false;
  const { page, close } = await open('search/?q=dog', {
    prepare: (own) => own.route('**/*.bin', (route) => { if (hang) held.push(route); else route.continue(); }),
  });
  await page.waitForSelector(RESULT);
  hang = true;
  await page.evaluate(() => { const real = setTimeout; window.setTimeout = (act, ms, ...rest) => real(act, ms === 8000 ? 900 : ms, ...rest); });
  await page.fill(BOX, 'needle');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-pending]:visible');
  assert.equal(await page.getAttribute('[data-answer]', 'aria-busy'), 'true');
  await page.waitForSelector('[data-problem]:visible');
  assert.match(await page.textContent('[data-reason]'), /taking a long time/);
  hang = false;
  await page.locator('[data-problem] button').click();
  await settled(page, native('needle').map(({ id }) => id));
  assert.ok(await page.locator('[data-problem]').isHidden());
  for (const route of held) await route.abort().catch(() => {});
  await close();
});

test('a piece that fails is tried again; one that is damaged is told, and trying again goes on', async () => {
  let fails = 1;
  const flaky = await open('search/', { prepare: (page) => page.route('**/*.bin', (route) => (fails-- > 0 ? route.abort() : route.continue())) });
  await flaky.page.fill(BOX, 'radio');
  await flaky.page.waitForSelector(RESULT);
  await flaky.close();
  let damaged = true;
  const broken = await open('search/', {
    prepare: (page) => page.route('**/*.bin', async (route) => {
      if (!damaged) return route.continue();
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length >> 1] ^= 1;
      return route.fulfill({ response: answer, body });
    }),
  });
  await broken.page.fill(BOX, 'radio');
  const alert = broken.page.locator('[data-problem]');
  await alert.waitFor();
  assert.match(await alert.textContent(), /damaged on its way.*Nothing you typed is lost/s);
  assert.equal(await broken.page.inputValue(BOX), 'radio');
  damaged = false;
  await alert.getByRole('button').click();
  await broken.page.waitForSelector(RESULT);
  assert.ok(!(await alert.isVisible()));
  await broken.close();
});

test('an engine that does not come or is damaged is told, and trying again goes on', async () => {
  const damage = (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: 'no engine' });
  for (const [spoil, said] of [[(route) => route.abort(), /stopped: .*Nothing you typed is lost/s], [damage, /engine was damaged.*Nothing you typed is lost/s]]) {
    let spoiled = true;
    const { page, close } = await open('search/', { prepare: (own) => own.route('**/*.wasm', (route) => (spoiled ? spoil(route) : route.continue())) });
    await page.fill(BOX, 'radio');
    const alert = page.locator('[data-problem]');
    await alert.waitFor();
    assert.match(await alert.textContent(), said);
    assert.equal(await page.inputValue(BOX), 'radio');
    spoiled = false;
    await alert.getByRole('button').click();
    await page.waitForSelector(RESULT);
    await close();
  }
});

test('a site that was published anew is found again by trying again', async () => {
  let gone = true;
  const { page, close } = await open('search/', { prepare: (own) => own.route('**/*.bin', (route) => (gone ? route.fulfill({ status: 404, body: '' }) : route.continue())) });
  await page.fill(BOX, 'radio');
  await page.locator('[data-problem]').waitFor();
  gone = false;
  await page.locator('[data-problem] button').click();
  await page.waitForSelector(RESULT);
  assert.equal(await page.inputValue(BOX), 'radio');
  await close();
});
