// The reviewers' part for browser tests: a vault, a review repository and a desk for each of the demonstration's reviewers.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { binaries, nearmiss } from './sites.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const review = join(binaries, 'nearmiss-review');
const intake = join(binaries, 'nearmiss-intake');

// An office of its own in a temporary folder; `reports` of the library go along, for instance as one to compare with.
export function office() {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  const path = (name) => join(folder, name);
  const vault = path('vault');
  for (const name of ['in', 'reports']) mkdirSync(join(vault, name), { recursive: true });
  cpSync(join(root, 'content'), path('library/content'), { recursive: true });
  cpSync(join(root, 'themes/default'), path('library/themes/default'), { recursive: true });
  const run = (program, args, more = {}) => execFileSync(program, args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], ...more });
  run(review, ['roster', '--content', path('library/content'), 'allowed-signers']);
  const git = (...args) => run('git', ['--git-dir', path('review.git'), '--work-tree', path('library'), '-c', 'user.name=nearmiss', '-c', 'user.email=service@nearmiss.invalid', ...args]);
  run('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', path('review.git')]);
  git('add', 'content', 'themes');
  git('commit', '--quiet', '--message', 'The library');
  const children = [];
  for (const id of ['r-01', 'r-02']) {
    cpSync(join(root, 'scripts/demo', id), path(id), { recursive: true });
    for (const name of readdirSync(path(id))) chmodSync(join(path(id), name), 0o600);
  }
  const places = (id) => ['--vault', vault, '--identity', path(`${id}/identity.txt`), '--repo', path('review.git')];
  const recipients = readdirSync(join(root, 'scripts/demo')).filter((id) => id.startsWith('r-')).map((id) => run('cat', [join(root, 'scripts/demo', id, 'recipient.txt')]));
  writeFileSync(path('recipients.txt'), recipients.join(''));
  return {
    folder, vault, path, git,
    // What a reporter sent, as the mixer left it.
    report(answers) {
      const input = JSON.stringify({ version: 1, questionnaire: '1.0', depth: 'basic', answers });
      const sealed = execFileSync(intake, ['seal', '--recipients', path('recipients.txt')], { input });
      writeFileSync(join(vault, 'reports', randomBytes(16).toString('hex')), sealed);
    },
    command: (id, ...args) => run(review, [...places(id), ...args]),
    mix: () => run(review, ['--vault', vault, 'mix', '--hours', '0', '--least', '1']),
    objects: (name) => readdirSync(join(vault, name)),
    // The one-time address of a desk. A file that would outgrow a limit is an error to it, as on a full disk, and not its end.
    async desk(id, env = {}) {
      const child = spawn('/bin/sh', ['-c', 'trap "" XFSZ; exec "$0" "$@"', review, ...places(id), 'desk'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
      children.push(child);
      const line = await new Promise((done) => { createInterface({ input: child.stdout }).once('line', done); });
      return line.replace('desk ', '');
    },
    // The desk that was opened last dies, or finds no room for what it writes.
    kill: () => new Promise((done) => { children.at(-1).once('exit', done).kill('SIGKILL'); }),
    room: (bytes) => run('prlimit', ['--pid', String(children.at(-1).pid), `--fsize=${bytes}:`]),
    // The site as `main` of the review repository makes it.
    build() {
      rmSync(path('published'), { recursive: true, force: true });
      mkdirSync(path('published'));
      execFileSync('tar', ['-x', '--warning=no-timestamp', '-C', path('published')], { input: execFileSync('git', ['--git-dir', path('review.git'), 'archive', 'main']) });
      run(nearmiss, ['build', '--content', path('published/content'), '--theme', path('published/themes/default'), '--out', path('site')]);
      return path('site');
    },
    stop() {
      for (const child of children) child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// Enters by the one-time address and waits until everything is opened.
export async function enter(page, address) {
  await page.goto(address);
  await page.getByRole('heading', { name: 'Queue' }).waitFor();
}
