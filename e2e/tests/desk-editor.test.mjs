// Work on one text at the desk: by keyboard, with and without a script, and over more than one day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { office } from '../desk.mjs';
import { ANSWERS, sit, confirm, first } from '../reviewing.mjs';

test('everything is done by keyboard alone', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    const one = await sit(own, 'r-01');
    const until = async (seen) => {
      for (let at = 0; at < 120; at += 1) {
        await one.keyboard.press('Tab');
        if (await one.evaluate(seen)) return;
      }
      assert.fail(`not reached: ${seen}`);
    };
    await until(() => document.activeElement.closest('tr[data-report]') !== null);
    await one.keyboard.press('Enter');
    await one.waitForURL(/report/);
    await until(() => document.activeElement.name === 'title');
    await one.keyboard.type('A revolver under the seat');
    for (let left = await one.locator('button[name=replace]').count(); left > 0; left = await one.locator('button[name=replace]').count()) {
      await until(() => document.activeElement.name === 'replace');
      await one.keyboard.press('Enter');
      await one.waitForFunction((n) => document.querySelectorAll('button[name=replace]').length < n, left);
    }
    for (let at = 0; at < 5; at += 1) {
      await until(() => document.activeElement.name === 'attest');
      await one.keyboard.press('Space');
    }
    await until(() => document.activeElement.value === 'pass-on');
    await one.keyboard.press('Enter');
    await one.getByRole('status').filter({ hasText: 'is passed on' }).waitFor();
  } finally {
    own.stop();
  }
});

// With a page's script and without: the row of the street is opened, other words are put in its place, and the name is left.
for (const javaScriptEnabled of [true, false]) {
  test(`other words are put in place, and what identifies nobody is left, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const own = office();
    try {
      own.report(ANSWERS);
      const one = await sit(own, 'r-01', { javaScriptEnabled });
      await first(one);
      const row = (words) => one.locator('.found-list li', { hasText: words });
      await row('Maple Street').locator('summary').click();
      assert.match(await row('Maple Street').locator('.hint').innerText(), /has the form of/);
      await one.getByLabel('Instead of Maple Street').fill('a side street');
      await row('Maple Street').getByRole('button', { name: 'Put these words' }).click();
      await row('Maple Street').waitFor({ state: 'detached' });
      assert.match(await one.getByLabel('Event summary').inputValue(), /a van on a side street\. Delgado/);
      await row('Delgado').locator('summary').click();
      await row('Delgado').getByLabel('It identifies nobody, because').fill('a name of a place in a film');
      // With the script, Enter means the button beside the field.
      if (javaScriptEnabled) await one.keyboard.press('Enter');
      else await row('Delgado').getByRole('button', { name: 'Allow it' }).click();
      await row('Delgado').waitFor({ state: 'detached' });
      assert.match(await one.getByLabel('Event summary').inputValue(), /Delgado saw/);
      assert.deepEqual(one.wrong, []);
    } finally {
      own.stop();
    }
  });
}

test('without JavaScript every button does the same', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    const one = await sit(own, 'r-01', { javaScriptEnabled: false });
    await first(one);
    for (let left = 9; left > 0 && await one.locator('button[name=replace]').count() > 0; left -= 1) {
      await one.locator('button[name=replace]').first().click();
      await one.waitForLoadState();
    }
    assert.match(await one.getByLabel('Event summary').inputValue(), /\[officer A\] saw/);
    await one.getByLabel('Title').fill('A revolver under the seat');
    await confirm(one);
    await one.getByRole('button', { name: 'Pass on to the second stage' }).click();
    await one.getByRole('status').filter({ hasText: 'is passed on' }).waitFor();
  } finally {
    own.stop();
  }
});

test('what was typed survives a closed window, and is there at the next desk', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    const one = await sit(own, 'r-01');
    await first(one);
    await one.getByLabel('Title').fill('Half a title');
    await one.keyboard.press('Control+s');
    await one.locator('[data-saved]', { hasText: 'Draft saved.' }).waitFor();
    const again = await sit(own, 'r-01');
    await first(again);
    assert.equal(await again.getByLabel('Title').inputValue(), 'Half a title');
    // Saved again, the older draft goes.
    await again.getByLabel('Title').fill('A whole title');
    await again.keyboard.press('Control+s');
    await again.locator('[data-saved]', { hasText: 'Draft saved.' }).waitFor();
    const work = own.objects('work').flatMap((folder) => own.objects(`work/${folder}`));
    assert.equal(work.length, 2, 'one record that it was listed, one draft');
  } finally {
    own.stop();
  }
});
