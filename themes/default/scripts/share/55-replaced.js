// What becomes of a name that was replaced: it can be put back, and is known again when it is typed again. All of it stays in
// this page's memory, and goes with what was typed.

// The last replacement, until something else is typed.
function putBack({ areas, say }) {
  let last; // { list, text, values, after }
  let shown; // the line that offers it
  let own = false; // whether it is the page that writes

  function note(list) {
    if (!last || last.list !== list) return undefined;
    const line = document.createElement('p');
    line.className = 'hint';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.dataset.key = '';
    button.textContent = say('IdentifiersUndo');
    button.setAttribute('aria-label', `${button.textContent}: ${last.text}`);
    button.addEventListener('click', () => {
      const { values } = last;
      last = undefined;
      own = true;
      areas.forEach(({ area }, at) => { if (area.value !== values[at]) area.value = values[at]; });
      own = false;
      areas.find((field) => field.list === list).area.focus();
      areas[0].area.dispatchEvent(new Event('input', { bubbles: true }));
    });
    line.append(say('IdentifiersDone', { what: last.text }), ' ', button);
    shown = line;
    return line;
  }

  // Whoever has a keyboard can take it back with the keys for that, too, as far as the field is on the screen. On a phone the
  // keyboard would jump up and down for it.
  const keys = matchMedia('(pointer: fine)');
  function write(area, parts) {
    own = true;
    const before = document.activeElement;
    const typed = keys.matches && area.offsetParent !== null;
    if (typed) area.focus({ preventScroll: true });
    for (const { start, end, instead } of parts) {
      area.setSelectionRange(start, end);
      if (!typed || !document.execCommand('insertText', false, instead)) area.setRangeText(instead, start, end);
    }
    if (typed) before?.focus({ preventScroll: true });
    own = false;
  }

  return {
    note,
    write,
    keep(list, { own: found, shown }) {
      last = { list, text: `${shown} \u2192 ${found[0].instead}`, values: areas.map(({ area }) => area.value) };
    },
    // What was typed since would be lost.
    typed() {
      if (own) return;
      last = undefined;
      shown?.remove();
    },
    forget() { last = undefined; },
  };
}

// Who stands behind which mark: an officer who was replaced is the same officer when she is named again.
function namesReplaced(say) {
  const marks = new Map(); // last word of a name, in small letters: what stood in its place, and how it is told
  const last = (text) => text.split(/\s+/u).pop().toLowerCase();

  return {
    keep({ own }) {
      if (!own[0].instead.startsWith('[officer ') && own[0].instead !== '[subject]') return;
      for (const { text, kind, instead } of own) {
        if (last(text).length > 2) marks.set(last(text), { kind, instead, same: `again ${instead} ${last(own[0].text)}` });
      }
    },
    // What was found, with the marks that names had before, and with names that are found by that alone.
    known(found, text) {
      if (marks.size === 0) return found;
      const told = found.map((one) => {
        const mark = marks.get(last(text.slice(one.start, one.end)));
        return mark && one.kind === mark.kind ? { ...one, instead: mark.instead, same: mark.same } : one;
      });
      for (const [word, mark] of marks) {
        const capital = word[0].toUpperCase() + word.slice(1);
        const whole = new RegExp(`(?<![\\p{L}\\p{N}])${capital.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');
        for (const { index } of text.matchAll(whole)) {
          const one = { ...mark, start: index, end: index + capital.length, sure: 'medium', why: say('IdentifiersAgain') };
          if (!told.some((other) => other.start < one.end && one.start < other.end)) told.push(one);
        }
      }
      return told.sort((a, b) => a.start - b.start);
    },
  };
}
