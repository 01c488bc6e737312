// Chromium by its own protocol, over a pipe. Playwright hides the sessions of workers, and it is in a worker that both
// engines fetch: what isn't attached to is neither slowed down nor counted.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ARGS = [
  '--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];
const PATIENCE = 120_000;

// `pin` is the hash of the server's key. (A browser that ignores all certificate errors caches nothing.)
export async function launch(work, pin) {
  const profile = mkdtempSync(join(work, 'chromium-'));
  const child = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...ARGS, `--user-data-dir=${profile}`, `--ignore-certificate-errors-spki-list=${pin}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  let number = 0;
  const waiting = new Map();
  const listeners = new Map(); // session -> what to do with an event
  let gone = false;
  const ended = new Promise((done) => child.on('exit', () => {
    gone = true;
    for (const { fail } of waiting.values()) fail(new Error('Chromium has ended'));
    done();
  }));
  child.on('error', (error) => {
    console.error(`error: Chromium cannot be started: ${error.message}. Set CHROMIUM to its path.`);
    process.exit(1);
  });
  child.stdio[3].on('error', () => {});

  const send = (method, params = {}, sessionId = undefined) => new Promise((done, fail) => {
    if (gone) { fail(new Error('Chromium has ended')); return; }
    number += 1;
    const timer = setTimeout(() => fail(new Error(`Chromium did not answer ${method} within ${PATIENCE / 1000} s`)), PATIENCE);
    waiting.set(number, { done, fail, timer, method });
    child.stdio[3].write(`${JSON.stringify({ id: number, method, params, sessionId })}\0`);
  });

  let rest = [];
  child.stdio[4].on('data', (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      receive(JSON.parse(Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8')));
      rest = [];
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
  });

  function receive(message) {
    if (message.id === undefined) {
      listeners.get(message.sessionId)?.(message.method, message.params);
      return;
    }
    const own = waiting.get(message.id);
    waiting.delete(message.id);
    clearTimeout(own.timer);
    if (message.error) own.fail(new Error(`${own.method}: ${message.error.message}`));
    else own.done(message.result);
  }

  const close = async () => {
    // Its answer may be lost with the pipe; one that doesn't end is ended.
    send('Browser.close').catch(() => {});
    const late = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(late);
    for (const { timer } of waiting.values()) clearTimeout(timer);
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  return { send, listen: (session, act) => listeners.set(session, act), forget: (session) => listeners.delete(session), close };
}

// A page in a context of its own, with nothing in its cache. Its requests and those of its workers are kept in `log`.
export async function open(browser, url) {
  const { send, listen, forget } = browser;
  const { browserContextId } = await send('Target.createBrowserContext');
  const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId, width: 1280, height: 900 });
  const { sessionId: page } = await send('Target.attachToTarget', { targetId, flatten: true });
  const log = new Map(); // request -> { url, start, wall, end, bytes }
  const sessions = [];
  let conditions;

  const slowDown = (session) => conditions && send('Network.emulateNetworkConditions', { offline: false, ...conditions }, session);

  async function attach(session, isPage) {
    sessions.push(session);
    listen(session, (method, params) => {
      // A worker's own script is asked for by the page and answered to the worker, under one number.
      const own = log.get(params.requestId);
      if (method === 'Network.requestWillBeSent') {
        // The icon of the tab comes when the browser likes, and belongs to no query.
        if (!params.request.url.endsWith('.svg')) log.set(params.requestId, { url: params.request.url, start: params.timestamp, wall: params.wallTime, bytes: 0 });
      } else if (method === 'Network.responseReceived') {
        if (own) own.body = Number(params.response.headers['content-length'] ?? 0);
      } else if (method === 'Network.loadingFinished') {
        // Of a worker's script, Chromium sometimes counts the headers only.
        const bytes = Math.max(params.encodedDataLength, own?.body ?? 0);
        if (own) Object.assign(own, { end: params.timestamp, bytes });
      } else if (method === 'Network.loadingFailed') {
        if (own) Object.assign(own, { end: params.timestamp, failed: params.errorText });
      } else if (method === 'Target.attachedToTarget') {
        attach(params.sessionId, false).catch(() => {});
      }
    });
    // Workers wait at their first line until they are watched. Not all of this is answered before they go on, but it
    // is obeyed in its order.
    await Promise.all([
      send('Network.enable', {}, session),
      send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, session).catch(() => {}),
      isPage ? send('Page.enable', {}, session) : slowDown(session),
      isPage || send('Runtime.runIfWaitingForDebugger', {}, session),
    ]);
  }

  await attach(page, true);
  // Without it, a window that no one looks at gets no focus event.
  await send('Emulation.setFocusEmulationEnabled', { enabled: true }, page);
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, page);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const { errorText } = await send('Page.navigate', { url }, page);
  if (errorText) throw new Error(`${url} could not be opened: ${errorText}`);
  await evaluate("new Promise((done) => { if (document.readyState === 'complete') done(); else addEventListener('load', () => done()); })");

  return {
    log,
    evaluate,
    throttle: async (own) => {
      conditions = own;
      await Promise.all(sessions.map(slowDown));
    },
    close: async () => {
      await send('Target.disposeBrowserContext', { browserContextId });
      for (const session of sessions) forget(session);
    },
  };
}
