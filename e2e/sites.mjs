// The sites under test, built by the release binary into a temporary folder.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// NEARMISS_BIN names another folder of binaries, for instance target/debug while working on them.
export const binaries = process.env.NEARMISS_BIN ?? join(root, 'target/release');
export const nearmiss = join(binaries, 'nearmiss');

function build(content, out, more) {
  execFileSync(nearmiss, ['build', '--content', content, '--theme', join(root, 'themes/default'), '--out', out, ...more], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

// The library of this repository as a preview.
export function samples(more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'library-'));
  build(join(root, 'content'), join(folder, 'site'), more);
  return { site: join(folder, 'site'), remove: () => rmSync(folder, { recursive: true }) };
}

// A library of one's own reports on top of this repository's taxonomy and pages; what `change` does to the folder.
export function variant(change, more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'library-'));
  const content = join(folder, 'content');
  for (const name of ['site.yaml', 'taxonomy.yaml', 'synonyms.yaml', 'pages']) {
    cpSync(join(root, 'content', name), join(content, name), { recursive: true });
  }
  mkdirSync(join(content, 'reports'), { recursive: true });
  change(content);
  build(content, join(folder, 'site'), more);
  return { site: join(folder, 'site'), remove: () => rmSync(folder, { recursive: true }) };
}

// Writes a report; `sections` by heading.
export function writeReport(content, id, title, sections, more = '') {
  const body = Object.entries(sections).map(([heading, text]) => `## ${heading}\n\n${text}\n`).join('\n');
  writeFileSync(
    join(content, 'reports', `${id}.md`),
    `---\nid: ${id}\ntitle: ${JSON.stringify(title)}\ntaxonomy_version: "1.0"\npublication: full\n${more}---\n\n${body}`,
  );
}

export const read = (site, path) => readFileSync(join(site, path), 'utf8');

// The library of this repository, enough imported reports for a second page, one withdrawn.
export function everyKind() {
  return variant((content) => {
    cpSync(join(root, 'content', 'reports'), join(content, 'reports'), { recursive: true });
    for (let at = 0; at < 40; at += 1) {
      writeReport(content, `nm-zzzzzz${ALPHABET[at % 30]}${ALPHABET[Math.floor(at / 30)]}`, `Imported number ${at}`, {
        Takeaway: `Remember number ${at}.`, 'Event summary': 'It happened.\n\n### Event\n\nAnd again.\n\n### Event\n\n> - Once.',
      }, `source_id: "old-${at}"\nactivity: warrant-service\n`);
    }
    mkdirSync(join(content, 'withdrawn'));
    for (const id of ['nm-zzzzzz22', 'nm-22222222']) writeFileSync(join(content, 'withdrawn', `${id}.txt`), `report: ${id}\n`);
  }, ['--week', '2026-w48']);
}

export const ALPHABET = '23456789abcdefghjkmnpqrstvwxyz';

// One address of each kind of page.
export function kinds(site) {
  const { reports } = JSON.parse(read(site, 'data/reports.json'));
  const told = reports.find((report) => report.sample && report.activity === 'warrant-service') ?? reports[0];
  const lessons = reports.find((report) => report.activity === 'tactical-operation') ?? reports[0];
  const imported = reports.find((report) => report.title.startsWith('Imported')) ?? reports[0];
  const more = imported === reports[0] ? {} : { 'second list': 'reports/page/2/', withdrawn: 'reports/nm-zzzzzz22/' };
  return {
    home: '', trends: 'trends/', training: 'trends/team/lack-of-communication/', report: `reports/${told.id}/`, reports: 'reports/', topics: 'topics/',
    topic: `topics/activity/${told.activity}/`, group: 'topics/contributing_factors/', prose: 'faq/', share: 'share/',
    search: 'search/', offline: 'offline/', missing: '404.html', 'lessons only': `reports/${lessons.id}/`, imported: `reports/${imported.id}/`, ...more,
  };
}

// The whole library, a host for it and a browser for the tests of one file; they end with the tests.
export function library() {
  const shared = {};
  before(async () => {
    shared.built = everyKind();
    shared.host = await serve(shared.built.site);
    shared.browser = await launch();
  });
  after(async () => {
    await shared.browser?.close();
    await shared.host?.stop();
    shared.built?.remove();
  });
  return shared;
}
