// Pictures of every kind of page: node shots.mjs [SITE] [OUT]
import { mkdirSync } from 'node:fs';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';

const [site = '../site', out = 'shots'] = process.argv.slice(2);
const only = process.argv[4];
mkdirSync(out, { recursive: true });
const host = await serve(site);
const browser = await launch();
const data = await (await fetch(`${host.url}data/reports.json`)).json();
const topic = data.reports.find((report) => report.activity)?.activity;
const pages = {
  home: '', report: `reports/${data.reports[0].id}/`, reports: 'reports/', topics: 'topics/',
  topic: `topics/activity/${topic}/`, field: 'topics/contributing_factors/', faq: 'faq/', share: 'share/',
  offline: 'offline/', missing: 'nowhere/',
};
for (const [name, path] of Object.entries(pages)) {
  if (only && !only.split(',').includes(name)) continue;
  for (const width of [360, 1024, 1440]) {
    for (const scheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport: { width, height: width === 360 ? 740 : 768 }, colorScheme: scheme });
      const page = await context.newPage();
      await page.goto(host.url + path);
      await page.screenshot({ path: `${out}/${name}-${width}-${scheme}.png`, fullPage: width === 1440 });
      await context.close();
    }
  }
}
const page = await browser.newPage();
await page.goto(host.url + pages.report);
await page.pdf({ path: `${out}/report.pdf`, preferCSSPageSize: true });
await browser.close();
await host.stop();
