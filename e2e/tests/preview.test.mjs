// Writing with the preview open: the browser reloads by itself, and an error lies over the last good page.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { launch } from '../browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

test('a change reloads the page; an error is shown over it; mending it takes the error away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'library-'));
  for (const name of ['content', 'themes']) cpSync(join(root, name), join(folder, name), { recursive: true });
  const preview = spawn(join(root, 'target/release/nearmiss'), ['serve', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((done) => {
    createInterface(preview.stdout).on('line', (line) => { if (line.startsWith('ready ')) done(line.slice(6)); });
  });
  const browser = await launch();
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  await page.goto(`${url}reports/nm-7k3q9d2m/`);
  const file = join(folder, 'content/reports/nm-7k3q9d2m.md');
  const text = readFileSync(file, 'utf8');
  const title = /^title: (.*)$/m.exec(text)[1];
  assert.equal(await page.locator('h1').textContent(), title);

  writeFileSync(file, text.replace(title, 'Quite another title'));
  await page.getByRole('heading', { level: 1, name: 'Quite another title' }).waitFor();

  writeFileSync(file, text.replace('activity: ', 'activty: '));
  const overlay = page.getByRole('alert');
  await overlay.waitFor();
  assert.match(await overlay.textContent(), /did you mean `activity`\?/);
  assert.equal(await page.locator('h1').textContent(), 'Quite another title');

  writeFileSync(file, text);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  assert.equal(await overlay.count(), 0);

  const template = join(folder, 'themes/default/templates/report.html');
  const good = readFileSync(template, 'utf8');
  writeFileSync(template, good.replace('{{ head.title }}', '{{ head.titel }}'));
  await overlay.waitFor();
  assert.match(await overlay.textContent(), /report\.html:/);
  writeFileSync(template, good);
  await overlay.waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);

  await browser.close();
  preview.kill();
  rmSync(folder, { recursive: true });
});
