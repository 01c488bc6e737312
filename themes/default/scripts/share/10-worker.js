// The form that seals. One file, run twice: by the page, and as the worker in which the sealing lives.
'use strict';

// This part runs in the worker. What was typed reaches it once, and is wiped from its memory when it is sealed.
function work() {
  const LONGEST = 120000; // ms that loading may take
  const TRIES = 4096; // of the proof between two looks at the messages
  const utf8 = new TextEncoder();
  const text = new TextDecoder();
  let module;
  let keys;

  function random(at, length) {
    const bytes = new Uint8Array(module.memory.buffer, at, length);
    // More than this at once is refused.
    for (let done = 0; done < length; done += 65536) crypto.getRandomValues(bytes.subarray(done, done + 65536));
  }

  function write(...parts) {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    let at = module.room(length);
    for (const part of parts) {
      new Uint8Array(module.memory.buffer, at, part.length).set(part);
      at += part.length;
    }
  }
  const output = () => new Uint8Array(module.memory.buffer, module.output(), module.output_length()).slice();
  const ZERO = new Uint8Array(1);

  // What couldn't be loaded may come another time; what doesn't work here never will.
  async function load(address) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), LONGEST);
    try {
      const source = await fetch(address, { signal: limit.signal });
      return source.ok ? await source.arrayBuffer() : undefined;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  async function begin(data) {
    keys = utf8.encode(data.keys.split(' ').join('\n'));
    const source = await load(data.wasm);
    if (!source) return { missing: true };
    const { instance } = await WebAssembly.instantiate(source, { page: { random } });
    module = instance.exports;
    write(keys);
    if (module.test() !== 1) throw new Error('the sealing failed its test');
    return {};
  }

  function seal(data) {
    const typed = utf8.encode(data.text);
    write(keys, ZERO, typed);
    typed.fill(0);
    const over = module.seal();
    if (over < 0) throw new Error('the sealing failed');
    return over === 0 ? { sealed: output() } : { over };
  }

  function prove(data) {
    write(utf8.encode(data.ticket), ZERO, data.sealed);
    module.begin_proof(data.bits);
    while (module.prove(TRIES) !== 1);
    return { proof: text.decode(output()) };
  }

  const acts = { begin, seal, prove };
  self.onmessage = async ({ data }) => {
    try {
      self.postMessage({ number: data.number, ...(await acts[data.act](data)) });
    } catch (error) {
      self.postMessage({ number: data.number, failed: error.message });
    }
  };
}
