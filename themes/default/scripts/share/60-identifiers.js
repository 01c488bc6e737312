// Words that may identify somebody: a soft line under them as they are typed, and a short list that replaces them at a tap.
// Nothing is blocked, announced or sent.
function identifiersOf({ form, script, say, changed }) {
  const PAUSE = 250; // ms after the last key
  const BETWEEN = '\n\n'; // one text of all fields: who is named in one is the same person in the next
  const areas = [...form.querySelectorAll('textarea')].map((area) => ({ area, ...dress(area) }));
  let worker;
  let number = 0;
  let timer;

  // A layer behind the field that shows the lines, and a place for the list after it.
  function dress(area) {
    const whole = document.createElement('div');
    whole.className = 'marked';
    const layer = document.createElement('div');
    layer.className = 'marks';
    layer.setAttribute('aria-hidden', 'true');
    area.before(whole);
    whole.append(layer, area);
    const list = document.createElement('section');
    list.className = 'identifiers';
    list.hidden = true;
    list.setAttribute('aria-label', say('IdentifiersTitle'));
    whole.after(list);
    area.addEventListener('scroll', () => { layer.scrollTop = area.scrollTop; }, { passive: true });
    return { layer, list };
  }

  function begin() {
    worker = new Worker(script.src, { name: 'identifiers' });
    worker.onmessage = ({ data }) => { if (data.number === number) show(data.found); };
    // Without it the checklist of the page's first words still stands.
    worker.onerror = () => { worker.terminate(); worker = { postMessage() {}, terminate() {} }; };
    worker.postMessage({ wasm: new URL(script.dataset.identifiers, location.href).href });
  }

  function ask() {
    if (!worker) begin();
    number += 1;
    worker.postMessage({ number, text: areas.map(({ area }) => area.value).join(BETWEEN) });
  }

  function show(found) {
    let at = 0;
    for (const { area, layer, list } of areas) {
      const end = at + area.value.length;
      const own = found.filter((one) => one.start >= at && one.end <= end)
        .map((one) => ({ ...one, start: one.start - at, end: one.end - at, text: area.value.slice(one.start - at, one.end - at) }));
      underline(area.value, own, layer);
      layer.scrollTop = area.scrollTop;
      tell(own, list);
      at = end + BETWEEN.length;
    }
  }

  function underline(text, found, layer) {
    const pieces = [];
    let from = 0;
    for (const { start, end } of found) {
      const mark = document.createElement('mark');
      mark.textContent = text.slice(start, end);
      pieces.push(text.slice(from, start), mark);
      from = end;
    }
    // A last line that is empty has no height of its own.
    layer.replaceChildren(...pieces, `${text.slice(from)}\n`);
  }

  const key = ({ kind, instead, text }) => (instead.startsWith('[officer ') ? instead : `${kind} ${text.toLowerCase()}`);

  function tell(found, list) {
    const groups = new Map();
    for (const one of found) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
    list.hidden = groups.size === 0;
    if (list.hidden) {
      list.replaceChildren();
      return;
    }
    const title = document.createElement('p');
    title.className = 'hint';
    title.textContent = say('IdentifiersHint');
    const items = document.createElement('ul');
    items.append(...[...groups].map(([name, own]) => item(name, own)));
    // Whoever is at a button stays there while the list is drawn anew.
    const at = list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    list.replaceChildren(title, items);
    if (at) (list.querySelector(`[data-key="${CSS.escape(at)}"]`) ?? list.querySelector('button'))?.focus();
  }

  function item(name, own) {
    const line = document.createElement('li');
    const what = document.createElement('span');
    const text = document.createElement('b');
    // The longest way it is written says best who or what is meant.
    const shown = own.map((one) => one.text).reduce((a, b) => (b.length > a.length ? b : a));
    text.textContent = shown;
    what.append(`${own[0].kind}: `, text, ` \u2192 ${own[0].instead}`);
    const why = document.createElement('span');
    why.className = 'why';
    why.textContent = own[0].why;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.dataset.key = name;
    button.textContent = own.length > 1 ? say('IdentifiersAll', { n: own.length }) : say('IdentifiersOne');
    button.setAttribute('aria-label', `${button.textContent}: ${shown} \u2192 ${own[0].instead}`);
    button.addEventListener('click', () => replace(name));
    line.append(what, ' ', button, ' ', why);
    return line;
  }

  // In every field, from the end on, so that places stay what they are.
  function replace(name) {
    worker.addEventListener('message', function once({ data }) {
      if (data.number !== number) return;
      worker.removeEventListener('message', once);
      let at = areas.reduce((sum, { area }) => sum + area.value.length + BETWEEN.length, 0);
      for (const { area } of [...areas].reverse()) {
        at -= area.value.length + BETWEEN.length;
        const own = data.found.filter((one) => one.start >= at && one.end <= at + area.value.length)
          .map((one) => ({ ...one, text: area.value.slice(one.start - at, one.end - at) }));
        for (const one of own.filter((other) => key(other) === name).reverse()) area.setRangeText(one.instead, one.start - at, one.end - at);
      }
      changed();
      ask();
    });
    ask();
  }

  form.addEventListener('input', ({ target }) => {
    if (!target.matches('textarea')) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  return {
    wipe() {
      clearTimeout(timer);
      number += 1;
      worker?.terminate();
      worker = undefined;
      for (const { layer, list } of areas) {
        layer.replaceChildren();
        list.replaceChildren();
        list.hidden = true;
      }
    },
  };
}
