// The desk when it dies, finds no room, no key or no network: nothing that somebody wrote is lost.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { office } from '../desk.mjs';
import { ANSWERS, LAPTOP, sit, confirm, first, passOn } from '../reviewing.mjs';

test('a desk that is killed loses nothing: what was kept is there, what was not stays on the screen', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    const page = await sit(own, 'r-01');
    // That it was listed is noted behind the page.
    const work = own.path('vault/work');
    while (!existsSync(work) || own.objects('work').length === 0) await page.waitForTimeout(20);
    await first(page);
    await page.getByLabel('Title').fill('Kept before the end');
    await page.keyboard.press('Control+s');
    await page.locator('[data-saved]', { hasText: 'saved' }).waitFor();
    await own.kill();
    await page.getByLabel('Title').fill('Typed after the end');
    await confirm(page);
    await page.getByRole('button', { name: 'Pass on to the second stage' }).click();
    await page.locator('[data-saved]', { hasText: 'The desk does not answer, and nothing was sent' }).waitFor();
    assert.equal(await page.getByLabel('Title').inputValue(), 'Typed after the end');
    const next = await sit(own, 'r-01');
    await first(next);
    assert.equal(await next.getByLabel('Title').inputValue(), 'Kept before the end');
  } finally { own.stop(); }
});

test('a full disk is told, and loses nothing', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    const page = await sit(own, 'r-01');
    await first(page);
    own.room(0);
    const full = /File too large|No space left/;
    await page.locator('[data-found] button[name=replace]').first().click();
    await page.locator('[data-saved]', { hasText: full }).waitFor();
    await page.getByLabel('Title').fill('Typed on a full disk');
    await page.getByRole('button', { name: 'Pass on to the second stage' }).click();
    await page.locator('[data-saved]', { hasText: /Nothing was sent\..*(File too large|No space left)/ }).waitFor();
    assert.equal(await page.getByLabel('Title').inputValue(), 'Typed on a full disk');
    assert.equal(JSON.parse(own.command('r-01', 'queue', '--format', 'json'))[0].state, 'waiting');
    own.room('unlimited');
    await page.goto(page.root);
    await passOn(page);
    await page.getByRole('status').filter({ hasText: 'is passed on' }).waitFor();
  } finally { own.stop(); }
});

test('without JavaScript, what was typed comes back when the vault is gone', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    const page = await sit(own, 'r-01');
    await first(page);
    const address = page.url();
    const plain = await (await page.context().browser().newContext({ ...LAPTOP, javaScriptEnabled: false, storageState: await page.context().storageState() })).newPage();
    await plain.goto(address);
    await plain.getByLabel('Title').fill('Typed while the vault went away');
    await plain.getByLabel('Event summary').fill('A line\n\n<b>and</b> another');
    renameSync(own.vault, `${own.vault}-gone`);
    await plain.getByRole('button', { name: 'Pass on to the second stage' }).click();
    const shown = await plain.locator('main').innerText();
    assert.match(shown, /There is no vault [\s\S]*What you wrote[\s\S]*Typed while the vault went away[\s\S]*A line\s+<b>and<\/b> another/);
    renameSync(`${own.vault}-gone`, own.vault);
    // Loaded anew, it is sent again, and refused for what is still open: the text stands in its fields.
    await plain.reload();
    assert.equal(await plain.getByLabel('Title').inputValue(), 'Typed while the vault went away');
  } finally { own.stop(); }
});

test('a key with a passphrase signs from the agent, and never keeps the page waiting', async () => {
  const own = office();
  const agent = { SSH_AUTH_SOCK: own.path('agent'), SSH_ASKPASS: '', DISPLAY: '' };
  const started = spawn('ssh-agent', ['-D', '-a', agent.SSH_AUTH_SOCK], { stdio: 'ignore' });
  try {
    own.report(ANSWERS);
    await passOn(await sit(own, 'r-01'));
    const key = own.path('r-02/signing_key');
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'a long secret', '-f', key], { stdio: 'ignore' });
    const page = await sit(own, 'r-02', {}, agent);
    await first(page);
    await page.getByLabel('Takeaway', { exact: true }).fill('Look under the seat before you reach across it.');
    await page.getByLabel('Discuss at roll call').fill('- Who looks under the seat?');
    await confirm(page);
    await page.getByRole('button', { name: 'Sign the content' }).click();
    assert.match(await page.locator('[data-error-summary]').innerText(), /passphrase[\s\S]*Put it into your agent, `ssh-add .*signing_key`/);
    writeFileSync(own.path('ask'), '#!/bin/sh\necho a long secret\n', { mode: 0o755 });
    execFileSync('ssh-add', [key], { stdio: 'ignore', env: { ...process.env, ...agent, SSH_ASKPASS: own.path('ask'), SSH_ASKPASS_REQUIRE: 'force' } });
    await confirm(page);
    await page.getByRole('button', { name: 'Sign the content' }).click();
    await page.getByRole('status').filter({ hasText: 'is signed' }).waitFor();
  } finally { started.kill(); own.stop(); }
});

test('where the library cannot be pushed, the desk says so and deletes nothing', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    execFileSync('git', ['clone', '--quiet', '--bare', own.path('review.git'), own.path('origin.git')]);
    own.git('remote', 'add', 'origin', own.path('origin.git'));
    await passOn(await sit(own, 'r-01'));
    const two = await sit(own, 'r-02');
    await first(two);
    await two.getByLabel('Takeaway', { exact: true }).fill('Look under the seat before you reach across it.');
    await two.getByLabel('Discuss at roll call').fill('- Who looks under the seat?');
    await confirm(two);
    await two.getByRole('button', { name: 'Sign the content' }).click();
    const one = await sit(own, 'r-01');
    await first(one);
    await confirm(one);
    await one.getByRole('button', { name: 'Sign the de-identification' }).click();
    await one.goto(`${one.root}release`);
    await one.getByRole('button', { name: 'Sign release 1' }).click();
    await two.goto(`${two.root}release`);
    await two.getByRole('button', { name: 'Sign release 1' }).click();
    const hook = own.path('origin.git/hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\nkill -9 $PPID\n', { mode: 0o755 });
    await two.getByRole('button', { name: 'Publish release 1' }).click();
    assert.match(await two.locator('[data-error-summary]').innerText(), /Nothing was published/);
    assert.equal(own.objects('reports').length, 1);
    rmSync(hook);
    own.git('config', 'nearmiss.pullRequests', 'true');
    await two.getByRole('button', { name: 'Publish release 1' }).click();
    await two.getByRole('status').filter({ hasText: 'Sent to be merged: nm-' }).waitFor();
    assert.equal(own.objects('reports').length, 1);
    execFileSync('git', ['--git-dir', own.path('origin.git'), 'update-ref', 'refs/heads/main', 'refs/heads/release/1']);
    await two.getByRole('button', { name: 'Publish release 1' }).click();
    await two.getByRole('status').filter({ hasText: 'Originals and drafts were deleted' }).waitFor();
    assert.equal(own.objects('reports').length, 0);
  } finally { own.stop(); }
});
