// This part runs on the page, too: it starts the worker, hands over what that needs, and brings its answers back.
function engine(script) {
  let worker;
  let number = 0;
  const waiting = new Map(); // number -> what to do with the answer

  function start() {
    if (worker) return;
    const [wasm, from] = [script.dataset.engine, script.dataset.pieces].map((path) => new URL(path, location.href).href);
    const { index } = script.dataset;
    const own = new Worker(script.src);
    worker = own;
    own.onmessage = ({ data }) => {
      const act = waiting.get(data.number);
      waiting.delete(data.number);
      if (act) act(data);
    };
    // One that can't start says so to whoever waits; the next question gets another.
    own.onerror = () => {
      if (worker === own) worker = undefined;
      const told = [...waiting.values()];
      waiting.clear();
      for (const act of told) act({ failed: 'the search engine could not be started' });
    };
    // Engine and root come, and the engine is compiled, while the worker starts.
    const bytes = async (path) => { const answer = await fetch(path); return answer.ok ? answer.arrayBuffer() : undefined; };
    const module = bytes(wasm).then((own) => own && WebAssembly.compile(own));
    Promise.allSettled([module, bytes(`${from}${index}/root-0.bin`)]).then(([module, root]) => {
      own.postMessage({ wasm, index, from, module: module.value, root: root.value }, root.value ? [root.value] : []);
    }).catch(() => own.postMessage({ wasm, index, from }));
  }

  function ask(lines, act, more = {}) {
    start();
    number += 1;
    const own = number;
    // What a newer question overtakes is never answered.
    if (!more.beside) waiting.clear();
    waiting.set(own, act);
    worker.postMessage({ number: own, lines, ...more });
    return own;
  }

  // What is waiting needs no answer any more.
  const forget = () => waiting.clear();

  // One that never began begins again with the next question.
  const end = () => {
    worker?.terminate();
    worker = undefined;
  };

  return { start, ask, forget, end };
}
