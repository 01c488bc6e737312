// This part runs on the page.
function show() {
  const page = document.querySelector('[data-search]');
  const can = 'WebAssembly' in window && 'Worker' in window && 'DecompressionStream' in window;
  // Without what it takes, the page stays as it is without JavaScript.
  if (!page || !can) return;
  const FIRST = 5; // results that are shown before the others of a page are fetched
  const STEP = 10;
  const QUIET = 700; // ms after the last key before a screen reader is told
  const find = (name) => page.querySelector(`[data-${name}]`);
  const input = page.querySelector('input[type=search]');
  const form = input.form;
  const results = find('results');
  const fields = [...page.querySelectorAll('[data-field]')];
  const words = page.dataset;
  let limit = STEP;
  let current = new URL(location.href).searchParams; // what is asked; the address follows
  let said;
  let last;
  const { start, ask, forget, end } = engine(document.querySelector('script[data-engine]'));

  const create = (name, attributes = {}, ...children) => {
    const own = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) own.setAttribute(key, value);
    own.append(...children);
    return own;
  };
  const say = (key, places = {}) => Object.entries(places)
    .reduce((text, [name, value]) => text.split(`{${name}}`).join(value), words[key]);
  const counted = (key, n, places = {}) => say(n === 1 && words[`${key}One`] !== undefined ? `${key}One` : key, { n: n.toLocaleString(document.documentElement.lang), ...places });

  const addressed = () => new URL(location.href).searchParams;
  const asked = () => new URLSearchParams(current);
  const chosen = (params) => [...params].filter(([key]) => fields.some((field) => field.dataset.field === key));
  const clean = (value) => value.replace(/[\t\n\r]/g, ' ');

  function lines(params, { typing = false, counts = [], most = limit } = {}) {
    const out = [`query\t${clean((params.get('q') ?? '').normalize('NFC'))}`, `limit\t${most}`];
    if (typing) out.push('typing');
    if (params.get('only') === '1') out.push('without-synonyms', 'without-spelling');
    for (const [field, value] of chosen(params)) out.push(`filter\t${field}\t${clean(value)}`);
    for (const field of counts) out.push(`counts\t${field}`);
    return out.join('\n');
  }

  const marked = (turns) => turns.map((turn, at) => (at % 2 === 1 ? create('mark', {}, turn) : turn));

  function card(own, query) {
    const link = create('a', { href: `${words.reports}${own.id}/` }, ...marked(own.takeaway));
    const article = create('article', { class: 'card', 'data-report': own.id },
      create('p', { class: 'lead' }, link),
      create('p', { class: 'title' }, ...marked(own.title)));
    if (own.facts) article.append(create('p', { class: 'facts' }, own.facts));
    article.dataset.number = own.report;
    article.dataset.query = query;
    return article;
  }

  // Told when the reader pauses, not at each key.
  function tell(text) {
    clearTimeout(said);
    said = setTimeout(() => { find('status').textContent = text; }, QUIET);
  }

  function showNotes(answer, params) {
    const notes = find('notes');
    notes.replaceChildren();
    const same = answer.also.filter((also) => !also.spelling).map((also) => also.with.join(', '));
    if (same.length > 0) notes.append(create('p', {}, say('also', { words: same.join('; ') })));
    for (const also of answer.also.filter((own) => own.spelling)) {
      notes.append(create('p', {}, say('spelled', { word: also.word, words: also.with.join(', ') })));
    }
    if (answer.also.length > 0) {
      const only = create('a', { href: address(params, (own) => own.set('only', '1')), 'data-go': '' }, words.only);
      notes.lastElementChild.append(' ', only);
    } else if (params.get('only') === '1') {
      const wider = create('a', { href: address(params, (own) => own.delete('only')), 'data-go': '' }, words.wider);
      notes.append(create('p', {}, say('narrowed'), ' ', wider));
    }
    if (answer.missing.length > 0 && answer.total > 0) {
      notes.append(create('p', {}, say('missing', { words: answer.missing.join(', ') })));
    }
    if (answer.cut) notes.append(create('p', {}, words.cut));
    for (const [field, value] of answer.unknown) notes.append(create('p', {}, say('unknown', { value: `${field}=${value}` })));
  }

  // "Night, alone: 14 of 212", with a way out of each.
  function showChosen(params) {
    const list = find('chosen');
    list.replaceChildren();
    for (const [field, value] of chosen(params)) {
      const own = page.querySelector(`[data-field="${CSS.escape(field)}"]`);
      const box = own.querySelector(`input[value="${CSS.escape(value)}"]`);
      const label = box ? box.dataset.label : value;
      const out = address(params, (rest) => {
        const kept = rest.getAll(field).filter((other) => other !== value);
        rest.delete(field);
        kept.forEach((other) => rest.append(field, other));
      });
      list.append(create('li', {}, create('a', { href: out, 'data-go': '', 'aria-label': say('without', { value: label }) }, `${label} ×`)));
    }
    list.hidden = list.children.length === 0;
  }

  function address(params, change) {
    const own = new URLSearchParams(params);
    change(own);
    return `?${own}`;
  }

  function showAnswer(answer, params) {
    last = answer;
    const query = params.get('q') ?? '';
    find('problem').hidden = true;
    const found = find('found');
    found.replaceChildren();
    const total = create('span', { 'data-total': '' }, answer.total.toLocaleString(document.documentElement.lang));
    const sentence = answer.total === 0
      ? say('none', { query })
      : counted(answer.all === answer.total ? 'every' : 'some', answer.total, { total: '{total}', all: answer.all.toLocaleString(document.documentElement.lang) });
    const [before, after] = sentence.split('{total}');
    found.append(before, ...(after === undefined ? [] : [total, after]));
    if (after === undefined) found.append(create('span', { 'data-total': '', hidden: '' }, '0'));
    tell(found.textContent);
    showNotes(answer, params);
    showChosen(params);
    // What is shown already stays where it is.
    const shown = [...results.children];
    const same = shown.length <= answer.results.length && shown.every((own, at) => own.dataset.report === answer.results[at].id && own.dataset.query === `${params}`);
    const rest = answer.results.slice(same ? shown.length : 0).map((own) => card(own, `${params}`));
    if (same) results.append(...rest);
    else results.replaceChildren(...rest);
    find('more').hidden = answer.results.length >= answer.total || answer.results.length < limit;
    find('empty').hidden = answer.total > 0;
    find('browse').hidden = answer.total > 0;
    find('answer').hidden = false;
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

  function showField({ field, values }, params) {
    const own = page.querySelector(`[data-field="${CSS.escape(field)}"]`);
    const taken = params.getAll(field);
    const focused = own.contains(document.activeElement) ? document.activeElement.value : undefined;
    const rows = values.map(([id, label, n]) => {
      const box = create('input', { type: 'checkbox', name: field, value: id, 'data-label': label });
      box.checked = taken.includes(id);
      const number = create('span', { class: 'n' }, n.toLocaleString(document.documentElement.lang));
      return create('li', {}, create('label', {}, box, ' ', create('span', {}, label), number));
    });
    own.querySelector('ul').replaceChildren(...rows);
    if (focused !== undefined) own.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    showChosen(params);
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
      clearTimeout(said);
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
      showAnswer(data.answer, params);
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
      showAnswer(data.answer, params);
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
      showAnswer(data.answer, asked());
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
