// This part runs on the page.
function show() {
  const page = document.querySelector('[data-search]');
  const can = 'WebAssembly' in window && 'Worker' in window && 'DecompressionStream' in window;
  // Without what it takes, the page stays as it is without JavaScript.
  if (!page || !can) return;
  const FIRST = 5; // results that are shown before the others of a page are fetched
  const STEP = 10;
  const { QUIET, find, results, fields, create, say, marked, chosen, showAnswer, showField, untell } = view(page);
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
    find('problem').hidden = true;
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

  // The numbers beside the values of those fields that are open.
  function count(params) {
    const open = fields.filter((field) => field.open).map((field) => field.dataset.field);
    if (open.length === 0) return;
    ask(lines(params, { counts: open }), ({ answer }) => {
      if (!answer || !answer.counts) return;
      for (const own of answer.counts) showField(own, params);
    }, { beside: true });
  }

  function failed(reason, params) {
    const problem = find('problem');
    problem.hidden = false;
    problem.querySelector('[data-reason]').textContent = say('failed', { reason });
    problem.querySelector('button').onclick = () => {
      // The site was published anew since this page was loaded: its pieces are gone, the new page knows the new ones.
      if (/\b404\b/.test(reason)) {
        write();
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
      find('answer').hidden = true;
      find('browse').hidden = false;
      find('status').textContent = '';
      return;
    }
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
  }

  // Typing changes the address in its place, once the reader pauses (browsers allow only so many changes); what is
  // decided gets an entry of its own, so that Back goes back.
  let writing;
  function write(push = false) {
    clearTimeout(writing);
    writing = undefined;
    const target = `${location.pathname}${[...current].length > 0 ? `?${current}` : ''}`;
    if (target === location.pathname + location.search) return;
    if (push) history.pushState(null, '', target);
    else history.replaceState(null, '', target);
  }
  function go(params, { push = false, typing = false } = {}) {
    // What was typed before gets its address first, so that Back leads to it.
    if (writing && !typing) write();
    current = params;
    if (typing) {
      clearTimeout(writing);
      writing = setTimeout(write, QUIET);
    } else {
      write(push);
    }
    search(params, typing);
  }

  function restore() {
    clearTimeout(writing);
    current = addressed();
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
    go(params, { push: true });
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
      go(params, { push: true });
    });
  }
  page.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-go]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    limit = STEP;
    go(new URL(link.href).searchParams, { push: true });
    input.focus();
  });
  find('more').addEventListener('click', () => {
    const before = last.results.length;
    limit += STEP;
    ask(lines(asked()), (data) => {
      if (data.failed !== undefined) {
        failed(data.failed, asked());
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
