// The sites under test, built by the release binary into a temporary folder.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const nearmiss = join(root, 'target/release/nearmiss');

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
  for (const name of ['site.yaml', 'taxonomy.yaml', 'pages']) {
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

// One address of each kind of page.
export function kinds(site) {
  const { reports } = JSON.parse(read(site, 'data/reports.json'));
  const told = reports.find((report) => report.activity === 'warrant-service') ?? reports[0];
  return {
    home: '', report: `reports/${told.id}/`, reports: 'reports/', topics: 'topics/',
    topic: `topics/activity/${told.activity}/`, group: 'topics/contributing_factors/', prose: 'faq/', share: 'share/',
    offline: 'offline/', missing: '404.html',
  };
}
