// What was typed and chosen, read from the form when it is needed and kept nowhere else.
function answersOf(form) {
  const ROOM = 60000; // bytes that fit into a sealed report
  const utf8 = new TextEncoder();
  let detailed = false;

  // A question's answer: words, values, or nothing.
  function answer(question) {
    const area = question.querySelector('textarea');
    if (area) return area.value.trim() === '' ? undefined : area.value;
    const menu = question.querySelector('select');
    if (menu) return menu.value === '' ? undefined : [menu.value];
    const chosen = [...question.querySelectorAll('input:checked')].map((input) => input.value).filter((value) => value !== '');
    if (chosen.length === 0) return undefined;
    return 'about' in question.dataset ? chosen[0] : chosen;
  }

  function said(question) {
    const control = question.querySelector('textarea, select');
    if (control) return control.selectedOptions?.[0].textContent ?? control.value;
    return [...question.querySelectorAll('input:checked')].map((input) => input.nextElementSibling.textContent).join(', ');
  }

  const asked = () => [...form.querySelectorAll('.question')]
    .filter((question) => detailed || !question.closest('[data-detailed]'));
  const given = () => asked().map((question) => [question, answer(question)]).filter(([, own]) => own !== undefined);
  const name = (question) => question.querySelector('[name]').name;

  function whole() {
    const answers = Object.fromEntries(given().map(([question, own]) => [name(question), own]));
    return JSON.stringify({ version: 1, questionnaire: form.dataset.version, depth: detailed ? 'detailed' : 'basic', answers });
  }

  return {
    whole,
    detail: (on) => { detailed = on; },
    detailed: () => detailed,
    // Answers about the report alone don't make one.
    tells: () => given().some(([question]) => !('about' in question.dataset)),
    number: () => given().length,
    // What was answered, in the words of the page, with the control where it can be changed.
    list: () => given().map(([question]) => ({
      label: question.querySelector('legend, label').textContent,
      text: said(question),
      control: question.querySelector('textarea, select, input:checked'),
    })),
    in: (part) => given().some(([question]) => part.contains(question)),
    member: () => form.querySelector('[name=member]:checked')?.value,
    room: () => ROOM - utf8.encode(whole()).length,
    wipe() {
      form.reset();
      for (const area of form.querySelectorAll('textarea')) area.value = '';
      for (const box of form.querySelectorAll('input:checked')) box.checked = box.value === '';
      form.querySelector('[data-over]').replaceChildren();
    },
  };
}
