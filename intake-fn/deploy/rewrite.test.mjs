// The function that `nearmiss edge` prints for the edge, run on addresses. EDGE names the file with the print.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const edge = JSON.parse(readFileSync(process.env.EDGE, 'utf8'));
const code = edge.Resources.EdgeRewrite.Properties.FunctionCode;

/** The handler as the edge runs it; for another base, the line that says it is another. */
function handler(base = edge.Base) {
  const own = code.replace(`const base = '${edge.Base}';`, `const base = '${base}';`);
  return new Function(`${own}\nreturn handler;`)();
}

const request = (uri, querystring = {}) => ({ request: { method: 'GET', uri, querystring, headers: {}, cookies: {} } });
const served = (uri, base) => handler(base)(request(uri)).uri;
const led = (uri, querystring, base) => handler(base)(request(uri, querystring));

test('the address of a page leads to its file', () => {
  assert.equal(served('/', '/'), '/index.html');
  assert.equal(served('/reports/', '/'), '/reports/index.html');
  assert.equal(served('/reports/nm-22222222/', '/'), '/reports/nm-22222222/index.html');
  assert.equal(served('/near-miss/', '/near-miss/'), '/near-miss/index.html');
});

test('a file is itself', () => {
  for (const file of ['/sw.js', '/404.html', '/assets/main.0123456789.css', '/topics/activity/arrest/feed.xml']) {
    assert.equal(served(file, '/'), file);
  }
});

test('an address without its last slash leads to the one with it, on this site', () => {
  const answer = led('/reports/nm-22222222', {}, '/');
  assert.equal(answer.statusCode, 301);
  assert.equal(answer.headers.location.value, '/reports/nm-22222222/');
});

test('what was searched for comes along as it was written', () => {
  const several = { value: 'a', multiValue: [{ value: 'a' }, { value: 'b%26c' }] };
  const answer = led('/search', { q: { value: 'gun%20in%20shoe' }, activity: several, flag: { value: '' } }, '/');
  assert.equal(answer.headers.location.value, '/search/?q=gun%20in%20shoe&activity=a&activity=b%26c&flag');
});

test('what is not public, and other ways of writing an address, are not found', () => {
  const hidden = ['/_headers', '/_intake/form.json', '/_intake', '/reports/_x/', '/.git/config', '/reports/.x'];
  const odd = ['//evil.example', '//evil.example/', '/reports//', '/%5Fheaders', '/%73hare/', '/\\evil.example', '/a\\b'];
  for (const uri of [...hidden, ...odd]) assert.equal(served(uri, '/'), '/not-found', uri);
  for (const uri of ['/', '/reports/', '/near-miss', '/near-missed/']) {
    assert.equal(served(uri, '/near-miss/'), '/near-miss/not-found', uri);
  }
});

test('no answer leads to another host', () => {
  for (const uri of ['//a.example', '///a.example', '/\\a.example', '/%2F/a.example', '/x//a.example', '/a.example']) {
    const place = led(uri, {}, '/').headers?.location?.value;
    if (place) assert.equal(new URL(place, 'https://library.example').host, 'library.example', uri);
  }
});

test('it is as small as the edge wants it', () => {
  assert.ok(Buffer.byteLength(code) <= 10_240);
});
