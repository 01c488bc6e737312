// A static host of today: HTTP/2, Brotli for text and WASM, `_headers` where the site has them. Both libraries get the
// same. (Over HTTP/1.1, six requests at a time would hold up whoever makes more of them.)
import { createSecureServer } from 'node:http2';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { readHeaders } from '../../../e2e/server.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml',
};
const SQUEEZED = ['.html', '.css', '.js', '.json', '.wasm'];
const FOREVER = 'public, max-age=31536000, immutable';

// Names with a hash in them never change what they hold.
const immutable = (path) => path.startsWith('/assets/') || /^\/pagefind\/.*\.pf_\w+$/.test(path);
const matches = (rule, path) =>
  rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : rule.path === path;

export const squeeze = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

function certificate(work) {
  const [key, cert] = [join(work, 'key.pem'), join(work, 'cert.pem')];
  if (!existsSync(cert)) {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
      '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    { stdio: 'ignore' });
  }
  const spki = new X509Certificate(readFileSync(cert)).publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(spki).digest('base64');
  return { key: readFileSync(key), cert: readFileSync(cert), pin };
}

export async function serve(folder, work) {
  const rules = existsSync(join(folder, '_headers')) ? readHeaders(folder) : [];
  const squeezed = new Map();
  const served = []; // the path of each request
  const { pin, ...pair } = certificate(work);
  const server = createSecureServer({ ...pair, allowHTTP1: true }, async (request, response) => {
    const path = decodeURI(new URL(request.url, 'https://host').pathname);
    served.push(path);
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    let bytes = await readFile(file).catch(() => null);
    if (bytes === null) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found');
      return;
    }
    const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' };
    for (const [name, value] of rules.filter((rule) => matches(rule, path)).flatMap((rule) => rule.headers)) {
      if (name !== 'Strict-Transport-Security') headers[name.toLowerCase()] = value;
    }
    headers['cache-control'] = immutable(path) ? FOREVER : 'public, max-age=600';
    if (SQUEEZED.includes(extname(file)) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
      if (!squeezed.has(file)) squeezed.set(file, squeeze(bytes));
      bytes = squeezed.get(file);
      headers['content-encoding'] = 'br';
      headers.vary = 'accept-encoding';
    }
    response.writeHead(200, { ...headers, 'content-length': bytes.length });
    response.end(bytes);
  });
  const sessions = new Set();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => {});
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const stop = () => {
    for (const session of sessions) session.destroy();
    server.close();
  };
  return { origin: `https://localhost:${server.address().port}`, pin, served, stop };
}
