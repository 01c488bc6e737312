// The search. One file, run twice: by the page, and as the worker in which the engine lives, so that the worker
// comes out of the browser's cache. Only /search/ loads it, and it fetches nothing before the reader shows intent.
'use strict';

// This part runs in the worker.
function work() {
  // How long each try may go on without an answer, in ms. A line that is slow and not gone gets more time.
  const TRIES = [10000, 20000, 60000];
  // While keys follow each other this fast, nothing is fetched for the words in between.
  const FAST = 250; // ms
  const PAUSE = 90; // ms
  const LARGEST = 4 << 20;
  const SEAL = 6; // bytes before what a piece holds
  const SLICE = 16 << 10;
  let engine;
  let pieces; // where they lie
  let set; // what they are called together
  let newest = 0;
  let before = -Infinity; // when the last question came
  const fetched = new Map(); // name -> bytes, until the engine asks
  const underway = new Map(); // name -> promise
  const utf8 = new TextEncoder();
  const text = new TextDecoder();
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

  const write = (...parts) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    let at = engine.room(length);
    for (const part of parts) {
      new Uint8Array(engine.memory.buffer, at, part.length).set(part);
      at += part.length;
    }
  };
  const output = () => text.decode(new Uint8Array(engine.memory.buffer, engine.output(), engine.output_length()));
  const checked = (went) => { if (!went) throw new Error(output()); };

  async function inflate(bytes) {
    // Written by hand: a stream out of a blob comes by way of the browser's own process. In slices, because one that is
    // written is uncompressed whole, however large it becomes. What goes wrong, the reader is told.
    const stream = new DecompressionStream('deflate-raw');
    const writer = stream.writable.getWriter();
    const told = () => {};
    for (let at = 0; at < bytes.length; at += SLICE) writer.write(bytes.subarray(at, at + SLICE)).catch(told);
    writer.close().catch(told);
    const reader = stream.readable.getReader();
    const parts = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > LARGEST) {
        reader.cancel().catch(told);
        throw new Error('a piece of the search index is too large');
      }
      parts.push(value);
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  // A piece that doesn't come is tried again; one that isn't what its seal says is fetched past the cache.
  async function piece(name, there) {
    let reason;
    for (let time = 0; time < TRIES.length; time += 1) {
      if (time > 0) await pause(300 * 4 ** (time - 1));
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), TRIES[time]);
      try {
        let bytes = time === 0 && there;
        if (!bytes) {
          const answer = await fetch(`${pieces}${name}.bin`, { cache: time > 0 ? 'reload' : 'default', signal: limit.signal });
          if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
          bytes = new Uint8Array(await answer.arrayBuffer());
        }
        write(utf8.encode(`${set}/${name}\n`), bytes);
        if (!engine.sealed()) throw new Error('a piece of the search index was damaged on its way');
        return await inflate(bytes.subarray(SEAL));
      } catch (error) {
        reason = limit.signal.aborted ? new Error('the server does not answer') : error;
      } finally {
        clearTimeout(timer);
      }
    }
    throw reason;
  }

  // The page fetched engine and root while this worker was starting. What it couldn't is tried again, or told.
  async function begin({ wasm, index, from, module, root }) {
    pieces = `${from}${index}/`;
    set = index;
    let compiled = module;
    if (!compiled) {
      // Past the cache: what the page got from there was no engine.
      const source = await fetch(wasm, { cache: 'reload' });
      if (!source.ok) throw new Error(`the server answered ${source.status}`);
      compiled = await WebAssembly.compile(await source.arrayBuffer())
        .catch(() => { throw new Error('the search engine was damaged on its way'); });
    }
    engine = (await WebAssembly.instantiate(compiled, {})).exports;
    write(await piece('root-0', root && new Uint8Array(root)));
    checked(engine.begin());
  }

  // A caller that has been overtaken by a newer one gets nothing.
  async function ask({ number, lines, hasty }) {
    const request = utf8.encode(lines);
    let wait = hasty;
    for (;;) {
      if (number < newest) return undefined;
      write(request);
      checked(engine.ask());
      const answer = JSON.parse(output());
      if (!answer.need) return answer;
      const missing = answer.need.filter((name) => !fetched.has(name));
      if (missing.length === 0) {
        for (const name of answer.need) {
          write(utf8.encode(`${name}\n`), fetched.get(name));
          fetched.delete(name);
          checked(engine.supply());
        }
      } else {
        if (wait) await pause(PAUSE);
        wait = false;
        if (number < newest) return undefined;
        await Promise.all(missing.map((name) => {
          if (!underway.has(name)) {
            const coming = piece(name).then((bytes) => fetched.set(name, bytes)).finally(() => underway.delete(name));
            underway.set(name, coming);
          }
          return underway.get(name);
        }));
      }
    }
  }

  // An engine that can't be handed over is told to the page as an error.
  self.onmessageerror = () => { throw new Error('the engine did not come over'); };
  let there;
  const begun = new Promise((done) => { there = done; });
  begun.catch(() => {});
  self.onmessage = async ({ data }) => {
    if (data.index) {
      there(begin(data));
      return;
    }
    let hasty = false;
    if (!data.beside) {
      newest = data.number;
      hasty = Boolean(data.typing) && performance.now() - before < FAST;
      before = performance.now();
    }
    try {
      await begun;
      const answer = await ask({ ...data, hasty });
      if (answer) self.postMessage({ number: data.number, answer });
    } catch (error) {
      self.postMessage({ number: data.number, failed: error.message });
    }
  };
}
