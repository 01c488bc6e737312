// A vault with many reports, a desk, and a browser with a stopwatch.
import { readFileSync, writeFileSync } from 'node:fs';
import { launch } from '../../../e2e/browser.mjs';
import { office } from '../../../e2e/desk.mjs';

const count = Number(process.argv[2]);
const STARTS = 3;
const KEYS = 200;
const WORDS = 3_000;
const texts = process.env.TEXTS
  ? readFileSync(process.env.TEXTS, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).narrative)
  : Array.from({ length: count }, (_, n) => `We stopped van number ${n}, and the driver had a knife in the waistband.`);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const part = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];

const browser = await launch();
const own = office();
try {
  for (let n = 0; n < count; n += 1) own.report({ member: 'sworn', what_happened: texts[(n * 7) % texts.length] });
  // One that is long: the words of many.
  const long = texts.join(' ').split(/\s+/).slice(0, WORDS).join(' ');
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });

  // From the command to the list, the first time and later.
  async function sit() {
    const page = await context.newPage();
    const begun = performance.now();
    const address = await own.desk('r-01');
    const listening = performance.now() - begun;
    await page.goto(address);
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    return { page, address, listening, list: performance.now() - begun };
  }
  const first = await sit();
  // What is still being noted behind the first list mustn't be measured with what follows.
  await first.page.waitForTimeout(5_000);
  await own.kill();
  const later = [];
  for (let n = 0; n < STARTS - 1; n += 1) {
    later.push(await sit());
    await own.kill();
  }
  const { page, address, listening } = await sit();
  const root = new URL('/', address).href;
  const again = [];
  for (let n = 0; n < 5; n += 1) {
    const begun = performance.now();
    await page.goto(root);
    again.push(performance.now() - begun);
  }
  let begun = performance.now();
  await page.locator('tr[data-report] a').first().click();
  await page.getByLabel('Event summary').waitFor();
  const opened = performance.now() - begun;
  const area = page.getByLabel('Event summary');
  await area.fill(long);
  await page.waitForTimeout(3_000);
  await area.focus();
  // What a page's thread works for a key, and what of it is script, style and layout. The rest is the browser's own: it puts
  // the letter in and paints. Waiting for the screen's next frame isn't work.
  async function keys(one) {
    const tools = await context.newCDPSession(one);
    await tools.send('Performance.enable');
    const worked = async () => {
      const { metrics } = await tools.send('Performance.getMetrics');
      const of = (name) => metrics.find((own) => own.name === name).value * 1_000;
      return { all: of('TaskDuration'), ours: of('ScriptDuration') + of('RecalcStyleDuration') + of('LayoutDuration') };
    };
    const took = [];
    for (let n = 0; n < KEYS; n += 1) {
      const before = await worked();
      await one.keyboard.press('a');
      await one.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); }));
      const after = await worked();
      took.push({ all: after.all - before.all, ours: after.ours - before.ours });
    }
    const told = (list) => ({ median: median(list), p99: part(list, 0.99), longest: Math.max(...list) });
    return { all: told(took.map((own) => own.all)), ours: told(took.map((own) => own.ours)) };
  }
  const desk = await keys(page);
  const bare = await context.newPage();
  await bare.setContent('<textarea cols="80" rows="20" spellcheck="false"></textarea>');
  await bare.locator('textarea').fill(long);
  await bare.locator('textarea').focus();
  await bare.waitForTimeout(1_000);
  const peer = await keys(bare);
  const result = {
    reports: count, listening, first: first.list, later: median(later.map((one) => one.list)), again: median(again), opened,
    key: { desk, bare: peer },
  };
  const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
  const three = (own) => [own.median, own.p99, own.longest].map(ms).join(', ');
  console.log(`${count} reports, texts on a RAM file system\n\n| | |\n|---|---:|`);
  for (const [name, value] of [
    ['from the command to its address', ms(listening)],
    ['to the list, no report seen before', ms(result.first)],
    [`to the list at a later start (median of ${later.length})`, ms(result.later)],
    ['the list again (median of 5)', ms(result.again)],
    ['a report opens', ms(opened)],
    [`a key in a text of ${WORDS} words, script, style and layout: median, 99 %, longest of ${KEYS}`, three(desk.ours)],
    ['the same with the browser\'s own work', three(desk.all)],
    ['the same in a page with nothing but a text area', three(peer.all)],
  ]) console.log(`| ${name} | ${value} |`);
  if (process.env.OUT) writeFileSync(process.env.OUT, JSON.stringify(result, null, 1));
} finally {
  own.stop();
  await browser.close();
}
