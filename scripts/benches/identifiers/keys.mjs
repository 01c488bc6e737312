// What a key costs in the identifiers' module: 200 keys, one after another, in the middle of a text of 2,000 words.
// keys.mjs MODULE.wasm TEXT.txt: prints JSON with milliseconds.
import { readFileSync } from 'node:fs';

const KEYS = 200;
const [module, file] = process.argv.slice(2);
const { exports } = (await WebAssembly.instantiate(readFileSync(module))).instance;
const encoder = new TextEncoder();

function look(text) {
  const bytes = encoder.encode(text);
  // Room may move the memory, so its address is asked for before the memory is.
  const at = exports.room(bytes.length);
  new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
  const begun = performance.now();
  exports.find();
  return performance.now() - begun;
}

const text = readFileSync(file, 'utf8');
const first = look(text);
const middle = text.indexOf(' ', text.length / 2);
const typed = ' and then Deputy Ruiz walked around the car to the left side where nobody was looking';
const took = [];
for (let key = 0; key < KEYS; key += 1) {
  const upTo = key % typed.length + 1;
  took.push(look(text.slice(0, middle) + typed.slice(0, upTo) + text.slice(middle)));
}
took.sort((a, b) => a - b);
console.log(JSON.stringify({ first, median: took[KEYS / 2], late: took[Math.floor(KEYS * 0.99)] }));
