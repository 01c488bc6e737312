// What a desk does with a page that is older than the report: nothing is signed that wasn't seen, nothing that was typed is lost
// without a word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { office } from '../desk.mjs';
import { ANSWERS, confirm, first, passOn, signContent, sit } from '../reviewing.mjs';

async function atAnOffice(act) {
  const own = office();
  try {
    own.report(ANSWERS);
    await act(own);
  } finally {
    own.stop();
  }
}

test('what changed since the page was opened is not signed', () => atAnOffice(async (own) => {
  const one = await sit(own, 'r-01');
  await passOn(one);
  const two = await sit(own, 'r-02');
  await signContent(two);
  await one.goto(one.root);
  await first(one);
  await confirm(one);
  // Meanwhile the other sends it back and writes something else.
  await two.goto(two.root);
  await first(two);
  await two.locator('.otherwise summary').click();
  await two.getByLabel('Reason, kept with the report').fill('One more look.');
  await two.getByRole('button', { name: 'Send back one step' }).click();
  await first(two);
  await two.getByLabel('Lessons learned').fill('Look under both seats, every time.');
  await confirm(two);
  await two.getByRole('button', { name: 'Sign the content' }).click();
  await two.getByRole('status').filter({ hasText: 'is signed' }).waitFor();
  // The old page signs nothing, shows what is new, and wants it confirmed anew.
  await one.getByRole('button', { name: 'Sign the de-identification' }).click();
  assert.match(await one.locator('[data-error-summary]').innerText(), /The text changed since you opened this page/);
  assert.match(await one.locator('.work').innerText(), /Look under both seats, every time/);
  assert.equal(await one.locator('[name=attest]:checked').count(), 0);
  await confirm(one);
  await one.getByRole('button', { name: 'Sign the de-identification' }).click();
  await one.getByRole('status').filter({ hasText: 'is signed twice' }).waitFor();
}));

test('who writes when it is another one\'s turn is told so, and the words stand there to be copied', () => atAnOffice(async (own) => {
  const one = await sit(own, 'r-01');
  await first(one);
  const other = await one.context().newPage();
  await other.goto(one.url());
  await other.goto(one.root);
  await passOn(other);
  await one.getByLabel('Title').fill('Typed too late');
  await one.keyboard.press('Control+s');
  await one.locator('[data-saved]', { hasText: /Not saved/ }).waitFor();
  assert.match(await one.locator('[data-saved]').innerText(), /nothing was kept|saved this report in another window/);
  assert.equal(await one.getByLabel('Title').inputValue(), 'Typed too late');
}));

test('two windows of one reviewer do not write over each other', () => atAnOffice(async (own) => {
  const one = await sit(own, 'r-01');
  await first(one);
  const other = await one.context().newPage();
  await other.goto(one.url());
  await one.getByLabel('Title').fill('From the first window');
  await one.keyboard.press('Control+s');
  await one.locator('[data-saved]', { hasText: 'Draft saved.' }).waitFor();
  await one.getByLabel('Title').fill('From the first window, again');
  await one.keyboard.press('Control+s');
  await one.waitForFunction(() => document.querySelector('[data-saved]').textContent === 'Draft saved.');
  await other.getByLabel('Lessons learned').fill('From the second window');
  await other.keyboard.press('Control+s');
  await other.locator('[data-saved]', { hasText: /saved this report in another window/ }).waitFor();
  await one.reload();
  assert.equal(await one.getByLabel('Title').inputValue(), 'From the first window, again');
}));

test('a heading that was pasted into one box takes nothing from another', () => atAnOffice(async (own) => {
  const one = await sit(own, 'r-01');
  await passOn(one);
  const two = await sit(own, 'r-02');
  await first(two);
  await two.getByLabel('Lessons learned').fill('1. One.\n2. Two.');
  await two.getByLabel('Takeaway', { exact: true }).fill('Look under the seat.\n\n## Lessons learned\n\n(see below)');
  await two.getByRole('button', { name: 'Save draft' }).click();
  await two.getByRole('status').filter({ hasText: 'Draft saved.' }).first().waitFor();
  await two.reload();
  assert.equal(await two.getByLabel('Lessons learned').inputValue(), '1. One.\n2. Two.');
  assert.match(await two.getByLabel('Takeaway', { exact: true }).inputValue(), /Look under the seat\.\n\n\\## Lessons learned/);
}));
