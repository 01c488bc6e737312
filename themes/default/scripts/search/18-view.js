// This part runs on the page, too: what an answer looks like.
function view(page) {
  const QUIET = 700; // ms after the last key before a screen reader is told
  const find = (name) => page.querySelector(`[data-${name}]`);
  const results = find('results');
  const fields = [...page.querySelectorAll('[data-field]')];
  const words = page.dataset;
  let said;

  const create = (name, attributes = {}, ...children) => {
    const own = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) own.setAttribute(key, value);
    own.append(...children);
    return own;
  };
  const say = (key, places = {}) => Object.entries(places)
    .reduce((text, [name, value]) => text.split(`{${name}}`).join(value), words[key]);
  // By hand where that is easy: a browser takes up to 50 ms before it formats its first number.
  const { lang } = document.documentElement;
  const commas = /^en(-(US|GB|IE|CA|AU|NZ))?$/.test(lang);
  const figures = (n) => (commas ? String(n).replace(/\B(?=(?:\d{3})+$)/g, ',') : n.toLocaleString(lang));
  const counted = (key, n, places = {}) => say(n === 1 && words[`${key}One`] !== undefined ? `${key}One` : key, { n: figures(n), ...places });

  const chosen = (params) => [...params].filter(([key]) => fields.some((field) => field.dataset.field === key));

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
  let unknown = []; // values that this library doesn't have
  const names = new Map(); // field=value -> what it is called
  const isNamed = (field, value) => names.has(`${field}=${value}`);
  function learn(counts, params) {
    for (const { field, values } of counts) for (const [id, label] of values) names.set(`${field}=${id}`, label);
    showChosen(params);
  }
  function showChosen(params) {
    const list = find('chosen');
    list.replaceChildren();
    const told = new Set(unknown.map(([field, value]) => `${field}=${value}`));
    for (const [field, value] of chosen(params)) {
      if (told.has(`${field}=${value}`)) continue;
      told.add(`${field}=${value}`);
      const label = names.get(`${field}=${value}`) ?? value;
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

  // Why nothing was found, and so what to change.
  function none(params) {
    const query = params.get('q') ?? '';
    if (chosen(params).length > 0) return query.trim() === '' ? 'noneTogether' : 'noneNarrowed';
    if (/^\s*(-\S+\s*)+$/u.test(query)) return 'noneLeft';
    return /["\u201c\u201d\u201e\u00ab]/u.test(query) ? 'nonePhrase' : 'none';
  }

  function showAnswer(answer, params, limit) {
    const query = params.get('q') ?? '';
    const found = find('found');
    found.replaceChildren();
    const total = create('span', { 'data-total': '' }, figures(answer.total));
    const sentence = answer.total === 0
      ? say(none(params), { query })
      : counted(answer.all === answer.total ? 'every' : 'some', answer.total, { total: '{total}', all: figures(answer.all) });
    const [before, after] = sentence.split('{total}');
    found.append(before, ...(after === undefined ? [] : [total, after]));
    if (after === undefined) found.append(create('span', { 'data-total': '', hidden: '' }, '0'));
    tell(sentence.replace('{total}', figures(answer.total)));
    unknown = answer.unknown;
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
    // Nothing is left to be narrowed down; what was chosen is above, with its way out.
    const narrow = page.querySelector('.filters');
    if (narrow) narrow.hidden = answer.total === 0;
    find('empty').textContent = chosen(params).length > 0 ? words.emptyNarrowed : words.empty;
    find('browse').hidden = answer.total > 0;
    find('answer').hidden = false;
  }

  function showField({ field, values }, params) {
    const own = page.querySelector(`[data-field="${CSS.escape(field)}"]`);
    const taken = params.getAll(field);
    const focused = own.contains(document.activeElement) ? document.activeElement.value : undefined;
    const rows = values.map(([id, label, n]) => {
      const box = create('input', { type: 'checkbox', name: field, value: id });
      box.checked = taken.includes(id);
      const number = create('span', { class: 'n' }, figures(n));
      return create('li', {}, create('label', {}, box, ' ', create('span', {}, label), number));
    });
    own.querySelector('ul').replaceChildren(...rows);
    if (focused !== undefined) own.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    learn([{ field, values }], params);
  }

  // What was to be told and isn't true any more.
  const untell = () => clearTimeout(said);

  // While an answer is on its way, what is shown is the last one's.
  const WAIT = 400; // ms before the reader is told
  let wait;
  function pending(on) {
    clearTimeout(wait);
    if (on) {
      wait = setTimeout(() => { find('pending').hidden = false; find('answer').setAttribute('aria-busy', 'true'); }, WAIT);
      return;
    }
    find('pending').hidden = true;
    find('answer').removeAttribute('aria-busy');
  }

  return { QUIET, find, results, fields, words, create, say, marked, chosen, isNamed, learn, showAnswer, showField, untell, pending };
}
