// The form as reporters use it: in a phone-sized browser, sealed on the device, with and without JavaScript.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import puppeteer from 'puppeteer-core';
import { intake } from '../intake.mjs';
import { STORY, built, browser, open, ready, part, write, received } from '../sharing.mjs';

test('a report goes from a phone into the vault, and only the demo key opens it', async () => {
  const { server, context, page, wrong, foreign, close } = await open();
  await ready(page);
  await page.click('[data-start=basic]');
  await page.getByLabel('Yes, sworn').check();
  await page.click('[data-next]');
  await page.locator('input[name=under_investigation][value=yes]').check();
  assert.ok(await page.locator('.advice:visible').count() === 1, 'advice stands by what was chosen');
  await part(page, 'What happened');
  assert.ok(await page.isVisible('[data-skip]'));
  await page.fill('[name=what_happened]', STORY);
  assert.equal(await page.isVisible('[data-skip]'), false, 'what is written is not passed by as if it were left out');
  await part(page, 'A few choices');
  await page.selectOption('[name=activity]', 'alarm-or-building-search');
  await page.locator('input[name=hazard_type]').nth(1).check();
  await part(page, 'Look over and send');
  assert.match(await page.textContent('[data-answered]'), /5 questions/);
  // Everything that goes is there to be looked over, and each answer is one press away.
  const over = page.locator('[data-over] dd');
  assert.deepEqual([await over.count(), await over.nth(0).textContent(), await over.nth(2).textContent()], [5, 'Yes, sworn', STORY]);
  await page.locator('[data-over] button').nth(2).click();
  assert.ok(await page.isVisible('[name=what_happened]'));
  assert.ok(await page.evaluate(() => document.activeElement.name === 'what_happened'));
  await part(page, 'Look over and send');
  await page.click('[data-send]');
  await received(page);
  assert.equal(await page.textContent('[data-over]'), '', 'nothing typed stays');
  assert.equal(server.objects().length, 1);
  assert.equal(server.size(server.objects()[0]), 65536);
  const [opened] = server.opened();
  assert.deepEqual(opened, {
    version: 1, questionnaire: '1.0', depth: 'basic', answers: {
      member: 'sworn', under_investigation: 'yes', what_happened: STORY, activity: ['alarm-or-building-search'], hazard_type: ['concealed-weapon'],
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  execFileSync('age-keygen', ['-o', join(folder, 'other.txt')], { stdio: 'ignore' });
  assert.throws(() => execFileSync('age', ['-d', '-i', join(folder, 'other.txt'), server.objects()[0]], { stdio: 'ignore' }));
  rmSync(folder, { recursive: true });
  assert.deepEqual([wrong, foreign], [[], []]);
  assert.deepEqual((await context.storageState()), { cookies: [], origins: [] });
  assert.deepEqual(context.serviceWorkers(), []);
  assert.equal(await page.inputValue('[name=what_happened]'), '', 'nothing typed stays');
  await close();
});

test('one may go from basic to detailed without losing a word', async () => {
  const { server, page, close } = await open();
  await ready(page);
  await write(page);
  await page.click('[data-detail]');
  assert.match(await page.textContent('[data-where]'), /^9 of 15/);
  await page.locator('[data-step]:visible select, [data-step]:visible input[type=checkbox]').first().waitFor();
  await part(page, 'Look over and send');
  await page.click('[data-send]');
  await received(page);
  assert.deepEqual(server.opened().map(({ depth, answers }) => [depth, answers]), [['detailed', { what_happened: STORY }]]);
  await close();
});

test('without JavaScript it works from start to end, errors keep every word', async () => {
  const { server, page, close } = await open({ options: { javaScriptEnabled: false } });
  await page.getByRole('link', { name: 'Go to the form without JavaScript' }).first().click();
  assert.match(await page.textContent('main'), /What is different here/);
  await page.getByLabel('Yes, civilian').check();
  await page.click('[data-send]');
  assert.match(await page.title(), /^Error: /);
  await page.waitForSelector('[data-error-summary]');
  assert.ok(await page.getByLabel('Yes, civilian').isChecked());
  await page.locator('[data-error-summary] a').click();
  assert.match(page.url(), /#q-what_happened$/);
  await page.fill('[name=what_happened]', `${STORY}\n"<b>"`);
  await page.click('[data-send]');
  await received(page);
  assert.deepEqual(server.opened().map(({ answers }) => answers), [{ member: 'civilian', what_happened: `${STORY}\n"<b>"` }]);
  const leave = page.locator('.leave a').first();
  assert.equal(await leave.evaluate((own) => new URL(own.href).origin === location.origin), false);
  await close();
});

test('an empty report is refused in words that lead to the field', async () => {
  const { server, page, close } = await open();
  await ready(page);
  await page.click('[data-start=basic]');
  await page.getByLabel('Yes, sworn').check();
  await part(page, 'Look over and send');
  await page.click('[data-send]');
  await page.waitForSelector('[data-error-summary]:focus');
  assert.match(await page.title(), /^Error: /);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map(({ id }) => id), []);
  await page.click('[data-error]');
  await page.waitForSelector('[name=what_happened]:focus');
  assert.equal(server.objects().length, 0);
  await close();
});

test('who is not of law enforcement is thanked, and nothing is sent', async () => {
  const { server, page, sent, close } = await open();
  await ready(page);
  await page.click('[data-start=basic]');
  await page.locator('input[name=member][value=no]').check();
  await page.click('[data-next]');
  await page.waitForSelector('[data-not-member]:visible');
  assert.ok(!(await page.locator('[data-send]').isVisible()));
  assert.deepEqual(sent, []);
  assert.equal(server.objects().length, 0);
  await close();
});

test('two hours: warned of five minutes before the end, extended as often as wanted, wiped at the end', async () => {
  const { server, context, page, close } = await open({ prepare: (own) => own.clock.install() });
  await ready(page);
  await write(page);
  for (let time = 0; time < 11; time += 1) {
    await page.clock.fastForward('01:55:30');
    await page.waitForSelector('[data-window-warning]:visible');
    assert.equal(await page.getAttribute('[data-window-warning]', 'role'), 'alert');
    await page.click('[data-more]');
    await page.waitForSelector('[data-window-warning]', { state: 'hidden' });
  }
  assert.equal(await page.inputValue('[name=what_happened]'), STORY);
  // A device that slept, or whose clock was put right: nobody was warned yet.
  await page.clock.fastForward('02:00:10');
  await page.waitForSelector('[data-window-warning]:visible');
  assert.equal(await page.inputValue('[name=what_happened]'), STORY);
  await page.clock.fastForward('00:00:40');
  await page.waitForSelector('[data-ended]:visible');
  assert.equal(await page.inputValue('[name=what_happened]'), '');
  assert.deepEqual(await context.storageState(), { cookies: [], origins: [] });
  assert.equal(server.objects().length, 0);
  await close();
});

test('leaving is the first stop of Tab, replaces the page and leaves nothing to come back to', async () => {
  const { server, page, close } = await open({
    prepare: (own) => own.route('https://www.weather.gov/', (route) => route.fulfill({ body: '<title>Weather</title>', contentType: 'text/html' })),
  });
  await ready(page);
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-leave]')));
  await write(page);
  await page.click('[data-leave]');
  await page.waitForURL('https://www.weather.gov/');
  await page.goBack();
  const texts = await page.locator('textarea').evaluateAll((all) => all.map((own) => own.value)).catch(() => []);
  assert.equal(texts.join(''), '');
  assert.equal(server.objects().length, 0);
  await close();
});

test('every text area keeps what is typed to itself', async () => {
  const { server, page, close } = await open();
  for (const path of ['share/', 'intake/form']) {
    await page.goto(server.url + path);
    const areas = await page.locator('textarea').evaluateAll((all) => all.map((own) => ['spellcheck', 'autocomplete', 'translate'].map((name) => own.getAttribute(name)).join()));
    assert.ok(areas.length === 5 && areas.every((own) => own === 'false,off,no'), `${path}: ${areas}`);
  }
  await close();
});

test('a long report is told how much is left and how much is too much', async () => {
  const { server, page, close } = await open();
  await ready(page);
  await write(page, 'x'.repeat(61_000));
  assert.match(await page.textContent('[data-room]'), /About 1,[01]\d0 characters too many/);
  await page.click('[data-send]');
  await page.waitForSelector('[data-error-summary]:visible');
  assert.match(await page.textContent('[data-error]'), /too long/);
  assert.equal(server.objects().length, 0);
  await close();
});

test('the form is clean for axe and reflows, by day and night, part by part and without JavaScript', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const { server, page, close } = await open({ options: { colorScheme, viewport: { width: 320, height: 640 } } });
    const check = async (what) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), [], `${what}, ${colorScheme}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, what);
    };
    await ready(page);
    await check('start');
    await page.click('[data-start=detailed]');
    for (let at = 0; at < 15; at += 1) {
      await check(`part ${at + 1}`);
      if (await page.locator('[data-next]').isVisible()) await page.click('[data-next]');
    }
    await page.goto(`${server.url}intake/form`);
    await check('without JavaScript');
    await close();
  }
});

test('the page with its sealing is light, and quick on a slow phone', async () => {
  const { page, close } = await open({ env: { NEARMISS_BITS: '17' } });
  await ready(page);
  await write(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await page.click('[data-send]');
  await received(page);
  await close();
});

test('in Firefox, too', async () => {
  const server = await intake(built.site);
  const firefox = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true });
  try {
    const page = await firefox.newPage();
    await page.goto(`${server.url}share/`);
    await page.waitForSelector('form[data-form=share][data-sealing=ready]', { timeout: 20_000 });
    await page.click('[data-start=basic]');
    for (let at = 0; at < 2; at += 1) await page.click('[data-next]');
    await page.type('[name=what_happened]', STORY);
    for (let at = 0; at < 6; at += 1) await page.click('[data-next]');
    await page.click('[data-send]');
    await page.waitForSelector('[data-received]', { timeout: 20_000 });
    assert.deepEqual(server.opened().map(({ answers }) => answers), [{ what_happened: STORY }]);
  } finally {
    await firefox.close();
    server.stop();
  }
});

test('a terminal does the browser\'s part, and decoys are told from reports only by opening', async () => {
  const server = await intake(built.site);
  const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  const program = new URL('../../target/release/nearmiss-intake', import.meta.url).pathname;
  const run = (args, input) => execFileSync(program, args, { input });
  writeFileSync(join(folder, 'report.age'), run(['seal', '--recipients', join(built.site, 'share/recipients.txt')], JSON.stringify({ what_happened: STORY })));
  assert.equal(run(['submit', server.url, join(folder, 'report.age')]).toString(), '201\n');
  run(['decoys', server.url, '--count', '2', '--hurry']);
  const opened = server.opened();
  assert.equal(opened.length, 3);
  assert.equal(opened.filter(({ decoy }) => decoy === true).length, 2);
  assert.ok(server.objects().every((file) => server.size(file) === 65536));
  server.stop();
  rmSync(folder, { recursive: true });
});
