// Words that may identify somebody: a soft line under them as they are typed, and a short list that replaces them at a tap.
// Nothing is blocked, announced or sent.
function identifiersOf({ form, script, say, changed }) {
  const PAUSE = 250; // ms after the last key
  const BETWEEN = '\n\n'; // one text of all fields: who is named in one is the same person in the next
  const areas = [...form.querySelectorAll('textarea')].map((area) => ({ area, ...dress(area) }));
  const written = () => areas.map(({ area }) => area.value).join(BETWEEN);
  const undone = putBack({ areas, say });
  let names = namesReplaced(say);
  let worker;
  let number = 0;
  let asked; // the text that the worker looks at
  let wanted; // what is to be replaced once it has looked
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
    area.addEventListener('scroll', () => lay(area, layer), { passive: true });
    new ResizeObserver(() => lay(area, layer)).observe(area);
    return { layer, list };
  }

  // The lines lie where the words do, also in a field that was made smaller and has a scroll bar.
  function lay(area, layer) {
    layer.style.setProperty('--bar', `${area.offsetWidth - area.clientWidth - 2}px`);
    layer.scrollTop = area.scrollTop;
  }

  function begin() {
    worker = new Worker(script.src, { name: 'identifiers' });
    worker.onmessage = ({ data }) => {
      if (data.number !== number) return;
      // Places are those of the text that was asked about.
      if (written() !== asked) {
        if (wanted) ask();
        return;
      }
      const found = names.known(data.found, asked);
      if (wanted) replace(found);
      else show(found);
    };
    // Without it the checklist of the page's first words still stands.
    worker.onerror = () => { worker.terminate(); worker = { postMessage() {}, terminate() {} }; };
    worker.postMessage({ wasm: new URL(script.dataset.identifiers, location.href).href });
  }

  function ask() {
    if (!worker) begin();
    number += 1;
    asked = written();
    worker.postMessage({ number, text: asked });
  }

  // What was found, by field, with places in that field.
  function byField(found) {
    let at = 0;
    return areas.map((field) => {
      const { value } = field.area;
      const own = found.filter((one) => one.start >= at && one.end <= at + value.length)
        .map((one) => ({ ...one, start: one.start - at, end: one.end - at, text: value.slice(one.start - at, one.end - at) }));
      at += value.length + BETWEEN.length;
      return { ...field, own };
    });
  }

  function show(found) {
    for (const { area, layer, list, own } of byField(found)) {
      underline(area.value, own, layer);
      lay(area, layer);
      tell(own, list);
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

  // All ways to say one thing, by the longest.
  function groups(found) {
    const all = new Map();
    for (const one of found) all.set(one.same, [...(all.get(one.same) ?? []), one]);
    const longest = (own) => own.map((one) => one.text).reduce((a, b) => (b.length > a.length ? b : a));
    return new Map([...all.values()].map((own) => [`${own[0].kind} ${longest(own).toLowerCase()}`, { own, shown: longest(own) }]));
  }

  function tell(found, list) {
    // Whoever is at a button stays there while the list is drawn anew.
    const at = list.contains(document.activeElement) ? document.activeElement.dataset.key ?? '' : undefined;
    const note = undone.note(list);
    const items = document.createElement('ul');
    items.append(...[...groups(found)].map(([name, group]) => item(name, group)));
    const title = document.createElement('p');
    title.className = 'hint';
    title.textContent = say('IdentifiersHint');
    list.replaceChildren(...(note ? [note] : []), ...(found.length > 0 ? [title, items] : []));
    list.hidden = !list.hasChildNodes();
    if (at !== undefined) (list.querySelector(`[data-key="${CSS.escape(at)}"]`) ?? list.querySelector('button'))?.focus();
  }

  function item(name, { own, shown }) {
    const line = document.createElement('li');
    const what = document.createElement('span');
    const text = document.createElement('b');
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
    button.addEventListener('click', () => {
      wanted = { name, list: line.closest('.identifiers') };
      ask();
    });
    line.append(what, ' ', button, ' ', why);
    return line;
  }

  // In every field, each from its end on, so that places stay what they are.
  function replace(found) {
    const { name, list } = wanted;
    wanted = undefined;
    const fields = byField(found);
    const group = groups(fields.flatMap(({ own }) => own)).get(name);
    if (group) {
      undone.keep(list, group);
      names.keep(group);
      for (const { area, own } of fields) {
        const parts = own.filter((one) => one.same === group.own[0].same).reverse();
        if (parts.length > 0) undone.write(area, parts);
      }
      changed();
    }
    ask();
  }

  form.addEventListener('input', ({ target }) => {
    if (!target.matches('textarea')) return;
    undone.typed();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  return {
    wipe() {
      clearTimeout(timer);
      number += 1;
      asked = undefined;
      wanted = undefined;
      undone.forget();
      names = namesReplaced(say);
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
