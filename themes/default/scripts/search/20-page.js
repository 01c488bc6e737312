// This part runs on the page.
function show() {
  const page = document.querySelector('[data-search]');
  const can = 'WebAssembly' in window && 'Worker' in window && 'DecompressionStream' in window;
  // Without what it takes, the page stays as it is without JavaScript.
  if (!page || !can) return;
  const FIRST = 5; // results that are shown before the others of a page are fetched
  const STEP = 10;
  const SLOW = 8000; // ms without an answer after which the reader is told
  const { QUIET, find, results, fields, create, say, marked, chosen, isNamed, learn, showAnswer, showField, untell, pending } = view(page);
  const input = page.querySelector('input[type=search]');
  const form = input.form;
  let limit = STEP;
  let current = new URL(location.href).searchParams; // what is asked; the address follows
  let last;
  const { start, ask, forget, end } = engine(document.querySelector('script[data-engine]'));

  const addressed = () => new URL(location.href).searchParams;
  const asked = () => new URLSearchParams(current);
  const clean = (value) => value.replace(/[\t\n\r]/g, ' ');

  function lines(params, { typing = false, counts = [], most = limit } = {}) {
    const out = [`query\t${clean((params.get('q') ?? '').normalize('NFC'))}`, `limit\t${most}`];
    if (typing) out.push('typing');
    if (params.get('only') === '1') out.push('without-synonyms', 'without-spelling');
    for (const [field, value] of chosen(params)) out.push(`filter\t${field}\t${clean(value)}`);
    for (const field of counts) out.push(`counts\t${field}`);
    return out.join('\n');
  }

  function answered(answer, params) {
    last = answer;
    calm();
    showAnswer(answer, params, limit);
  }

  // Excerpts come after the results, for those on the screen.
  let seen;
  function excerpts() {
    if (seen) seen.disconnect();
    const shown = new Set();
    let soon;
    seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) shown.add(target);
      clearTimeout(soon);
      soon = setTimeout(() => {
        const cards = [...shown].filter((own) => own.isConnected && !own.querySelector('.excerpt'));
        shown.clear();
        if (cards.length === 0) return;
        ask(`excerpts\t${cards.map((own) => own.dataset.number).join(' ')}`, ({ answer }) => {
          if (!answer || !answer.excerpts) return;
          cards.forEach((own, at) => {
            const turns = answer.excerpts[at];
            if (turns.length > 1) own.append(create('p', { class: 'excerpt' }, ...marked(turns)));
          });
        }, { beside: true });
      }, 250);
    });
    for (const own of results.children) seen.observe(own);
  }

  // The names of values that an address chose: of a field's values alone, because the whole may find nothing that has them.
  function name(params) {
    for (const field of new Set(chosen(params).filter(([own, value]) => !isNamed(own, value)).map(([own]) => own))) {
      const own = new URLSearchParams(params.getAll(field).map((value) => [field, value]));
      ask(lines(own, { counts: [field], most: 1 }), ({ answer }) => {
        if (answer?.counts) learn(answer.counts, params);
      }, { beside: true });
    }
  }

  // The numbers beside the values of those fields that are open.
  function count(params) {
    const open = fields.filter((field) => field.open).map((field) => field.dataset.field);
    if (open.length === 0) return;
    ask(lines(params, { counts: open }), ({ answer, failed: reason }) => {
      if (reason !== undefined) failed(reason, params, true);
      if (!answer || !answer.counts) return;
      for (const own of answer.counts) showField(own, params);
    }, { beside: true });
  }

  // Nothing is on its way any more, and nothing is wrong.
  let slow;
  function calm() {
    clearTimeout(slow);
    pending(false);
    find('problem').hidden = true;
  }

  // `decided`: somebody pressed something and waits for it, perhaps far below.
  function failed(reason, params, decided = false) {
    calm();
    trouble(say('failed', { reason }), reason, params);
    // What another search found isn't shown as if it were this one's.
    const [first] = results.children;
    if (!first || first.dataset.query !== `${params}`) find('answer').hidden = true;
    if (decided) find('problem').querySelector('button').focus();
  }

  function trouble(text, reason, params) {
    const problem = find('problem');
    problem.hidden = false;
    problem.querySelector('[data-reason]').textContent = text;
    problem.querySelector('button').onclick = () => {
      // The site was published anew since this page was loaded: its pieces are gone, the new page knows the new ones.
      // The words stay on this device: they go with the entry in the history, not with the address.
      if (/\b404\b/.test(reason)) {
        clearTimeout(writing);
        history.replaceState({ asked: `${current}` }, '', location.pathname);
        location.reload();
        return;
      }
      // An engine that never began begins again.
      end();
      search(params);
    };
  }

  function search(params, typing = false) {
    const empty = (params.get('q') ?? '').trim() === '' && chosen(params).length === 0;
    if (empty) {
      untell();
      forget();
      calm();
      find('answer').hidden = true;
      find('browse').hidden = false;
      find('status').textContent = '';
      return;
    }
    pending(true);
    clearTimeout(slow);
    slow = setTimeout(() => trouble(page.dataset.slow, '', params), SLOW);
    ask(lines(params, { typing, most: Math.min(FIRST, limit) }), (data) => {
      if (data.failed !== undefined) {
        failed(data.failed, params);
        return;
      }
      answered(data.answer, params);
      if (data.answer.total > FIRST) theRest(params, typing);
      else complete(params);
    }, { typing });
  }

  function theRest(params, typing) {
    ask(lines(params, { typing }), (data) => {
      if (data.failed !== undefined) {
        failed(data.failed, params);
        return;
      }
      answered(data.answer, params);
      complete(params);
    }, { beside: true });
  }

  // What can wait until the results are there.
  function complete(params) {
    excerpts();
    count(params);
    name(params);
  }

  // Typing changes the address in its place, once the reader pauses (browsers allow only so many changes). What was decided
  // (sent, narrowed down, come back to) keeps its entry, so that Back leads to it.
  let writing;
  let decided = false;
  function write() {
    clearTimeout(writing);
    writing = undefined;
    const target = `${location.pathname}${[...current].length > 0 ? `?${current}` : ''}`;
    if (target === location.pathname + location.search) return;
    if (decided) history.pushState(null, '', target);
    else history.replaceState(null, '', target);
    decided = false;
  }
  function go(params, { typing = false } = {}) {
    if (typing) {
      clearTimeout(writing);
      writing = setTimeout(write, QUIET);
      current = params;
    } else {
      // What was typed before gets its address first.
      if (writing) write();
      current = params;
      decided = true;
      write();
      decided = true;
    }
    search(params, typing);
  }

  function restore() {
    clearTimeout(writing);
    writing = undefined;
    current = addressed();
    // After a new publication the page loaded itself anew, without telling the server what is asked.
    if (history.state?.asked !== undefined) {
      current = new URLSearchParams(history.state.asked);
      history.replaceState(null, '', [...current].length > 0 ? `?${current}` : location.pathname);
    }
    decided = [...current].length > 0;
    const params = asked();
    input.value = params.get('q') ?? '';
    for (const field of fields) for (const box of field.querySelectorAll('input')) box.checked = params.getAll(field.dataset.field).includes(box.value);
    search(params);
  }

  page.classList.add('live');
  for (const event of ['focus', 'pointerdown', 'touchstart']) input.addEventListener(event, start, { once: true, passive: true });
  input.addEventListener('input', () => {
    limit = STEP;
    const params = asked();
    if (input.value.trim() === '') params.delete('q');
    else params.set('q', input.value);
    go(params, { typing: true });
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    limit = STEP;
    const params = asked();
    if (input.value.trim() === '') params.delete('q');
    else params.set('q', input.value);
    go(params);
  });
  for (const field of fields) {
    field.addEventListener('toggle', () => { if (field.open) count(asked()); });
    field.addEventListener('change', ({ target }) => {
      limit = STEP;
      const params = asked();
      const name = field.dataset.field;
      const rest = params.getAll(name).filter((value) => value !== target.value);
      params.delete(name);
      for (const value of target.checked ? [...rest, target.value] : rest) params.append(name, value);
      go(params);
    });
  }
  page.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-go]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    limit = STEP;
    go(new URL(link.href).searchParams);
    input.focus();
  });
  find('more').addEventListener('click', () => {
    const before = last.results.length;
    limit += STEP;
    ask(lines(asked()), (data) => {
      if (data.failed !== undefined) {
        limit -= STEP;
        failed(data.failed, asked(), true);
        return;
      }
      answered(data.answer, asked());
      complete(asked());
      results.children[before]?.querySelector('a')?.focus();
    });
  });
  window.addEventListener('popstate', restore);
  // Whoever leaves by a result comes back to this search.
  window.addEventListener('pagehide', () => { if (writing) write(); });
  results.addEventListener('click', () => { if (writing) write(); });
  restore();
}

if (typeof document === 'undefined') work();
else show();
