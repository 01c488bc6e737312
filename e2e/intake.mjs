// The intake as a process: the site, the form and a vault in a temporary folder; it ends with the tests.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { binaries } from './sites.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(binaries, 'nearmiss-intake');
export const identity = join(root, 'scripts/demo/r-01/identity.txt');

export async function intake(site, { env = {}, args = [], vault } = {}) {
  const folder = vault ?? mkdtempSync(join(tmpdir(), 'vault-'));
  const child = spawn(program, ['local', '--site', site, '--vault', folder, '--listen', '127.0.0.1:0', ...args], {
    env: { ...process.env, NEARMISS_BITS: '4', ...env }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise((done) => { createInterface({ input: child.stdout }).once('line', done); });
  const url = line.replace('ready ', '');
  const objects = () => readdirSync(join(folder, 'in')).map((name) => join(folder, 'in', name));
  return {
    url,
    objects,
    // What the demonstration's key makes of the objects, by age itself.
    opened: () => objects().map((file) => JSON.parse(execFileSync('age', ['-d', '-i', identity, file], { encoding: 'utf8' }))),
    size: (file) => readFileSync(file).length,
    stop: () => { child.kill(); if (!vault) rmSync(folder, { recursive: true, force: true }); },
  };
}
