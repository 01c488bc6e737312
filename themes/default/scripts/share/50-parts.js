// One part of the form at a time, in words where one is, and a way to every other part.
function partsOf({ page, form, answers, say }) {
  const intro = page.querySelector('[data-intro]');
  const depth = form.querySelector('[data-depth]');
  const finish = form.querySelector('[data-finish]');
  const notMember = form.querySelector('[data-not-member]');
  const steps = [...form.querySelectorAll('[data-step]')];
  const turn = form.querySelector('[data-turn]');
  const list = form.querySelector('[data-parts]');
  const next = form.querySelector('[data-next]');
  const skip = form.querySelector('[data-skip]');
  let at = -1; // -1 is the first screen

  const open = () => steps.filter((step) => answers.detailed() || !('detailed' in step.dataset));
  // Who isn't of law enforcement comes to the thanks in place of all further parts.
  const shown = () => {
    const parts = [...open(), finish];
    return answers.member() === 'no' ? [parts[0], notMember] : parts;
  };
  const title = (part) => part.querySelector('h2').textContent;

  function draw() {
    const parts = shown();
    at = Math.min(at, parts.length - 1);
    const here = parts[at];
    intro.hidden = at >= 0;
    for (const part of [depth, finish, notMember, ...steps]) part.hidden = part !== (here ?? depth);
    turn.hidden = at < 0;
    next.hidden = at === parts.length - 1;
    skippable();
    list.hidden = at < 0;
    list.open = false;
    if (!here) return;
    form.querySelector('[data-where]').textContent = say('StepOf', { n: at + 1, total: parts.length, title: title(here) });
    list.querySelector('ol').replaceChildren(...parts.map((part, index) => {
      const item = document.createElement('li');
      const go = document.createElement('button');
      go.type = 'button';
      go.className = 'plain';
      go.textContent = title(part);
      if (part === here) go.setAttribute('aria-current', 'step');
      go.addEventListener('click', () => show(index));
      item.append(go, answers.in(part) ? ` ${say('StepAnswered')}` : '');
      return item;
    }));
    over(here === finish);
    const number = answers.number();
    const told = form.querySelector('[data-answered]');
    told.hidden = false;
    told.textContent = number === 0 ? say('FinishNone') : say(number === 1 ? 'FinishAnsweredOne' : 'FinishAnswered', { n: number });
    form.querySelector('[data-detail]').hidden = answers.detailed();
  }

  // What is written or chosen goes along: nobody passes it by as if it were left out.
  function skippable() {
    const here = shown()[at];
    skip.hidden = next.hidden || (here !== undefined && answers.in(here));
  }
  form.addEventListener('input', skippable);

  // All that will be sent, to look over, and how much of it is still marked.
  function over(wanted) {
    form.querySelector('[data-over]').replaceChildren(...(wanted ? answers.list() : []).flatMap(({ label, text, control }) => {
      const name = document.createElement('dt');
      const value = document.createElement('dd');
      const change = document.createElement('button');
      name.textContent = label;
      value.textContent = text;
      change.type = 'button';
      change.className = 'plain';
      change.textContent = say('FinishChange');
      change.setAttribute('aria-label', `${change.textContent}: ${label}`);
      change.addEventListener('click', () => showAround(control));
      name.append(' ', change);
      return [name, value];
    }));
    const marked = form.querySelectorAll('.identifiers:not([hidden]) li').length;
    const left = form.querySelector('[data-marked]');
    left.hidden = !wanted || marked === 0;
    left.textContent = say(marked === 1 ? 'FinishMarkedOne' : 'FinishMarked', { n: marked });
  }

  // The part that a control stands in.
  function showAround(control) {
    const index = shown().findIndex((part) => part.contains(control));
    if (index >= 0) show(index);
    control.focus();
  }

  function show(to, remember = true) {
    at = to;
    draw();
    // The browser's Back goes back one part; the address says nothing of it.
    if (remember) history.pushState({ at }, '');
    const heading = (shown()[at] ?? depth).querySelector('h2');
    heading.focus();
    // The question, and not what stands above all of them.
    if (at < 0) scrollTo(0, 0);
    else list.scrollIntoView({ block: 'start' });
  }
  addEventListener('popstate', ({ state }) => { if (!form.hidden) show(state?.at ?? -1, false); });

  for (const start of depth.querySelectorAll('[data-start]')) {
    start.addEventListener('click', () => {
      answers.detail(start.dataset.start === 'detailed');
      show(0);
    });
  }
  next.addEventListener('click', () => show(at + 1));
  skip.addEventListener('click', () => show(at + 1));
  form.querySelector('[data-back]').addEventListener('click', () => { if (at >= 0) history.back(); });
  form.querySelector('[data-detail]').addEventListener('click', () => {
    answers.detail(true);
    show(open().findIndex((step) => 'detailed' in step.dataset));
  });

  return {
    draw,
    first: () => {
      at = -1;
      // A page that was loaded anew begins anew.
      history.replaceState({ at }, '');
      draw();
    },
    atEnd: () => !finish.hidden,
    showAround,
  };
}
