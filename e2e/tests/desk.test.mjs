// The reviewers' desk: the whole journey of a report, and what must not happen on the way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { test } from 'node:test';
import { office } from '../desk.mjs';
import { intake } from '../intake.mjs';
import { browser, TOLD, ANSWERS, shot, sit, axe, confirm, first, replaceAll, passOn, signContent, countersign } from '../reviewing.mjs';
import { serve } from '../server.mjs';
import { nearmiss } from '../sites.mjs';

test('a report goes from a phone over two desks into the library, and is found there', async () => {
  const own = office();
  try {
    // A reporter sends.
    const server = await intake(own.build(), { vault: own.vault });
    const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    await phone.goto(`${server.url}share/`);
    await phone.waitForSelector('form[data-form=share][data-sealing=ready]');
    await phone.click('[data-start=basic]');
    await phone.getByLabel('Yes, sworn').check();
    const part = (title) => phone.locator('[data-parts] summary').click().then(() => phone.getByRole('button', { name: title, exact: true }).click());
    await part('What happened');
    await phone.fill('[name=what_happened]', TOLD);
    await part('What others should do');
    await phone.fill('[name=others_should]', 'Look under the seat first.');
    await part('A few choices');
    await phone.selectOption('[name=activity]', 'traffic-stop');
    await part('Look over and send');
    await phone.click('[data-send]');
    await phone.waitForSelector('[data-received]');
    own.mix();
    assert.equal(own.objects('in').length, 0);

    // The first reviewer makes it safe.
    const one = await sit(own, 'r-01');
    await shot(one, 'queue');
    await first(one);
    assert.match(await one.locator('.original').innerText(), /Officer Delgado and I/);
    assert.ok(await one.locator('[data-found] mark', { hasText: 'Maple Street' }).isVisible());
    await shot(one, 'original');
    await replaceAll(one);
    const told = await one.getByLabel('Event summary').inputValue();
    assert.match(told, /^\[officer A\] and I stopped a van on \[place: street\]\. \[officer A\] saw/);
    await shot(one, 'replaced');
    await one.getByLabel('Title').fill('A revolver under the seat');
    await one.getByRole('button', { name: 'Pass on to the second stage' }).click();
    assert.match(await one.locator('[data-error-summary]').innerText(), /5 of 5 confirmations are open/);
    assert.equal(await one.getByLabel('Title').inputValue(), 'A revolver under the seat');
    await confirm(one);
    await one.getByLabel('A note for the next reviewer').fill('Is a van common enough?');
    await shot(one, 'pass-on');
    await one.getByRole('button', { name: 'Pass on to the second stage' }).click();
    const said = await one.getByRole('status').filter({ hasText: 'is passed on' }).innerText();
    const id = said.match(/nm-[0-9a-z]{8}/)[0];

    // The second writes the lessons, without the original.
    const two = await sit(own, 'r-02');
    await first(two);
    assert.doesNotMatch(await two.content(), /Delgado|Maple/);
    assert.match(await two.locator('.history').innerText(), /Is a van common enough\?/);
    await two.getByLabel('Takeaway', { exact: true }).fill('Look under the seat before you reach across it.');
    await two.getByLabel('Discuss at roll call').fill('- Who looks under the seat?');
    await confirm(two);
    await shot(two, 'lessons');
    await two.getByText('As it will be published').click();
    const frame = two.frameLocator('iframe');
    await frame.locator('.takeaway', { hasText: 'Look under the seat before' }).waitFor();
    await shot(two, 'preview');
    await two.getByRole('button', { name: 'Sign the content' }).click();
    await two.getByRole('status').filter({ hasText: 'is signed' }).waitFor();

    // The first reads what changed, and signs last.
    await one.goto(one.root);
    await first(one);
    assert.match(await one.locator('.changes ins').first().innerText(), /Look under the seat before/);
    assert.equal(await one.locator('.work textarea[name=title]').count(), 0);
    await confirm(one);
    await shot(one, 'countersign');
    await one.getByRole('button', { name: 'Sign the de-identification' }).click();
    await one.getByRole('status').filter({ hasText: 'signed twice' }).waitFor();

    // Two sign the release; nothing is published by one.
    await one.getByRole('link', { name: 'Release' }).click();
    await one.getByRole('button', { name: 'Sign release 1' }).click();
    await one.getByRole('button', { name: 'Publish release 1' }).click();
    assert.match(await one.locator('[data-error-summary]').innerText(), /Release 1 is signed by 1; it takes two/);
    await shot(one, 'release');
    await two.getByRole('link', { name: 'Release' }).click();
    await two.getByRole('button', { name: 'Sign release 1' }).click();
    await two.getByRole('button', { name: 'Publish release 1' }).click();
    await two.getByRole('status').filter({ hasText: `Published: ${id}` }).waitFor();

    // It is in the library, found by search, and signed; nothing else of it is anywhere.
    const site = own.build();
    const found = JSON.parse(execFileSync(nearmiss, ['search', 'revolver seat', '--site', site, '--format', 'json'], { encoding: 'utf8' }));
    assert.equal(found[0].id, id);
    const digest = execFileSync('sha256sum', [own.path('published/content/roster/1.yaml')], { encoding: 'utf8' }).slice(0, 64);
    execFileSync(nearmiss, ['check', '--gate', '--root', digest, own.path('published/content')], { stdio: 'ignore' });
    const host = await serve(site);
    const reader = await browser.newPage();
    await reader.goto(`${host.url}search/?q=revolver+seat`);
    await reader.locator(`[data-results] [data-report=${id}]`).first().waitFor();
    await host.stop();
    assert.deepEqual(own.objects('reports'), []);
    assert.deepEqual(own.objects('work'), ['ledger']);
    for (const object of own.git('cat-file', '--batch-all-objects', '--batch-check').trim().split('\n')) {
      assert.doesNotMatch(own.git('cat-file', '-p', object.split(' ')[0]), /Delgado/);
    }
    assert.deepEqual([...one.wrong, ...two.wrong], []);

    // One takes it back.
    await two.getByLabel("The report's id, as in its address").fill(id);
    await two.getByRole('button', { name: 'Withdraw it' }).click();
    await two.getByRole('status').filter({ hasText: 'is withdrawn' }).waitFor();
    server.stop();
  } finally {
    own.stop();
  }
});

