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

// What falls short of the aims.
async function measured(url, port) {
  const { lhr } = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices'] });
  const score = (name) => Math.round(lhr.categories[name].score * 100);
  const failed = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9).map(({ id }) => id);
  const lcp = lhr.audits['largest-contentful-paint'];
  const aims = [
    [score('accessibility') === 100, `accessibility ${score('accessibility')}: ${failed}`],
    [score('best-practices') === 100, `best practices ${score('best-practices')}: ${failed}`],
    [score('performance') >= 95, `performance ${score('performance')}: ${failed}`],
    [lcp.numericValue < 1500, `largest contentful paint ${lcp.displayValue}`],
  ];
  return aims.filter(([reached]) => !reached).map(([, words]) => words);
}

test('home and report pass on a phone with slow 4G', async () => {
  const preview = samples();
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  for (const [built, path] of [[preview, ''], [preview, kinds(preview.site).report]]) {
    const host = await serve(built.site);
    // What it measures depends on what else the machine does: the best of three is what the page can do.
    let problems;
    for (let attempt = 0; attempt < 3 && problems?.length !== 0; attempt += 1) {
      problems = await measured(host.url + path, port);
    }
    assert.deepEqual(problems, [], path);
    await host.stop();
  }
  await browser.close();
  preview.remove();
});
