// The page: what is shown when, and nothing left behind.
function page() {
  const whole = document.querySelector('.share-page');
  const form = document.querySelector('form[data-form=share]');
  const script = document.querySelector('script[data-seal]');
  if (!form || !script) return;
  const find = (name) => whole.querySelector(`[data-${name}]`);
  const send = find('send');
  const state = find('state');
  const summary = find('error-summary');
  const title = document.title;
  const tell = (text) => { find('status').textContent = text; state.textContent = text; };
  const link = sending({ form, script, tell });
  const { say } = link;
  const answers = answersOf(form);
  const identifiers = script.dataset.identifiers && identifiersOf({ form, script, say: link.say, changed: () => form.dispatchEvent(new Event('input')) });
  const forget = answers.wipe;
  answers.wipe = () => {
    forget();
    identifiers?.wipe();
  };
  answers.wipe();
  const parts = partsOf({ page: whole, form, answers, say });
  const clock = timeWindow({ part: find('window'), form, say, renew: link.renew, ended: end });

  function panel(name) {
    for (const own of ['waiting', 'ended', 'done']) find(own).hidden = own !== name;
    form.hidden = name !== undefined;
    find('intro').hidden = true;
    if (name) whole.querySelector('h1').hidden = true;
    const heading = find(name ?? 'window')?.querySelector('h2');
    if (name && heading) heading.focus();
  }

  // Whoever writes is told before the end that there may be no way out for it.
  function unsealed(text, mayCome) {
    const notice = find('unsealed');
    notice.hidden = text === undefined;
    notice.firstElementChild.textContent = text ?? '';
    find('load').hidden = !mayCome;
  }

  const loading = loader({
    prepare: link.prepare,
    ready() {
      form.dataset.sealing = 'ready';
      send.disabled = form.inert;
      unsealed();
      state.textContent = say('SealingReady');
    },
    missing() {
      form.dataset.sealing = 'missing';
      unsealed(say('SealingMissing'), true);
      state.firstChild.textContent = `${say('SealingMissing')} `;
    },
    failed() {
      form.dataset.sealing = 'failed';
      unsealed(say('SealingFailed'), false);
      // The way to the form without JavaScript stays.
      state.firstChild.textContent = `${say('SealingFailed')} `;
    },
  });
  find('load').addEventListener('click', loading.now);

  function complain(text, control) {
    document.title = say('ErrorPrefix') + title;
    const to = find('error');
    to.textContent = text;
    to.hash = control.id;
    to.onclick = (event) => {
      event.preventDefault();
      parts.showAround(control);
    };
    summary.hidden = false;
    summary.focus();
  }

  function calm() {
    document.title = title;
    summary.hidden = true;
  }

  // The window's end: the screen is wiped. What is sealed already and only waits for its way stays.
  function end() {
    answers.wipe();
    over = true;
    if (!find('waiting').hidden) {
      // There is nothing to go back to any more.
      find('edit').hidden = true;
      return;
    }
    calm();
    panel('ended');
  }

  // Whether the window has ended.
  let over = false;

  function arrived() {
    answers.wipe();
    link.forget();
    link.end();
    clock.stop();
    calm();
    find('done').dataset.received = '';
    panel('done');
  }

  // A character takes one byte or more; what is said to a person is a round number.
  const about = (bytes) => Math.max(10, Math.ceil(bytes / 10) * 10).toLocaleString(document.documentElement.lang);

  const longest = () => [...form.querySelectorAll('textarea')].reduce((a, b) => (b.value.length > a.value.length ? b : a));

  async function submit() {
    calm();
    const story = form.querySelector('textarea');
    if (answers.member() === 'no') return;
    if (!answers.tells()) {
      complain(say('ErrorEmpty'), story);
      return;
    }
    send.disabled = true;
    // What is changed after it was sealed wouldn't be in what is sent.
    form.inert = true;
    try {
      const tooMany = await link.seal(answers.whole());
      if (tooMany > 0) {
        form.inert = false;
        complain(say('ErrorLong', { n: about(tooMany) }), longest());
        return;
      }
      const show = (why) => {
        find('waiting-text').textContent = why;
        if (find('waiting').hidden) panel('waiting');
      };
      if (await link.deliver(show)) arrived();
    } catch {
      tell(say('SealingFailed'));
      return;
    } finally {
      form.inert = false;
      if (form.dataset.sealing === 'ready') send.disabled = false;
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Enter reaches this too, in any field and before there is anything to send with: only who sees the button sends.
    if (find('finish').hidden) return;
    if (form.dataset.sealing === 'ready' && !send.disabled) submit();
  });
  find('again').addEventListener('click', link.again);
  find('edit').addEventListener('click', () => {
    link.forget();
    if (over) {
      panel('ended');
      return;
    }
    panel();
    whole.querySelector('h1').hidden = false;
    parts.draw();
    tell(say('SealingReady'));
  });
  find('restart').addEventListener('click', () => location.reload());

  form.addEventListener('input', () => {
    const room = find('room');
    const left = answers.room();
    // What was wrong is mended.
    if (!summary.hidden && left >= 0 && answers.tells()) calm();
    room.hidden = left > 12000;
    room.textContent = left < 0 ? say('RoomOver', { n: about(-left) }) : say('RoomLeft', { n: about(left) });
  });
  form.addEventListener('change', (event) => {
    const advice = event.target.closest('.row')?.nextElementSibling;
    if (advice?.matches('[data-advice]')) find('status').textContent = advice.textContent;
  });

  // Away at once, without a question, and nothing to come back to.
  let leaving = false;
  document.querySelector('[data-leave]').addEventListener('click', (event) => {
    event.preventDefault();
    leaving = true;
    answers.wipe();
    link.forget();
    location.replace(event.currentTarget.href);
  });
  addEventListener('pagehide', () => {
    answers.wipe();
    link.forget();
  });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) location.reload(); });
  // A swipe in the wrong direction must not cost ten minutes of typing.
  // Nor must what is sealed and waits for its way be lost with the tab.
  addEventListener('beforeunload', (event) => {
    const typed = !form.hidden && answers.number() > 0 && answers.room() < 59700;
    if (!leaving && (typed || !find('waiting').hidden)) event.preventDefault();
  });

  parts.first();
  clock.begin();
  link.renew().catch(() => {});
  loading.now();
}

if (typeof document === 'undefined') (self.name === 'identifiers' ? look : work)();
else page();
