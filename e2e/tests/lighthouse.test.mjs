// Lighthouse on a throttled phone: accessibility and best practices 100, performance at least 95, LCP under 1.5 s.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { launch } from '../browser.mjs';
import { serve } from '../server.mjs';
import { kinds, samples } from '../sites.mjs';

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

test('home and report pass on a phone with slow 4G', async () => {
  const library = samples(['--release']);
  const preview = samples();
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  for (const [built, path] of [[library, ''], [preview, kinds(preview.site).report]]) {
    const host = await serve(built.site);
    const { lhr } = await lighthouse(host.url + path, { port, output: 'json', logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices'] });
    const score = (name) => Math.round(lhr.categories[name].score * 100);
    const failed = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 0.9).map(({ id }) => id);
    assert.equal(score('accessibility'), 100, failed.join(', '));
    assert.equal(score('best-practices'), 100, failed.join(', '));
    assert.ok(score('performance') >= 95, `performance ${score('performance')}: ${failed.join(', ')}`);
    assert.ok(lhr.audits['largest-contentful-paint'].numericValue < 1500, lhr.audits['largest-contentful-paint'].displayValue);
    await host.stop();
  }
  await browser.close();
  library.remove();
  preview.remove();
});
