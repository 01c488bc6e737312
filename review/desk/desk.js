// Beside the editor: marks what may identify somebody while it is typed, keeps drafts, and replaces without a new page.
// Without this script every button does the same with a new page.
(() => {
  const form = document.getElementById('work');
  const LOOK = 350; // milliseconds without a key before the text is looked at
  const SAVE = 8000; // and before it is kept as a draft,
  const LONGEST = 15000; // while somebody types on and on after so long at the latest
  const found = form.querySelector('[data-found]');
  const saved = form.querySelector('[data-saved]');
  const looked = form.querySelector('[data-looked]');
  const preview = document.querySelector('[data-preview]');
  const GONE = 'The desk does not answer, and nothing was sent. Leave this page open, start the desk again, and copy your text from here.';
  let look, save, since, changed = false, asked = 0, answers = false;

  const sent = () => new URLSearchParams(new FormData(form));
  const post = (path, more = {}) =>
    fetch(form.action + path, { method: 'POST', body: sent(), ...more });

  function mark(places) {
    for (const mirror of form.querySelectorAll('[data-marks]')) {
      const text = form.elements[mirror.dataset.marks].value;
      let at = 0;
      mirror.replaceChildren();
      for (const [start, end] of places[mirror.dataset.marks] ?? []) {
        const own = document.createElement('mark');
        own.textContent = text.slice(start, end);
        mirror.append(text.slice(at, start), own);
        at = end;
      }
      mirror.append(`${text.slice(at)}\n`);
    }
  }

  // What is folded away comes into the page when it is opened. Hundreds of fields in one form, each a box that scrolls, made a
  // browser work twice as long at every key.
  function list(html) {
    found.innerHTML = html;
    for (const own of found.querySelectorAll('details')) {
      const inside = [...own.children].slice(1);
      for (const part of inside) part.remove();
      own.addEventListener('toggle', () => own.append(...inside), { once: true });
    }
  }

  async function lookNow() {
    const own = (asked += 1);
    const answer = await post('/look').catch(() => null);
    if (!answer?.ok || own !== asked) return;
    const { places, count, html } = await answer.json();
    mark(places);
    looked.textContent = count === 1 ? '1 thing may identify somebody' : `${count} things may identify somebody`;
    // Who writes into the list isn't interrupted.
    if (!found.contains(document.activeElement)) list(html);
    if (preview.open) preview.querySelector('iframe').contentWindow.location.reload();
  }

  async function saveNow() {
    clearTimeout(save);
    if (!changed) return;
    changed = false;
    since = undefined;
    const answer = await keep();
    saved.textContent = answer?.said ?? GONE;
    if (!answer?.ok) changed = true;
  }

  // Keeps the draft; the page knows then what the desk has.
  async function keep() {
    const answer = await post('/draft').catch(() => null);
    if (!answer) return null;
    const text = await answer.text();
    const told = answer.headers.get('Content-Type') === 'application/json' ? JSON.parse(text) : { said: text };
    if (answer.ok) form.elements.base.value = told.base;
    return { ok: answer.ok, said: told.said };
  }

  form.addEventListener('input', (event) => {
    if (found.contains(event.target)) return;
    changed = true;
    saved.textContent = '';
    clearTimeout(look);
    clearTimeout(save);
    look = setTimeout(lookNow, LOOK);
    since ??= Date.now();
    save = setTimeout(saveNow, Math.max(0, Math.min(SAVE, since + LONGEST - Date.now())));
  });

  form.addEventListener('keydown', (event) => {
    // Enter in a field of the list means the button beside it; a form's own choice is its first button.
    if (event.key === 'Enter' && !event.isComposing && event.target.matches('.instead input')) {
      event.preventDefault();
      event.target.closest('.instead').querySelector('button').click();
    }
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      changed = true;
      saveNow();
    }
  });

  form.addEventListener('submit', async (event) => {
    const button = event.submitter;
    if (!['replace', 'replace-with'].includes(button?.name)) {
      if (answers) return;
      // A desk that is gone would leave the browser's own page in place of the text.
      event.preventDefault();
      // So would one that can't keep it: a vault out of reach, a full disk.
      const kept = await keep();
      answers = kept?.ok ?? false;
      if (!answers) {
        saved.textContent = kept ? `Nothing was sent. ${kept.said} Leave this page open.` : GONE;
        return;
      }
      changed = false;
      form.requestSubmit(button);
      return;
    }
    event.preventDefault();
    const body = sent();
    body.set(button.name, button.value);
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null);
    const page = answer && new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer?.ok) {
      saved.textContent = page?.querySelector('[data-error-summary]')?.textContent.trim() ?? GONE;
      return;
    }
    form.elements.base.value = page.getElementById('work').elements.base.value;
    for (const area of form.querySelectorAll('.marked textarea')) {
      area.value = page.getElementById(area.id).value;
    }
    for (const mirror of form.querySelectorAll('[data-marks]')) {
      mirror.innerHTML = page.querySelector(`[data-marks="${mirror.dataset.marks}"]`).innerHTML;
    }
    list(page.querySelector('[data-found]').innerHTML);
    looked.textContent = `Replaced. ${found.querySelectorAll('li').length} things are left.`;
    (found.querySelector('button[name=replace]') ?? form.querySelector('.marked textarea')).focus();
    clearTimeout(save);
    changed = false;
  });

  // What isn't kept yet when the page is left goes to the desk on the way.
  addEventListener('pagehide', () => {
    if (changed) post('/draft', { keepalive: true }).catch(() => {});
  });
  list(found.innerHTML);
  preview.addEventListener('toggle', lookNow);
  document.querySelector('[data-error-summary]')?.focus();
})();
