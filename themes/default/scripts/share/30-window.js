// The two hours: announced at the start, warned of five minutes before their end, extended with one button.
function timeWindow({ part, form, say, renew, ended }) {
  const WARNING = 5 * 60; // seconds before the end
  const GRACE = 30; // seconds for whoever was never warned: the device slept, or its clock was put right
  const text = part.querySelector('[data-window-text]');
  const warning = part.querySelector('[data-window-warning]');
  let until;

  const clock = () => new Date(until).toLocaleTimeString(form.lang || undefined, { hour: 'numeric', minute: '2-digit' });

  function begin(seconds, key) {
    until = Date.now() + seconds * 1000;
    text.textContent = say(key, { time: clock() });
    warning.hidden = true;
    part.hidden = false;
  }

  function look() {
    if (until === undefined) return;
    const left = (until - Date.now()) / 1000;
    if (left <= 0 && warning.hidden) {
      until = Date.now() + GRACE * 1000;
      warning.hidden = false;
    } else if (left <= 0) {
      until = undefined;
      part.hidden = true;
      ended();
    } else if (left <= WARNING && warning.hidden) {
      warning.hidden = false;
    }
  }
  setInterval(look, 1000);
  // A device that slept wakes up late.
  document.addEventListener('visibilitychange', look);

  const SECONDS = 2 * 60 * 60;
  part.querySelector('[data-more]').addEventListener('click', async () => {
    begin(SECONDS, 'WindowExtended');
    text.tabIndex = -1;
    text.focus();
    // Without a connection there is no new ticket; one is fetched before the report is sent.
    await renew().catch(() => {});
  });

  return {
    begin: () => begin(SECONDS, 'WindowText'),
    stop() {
      until = undefined;
      part.hidden = true;
    },
  };
}
