// The form when something is missing: its script, its sealing, the server, the connection. Nothing leaves unsealed, nothing is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, ready, write, received } from '../sharing.mjs';

for (const [what, pattern] of [['the script', /share\.[0-9a-f]+\.js$/], ['the sealing', /seal\.[0-9a-f]+\.wasm$/]]) {
  test(`with ${what} blocked nothing can be sent, not by Enter and not by the button`, async () => {
    const { server, page, sent, close } = await open({ prepare: (own) => own.route(pattern, (route) => route.abort()) });
    if (what === 'the sealing') {
      await page.waitForSelector('[data-sealing=missing]');
      await write(page);
    }
    const send = page.locator('[data-send]');
    assert.ok(await send.isDisabled());
    await page.locator('[name=member]').first().evaluate((own) => own.focus());
    await page.keyboard.press('Enter');
    await send.evaluate((own) => own.click());
    // Even a button that someone wakes up sends nothing: the page's policy forbids it.
    await send.evaluate((own) => { own.disabled = false; own.form.method = 'post'; });
    await send.evaluate((own) => own.click());
    await page.evaluate(() => new Promise((done) => { setTimeout(done, 300); }));
    assert.deepEqual(sent, []);
    assert.equal(server.objects().length, 0);
    await close();
  });
}

test('what cannot be sent now is kept sealed and sent again, once', async () => {
  let refuse = 3;
  const { server, page, close } = await open({
    prepare: (own) => own.route('**/intake/sealed', async (route) => {
      refuse -= 1;
      if (refuse === 2) return route.fulfill({ status: 404, json: {} });
      if (refuse === 1) return route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json: { error: 'vault', message: '' } });
      // It arrives, but the answer is lost.
      if (refuse === 0) { await route.fetch(); return route.abort(); }
      return route.continue();
    }),
  });
  await ready(page);
  await write(page);
  await page.click('[data-send]');
  await page.waitForSelector('[data-waiting]:visible');
  assert.match(await page.textContent('[data-waiting-text]'), /^The server hasn't confirmed your report yet: the server doesn't take it in this form \(answer 404\)/);
  await page.click('[data-again]');
  await page.waitForFunction(() => /the place where reports are kept doesn't answer/.test(document.querySelector('[data-waiting-text]').textContent));
  await page.click('[data-again]');
  await page.waitForFunction(() => /^The connection broke/.test(document.querySelector('[data-waiting-text]').textContent));
  await page.click('[data-again]');
  await received(page);
  assert.equal(server.opened().length, 1, 'the same bytes are there once');
  await close();
});

test('offline it says so and sends when the connection is back', async () => {
  const { server, context, page, close } = await open();
  await ready(page);
  await write(page);
  await context.setOffline(true);
  await page.click('[data-send]');
  await page.waitForFunction(() => /^You are offline/.test(document.querySelector('[data-waiting-text]').textContent));
  await context.setOffline(false);
  await received(page);
  assert.equal(server.opened().length, 1);
  await close();
});

test('a moment without signal at the beginning costs no report', async () => {
  let first = true;
  const { server, page, close } = await open({
    prepare: (own) => own.route(/seal\.[0-9a-f]+\.wasm$/, (route) => {
      const lost = first;
      first = false;
      return lost ? route.abort() : route.continue();
    }),
  });
  await page.waitForSelector('[data-unsealed]:visible');
  assert.match(await page.textContent('[data-unsealed]'), /couldn't be loaded, so nothing can be sent yet/);
  await page.click('[data-load]');
  await ready(page);
  assert.ok(await page.locator('[data-unsealed]').isHidden());
  await write(page);
  await page.click('[data-send]');
  await received(page);
  assert.equal(server.opened().length, 1);
  await close();
});

test('what is on its way can be taken back, and the form is alive at once', async () => {
  const held = [];
  const { server, page, close } = await open({ prepare: (own) => own.route('**/intake/sealed', (route) => { held.push(route); }) });
  await ready(page);
  await write(page);
  await page.evaluate(() => { const real = setTimeout; window.setTimeout = (act, ms, ...rest) => real(act, ms === 15000 ? 50 : ms, ...rest); });
  await page.click('[data-send]');
  await page.waitForFunction(() => /taking a long time to answer/.test(document.querySelector('[data-waiting-text]').textContent));
  await page.click('[data-edit]');
  await page.waitForFunction(() => !document.querySelector('form[data-form=share]').inert);
  await page.waitForSelector('[data-send]:enabled');
  for (const route of held) await route.fulfill({ status: 201, json: {} }).catch(() => {});
  assert.ok(await page.locator('[data-done]').isHidden(), 'it was taken back');
  assert.equal(server.objects().length, 0);
  await close();
});

test('who leaves while a report waits is asked nothing', async () => {
  const { page, close } = await open({ prepare: (own) => own.route('**/intake/sealed', (route) => route.fulfill({ status: 503, json: {} })) });
  await ready(page);
  await write(page);
  await page.click('[data-send]');
  await page.waitForSelector('[data-waiting]:visible');
  const asked = [];
  page.on('dialog', (dialog) => { asked.push(dialog.type()); dialog.accept(); });
  await page.route('https://www.weather.gov/**', (route) => route.fulfill({ body: 'weather' }));
  await page.click('[data-leave]');
  await page.waitForURL(/weather/);
  assert.deepEqual(asked, []);
  await close();
});
