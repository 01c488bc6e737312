// A static host as an operator would have one: files of a folder, its `_headers`, `index.html` for folders.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join, normalize, extname } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.xml': 'application/xml; charset=utf-8', '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm', '.bin': 'application/octet-stream',
};

// The file `_headers`: a path, then its headers indented; `*` at a path's end stands for anything.
export function readHeaders(folder) {
  const rules = [];
  for (const line of readFileSync(join(folder, '_headers'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (!line.startsWith(' ')) rules.push({ path: line, headers: [] });
    else rules.at(-1).headers.push(line.trim().split(/: (.*)/s).slice(0, 2));
  }
  return rules;
}

const matches = (rule, path) =>
  rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : rule.path === path;

// Serves `folder` under `base` on a free port of this machine.
export async function serve(folder, base = '/') {
  const rules = readHeaders(folder);
  const server = createServer(async (request, response) => {
    const path = decodeURI(new URL(request.url, 'http://host').pathname);
    const inside = path.startsWith(base) ? normalize(path.slice(base.length - 1)) : null;
    let file = inside === null ? null : join(folder, inside.endsWith('/') ? `${inside}index.html` : inside);
    let status = 200;
    let bytes = await readFile(file ?? '').catch(() => null);
    if (bytes === null) {
      status = 404;
      file = join(folder, '404.html');
      bytes = await readFile(file);
    }
    const own = status === 200 ? path : `${base}404.html`;
    for (const [name, value] of rules.filter((rule) => matches(rule, own)).flatMap((rule) => rule.headers)) {
      if (name !== 'Strict-Transport-Security') response.setHeader(name, value);
    }
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain; charset=utf-8');
    response.writeHead(status);
    response.end(bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: `${origin}${base}`, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}