test('the pages of the desk have no barrier that axe finds, by day, at night and narrow', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    own.report({ ...ANSWERS, what_happened: `${TOLD} It was my last week.`, member: undefined });
    const one = await sit(own, 'r-01');
    for (const [scheme, width] of [['light', 1024], ['dark', 1024], ['light', 360]]) {
      await one.emulateMedia({ colorScheme: scheme });
      await one.setViewportSize({ width, height: 768 });
      for (const visit of [() => one.goto(one.root), () => first(one), () => one.goto(`${one.root}release`)]) {
        await visit();
        await one.evaluate(() => document.querySelectorAll('details').forEach((own) => { own.open = own.dataset.preview === undefined; }));
        assert.deepEqual(await axe(one), [], `${one.url()} ${scheme} ${width}`);
        assert.equal(await one.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${one.url()} ${width}`);
      }
    }
    await one.goto(one.root);
    await first(one);
    await one.getByRole('button', { name: 'Pass on to the second stage' }).click();
    await one.locator('[data-error-summary]').waitFor();
    assert.deepEqual(await axe(one), []);
    assert.ok(await one.evaluate(() => document.activeElement.matches('[data-error-summary]')));
    await one.locator('a', { hasText: 'Read them as one text' }).click();
    assert.deepEqual(await axe(one), []);
  } finally {
    own.stop();
  }
});

test('a hostile report stays text, and an original opens at stage 2 only with a reason', async () => {
  const own = office();
  try {
    own.report({ member: 'civilian', what_happened: '<script>window.hit = 1</script><img src=x onerror="window.hit = 1"> \u001b[31m \u202ereversed. He fell.', others_should: '</textarea><script>window.hit = 1</script> Hold the rail.' });
    const one = await sit(own, 'r-01');
    await first(one);
    assert.match(await one.locator('.original').innerText(), /<script>window\.hit = 1<\/script>/);
    assert.match(await one.getByLabel('Lessons learned').inputValue(), /^<\/textarea><script>/);
    assert.doesNotMatch(await one.content(), /\u202e|\u001b/);
    assert.equal(await one.evaluate(() => window.hit), undefined);
    await one.getByLabel('Title').fill('A fall on the stairs');
    await one.getByLabel('Event summary').fill('He fell.');
    await one.getByLabel('Lessons learned').fill('Hold the rail.');
    await confirm(one);
    await one.getByRole('button', { name: 'Pass on to the second stage' }).click();
    await one.getByRole('status').filter({ hasText: 'is passed on' }).waitFor();
    const two = await sit(own, 'r-02');
    await first(two);
    assert.doesNotMatch(await two.locator('.original').innerText(), /reversed/);
    await two.getByRole('button', { name: 'Open the original' }).click();
    assert.match(await two.locator('[data-error-summary]').innerText(), /takes a reason/);
    await two.getByLabel(/Why do you need it/).fill('Was it a stair or a ladder?');
    await two.getByRole('button', { name: 'Open the original' }).click();
    assert.match(await two.locator('.original').innerText(), /reversed/);
    assert.match(await two.locator('.history').innerText(), /r-02 opened the original/);
    // Declined, nothing of it is left but a count.
    await two.getByText('Something else').click();
    await two.getByLabel('Reason, kept with the report').fill('No near miss.');
    await two.getByRole('button', { name: 'Decline' }).click();
    await two.getByRole('status').filter({ hasText: 'was declined' }).waitFor();
    assert.deepEqual([own.objects('reports'), own.objects('work')], [[], ['ledger']]);
  } finally {
    own.stop();
  }
});

// A request as another program of this machine, or a page elsewhere, would make it.
const asked = (address, { method = 'GET', headers = {} }) =>
  new Promise((done) => {
    const { hostname, port, pathname } = new URL(address);
    const request = httpRequest({ hostname, port, path: pathname, method, headers }, (response) => {
      response.resume();
      response.on('end', () => done(response));
    });
    request.end();
  });

test('nobody but the browser with the one-time address gets in, and nothing is kept in it', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    const one = await sit(own, 'r-01');
    await first(one);
    const at = one.url();
    const cookies = (await one.context().cookies()).map((own) => `${own.name}=${own.value}`).join('; ');
    assert.equal((await asked(at, {})).statusCode, 403);
    const { headers } = await asked(at, { headers: { cookie: cookies } });
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(headers['content-security-policy'], /^default-src 'none';.*frame-ancestors 'none'$/);
    assert.equal((await asked(at, { headers: { cookie: cookies, host: 'evil.example' } })).statusCode, 403);
    for (const origin of ['http://evil.example', 'null', undefined]) {
      const sent = { cookie: cookies, ...(origin && { origin }) };
      assert.equal((await asked(at, { method: 'POST', headers: sent })).statusCode, 403, origin);
    }
    // The address is used up.
    const other = await browser.newPage();
    const address = await own.desk('r-02');
    assert.equal((await asked(address, {})).statusCode, 303);
    assert.equal((await other.goto(address)).status(), 403);
    assert.match(await other.locator('main').innerText(), /lets in one browser, once/);
    assert.deepEqual((await one.context().storageState()).origins, []);
    const areas = await one.locator('textarea').evaluateAll((all) => all.map((own) => [own.spellcheck, own.autocomplete, own.translate]));
    assert.ok(areas.length > 4 && areas.every(([spelling, completion, translation]) => !spelling && completion === 'off' && !translation));
    await one.getByRole('button', { name: 'Close the desk' }).click();
    await one.getByRole('heading', { name: 'The desk is closed' }).waitFor();
    await assert.rejects(one.goto(one.root));
  } finally {
    own.stop();
  }
});

test('two reports of one event are shown as such, and read as one text', async () => {
  const own = office();
  try {
    own.report(ANSWERS);
    own.report({ ...ANSWERS, what_happened: TOLD.replace('Officer Delgado and I', 'My partner and I') });
    const one = await sit(own, 'r-01');
    assert.equal(await one.getByText('may repeat another').count(), 2);
    await passOn(one);
    const two = await sit(own, 'r-02');
    await signContent(two);
    await countersign(one);
    await one.goto(one.root);
    await first(one);
    await one.getByText('Read them as one text').click();
    assert.match(await one.locator('.together').innerText(), /A revolver under the seat/);
    assert.match(await one.locator('.notice').innerText(), /Not de-identified yet/);
  } finally {
    own.stop();
  }
});
