// Sealing and sending, from the page's side.
function sending({ form, script, tell }) {
  const TICKET_TRIES = 3;
  const FIRST_PAUSE = 5; // seconds
  const LONGEST_PAUSE = 60;
  const say = (key, places = {}) => Object.entries(places)
    .reduce((words, [name, value]) => words.split(`{${name}}`).join(value), form.dataset[`say${key}`]);
  const intake = new URL(form.dataset.intake, location.href).href;
  let worker;
  let number = 0;
  const waiting = new Map();
  let ticket; // { ticket, bits, until }
  let kept; // the sealed report, until it has arrived

  function call(act, data = {}) {
    number += 1;
    const own = number;
    return new Promise((done, failed) => {
      waiting.set(own, { done, failed });
      worker.postMessage({ number: own, act, ...data });
    });
  }

  async function prepare() {
    worker = new Worker(script.src);
    worker.onmessage = ({ data }) => {
      const { done, failed } = waiting.get(data.number);
      waiting.delete(data.number);
      if (data.failed) failed(new Error(data.failed));
      else done(data);
    };
    await new Promise((done, failed) => {
      worker.onerror = () => failed(new Error('the worker was blocked'));
      call('begin', { wasm: new URL(script.dataset.seal, location.href).href, keys: form.dataset.keys }).then(done, failed);
    });
  }

  // A new ticket is the extension of an old one. Without one the form can be written all the same.
  async function renew() {
    const answer = await fetch(`${intake}ticket`, { cache: 'no-store', credentials: 'omit' });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const given = await answer.json();
    ticket = { ...given, until: Date.now() + given.seconds * 1000 };
    return given.seconds;
  }

  async function post() {
    if (!ticket || Date.now() >= ticket.until) await renew();
    if (kept.ticket !== ticket.ticket) {
      tell(say('SendingProof'));
      const { proof } = await call('prove', { ticket: ticket.ticket, bits: ticket.bits, sealed: kept.sealed });
      Object.assign(kept, { ticket: ticket.ticket, proof });
    }
    tell(say('SendingSending'));
    return fetch(`${intake}sealed`, {
      method: 'POST', body: kept.sealed, cache: 'no-store', credentials: 'omit',
      headers: { 'Content-Type': 'application/age', 'Nearmiss-Ticket': kept.ticket, 'Nearmiss-Proof': kept.proof, Accept: 'application/json' },
    });
  }

  // Why the server didn't take it.
  function reason(status) {
    if (status === 429) return say('ReasonBusy');
    return status >= 500 ? say('ReasonVault') : say('ReasonUnfit', { status });
  }

  // Waits so long, or until the connection is back, or somebody presses the button.
  let hurry = () => {};
  function wait(seconds) {
    return new Promise((done) => {
      const timer = setTimeout(done, seconds * 1000);
      hurry = () => { clearTimeout(timer); done(); };
    });
  }
  addEventListener('online', () => hurry());

  // Sends what is kept until it has arrived: the same bytes under the same ticket, so that what arrived after all
  // isn't stored twice. 409 says that these very bytes are there.
  async function deliver(show) {
    const own = kept;
    let pause = FIRST_PAUSE;
    let renewed = 0;
    while (kept === own) {
      let why;
      try {
        const answer = await post();
        if (answer.status === 201 || answer.status === 409) return true;
        // A ticket that is no longer good is replaced at once.
        if ([400, 403, 410].includes(answer.status) && renewed < TICKET_TRIES) {
          renewed += 1;
          ticket = undefined;
          continue;
        }
        pause = Math.max(pause, Number(answer.headers.get('Retry-After')) || 0);
        why = say('SendingWaiting', { reason: reason(answer.status), seconds: pause });
      } catch {
        why = navigator.onLine ? say('SendingUnknown', { seconds: pause }) : say('SendingOffline');
      }
      if (kept !== own) return false;
      show(why);
      await wait(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    return false;
  }

  return {
    say,
    prepare,
    renew,
    deliver,
    again: () => hurry(),
    // How many bytes too many, or 0.
    async seal(words) {
      tell(say('SendingSealing'));
      const { over, sealed } = await call('seal', { text: words });
      if (over) return over;
      kept = { sealed };
      return 0;
    },
    forget() {
      if (kept) kept.sealed.fill(0);
      kept = undefined;
      hurry();
    },
    end: () => worker?.terminate(),
  };
}
