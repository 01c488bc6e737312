// Sealing and sending, from the page's side.
function sending({ form, script, tell }) {
  const TICKET_TRIES = 3;
  const FIRST_PAUSE = 5; // seconds
  const LONGEST_PAUSE = 60;
  const SLOW = 15; // seconds after which somebody who waits is told so
  const LONGEST = { ticket: 30, report: 180 }; // seconds for an answer
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

  // Whether it is loaded now. It fails where it will never work.
  async function prepare() {
    worker?.terminate();
    worker = new Worker(script.src);
    worker.onmessage = ({ data }) => {
      const { done, failed } = waiting.get(data.number);
      waiting.delete(data.number);
      if (data.failed) failed(new Error(data.failed));
      else done(data);
    };
    const { missing } = await new Promise((done, failed) => {
      worker.onerror = () => failed(new Error('the worker was blocked'));
      call('begin', { wasm: new URL(script.dataset.seal, location.href).href, keys: form.dataset.keys }).then(done, failed);
    });
    return !missing;
  }

  // Asks the server, which may take a connection and never answer.
  let flight; // what is on its way
  async function ask(address, seconds, request = {}, read = (answer) => answer) {
    const own = new AbortController();
    flight = own;
    const timer = setTimeout(() => own.abort(), seconds * 1000);
    try {
      return await read(await fetch(address, { cache: 'no-store', credentials: 'omit', signal: own.signal, ...request }));
    } finally {
      clearTimeout(timer);
      if (flight === own) flight = undefined;
    }
  }

  // A new ticket is the extension of an old one. Without one the form can be written all the same.
  async function renew() {
    const given = await ask(`${intake}ticket`, LONGEST.ticket, {}, (answer) => {
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      return answer.json();
    });
    ticket = { ...given, until: Date.now() + given.seconds * 1000 };
    return given.seconds;
  }

  async function post(slow) {
    if (!ticket || Date.now() >= ticket.until) await renew();
    if (kept.ticket !== ticket.ticket) {
      tell(say('SendingProof'));
      const { proof } = await call('prove', { ticket: ticket.ticket, bits: ticket.bits, sealed: kept.sealed });
      Object.assign(kept, { ticket: ticket.ticket, proof });
    }
    tell(say('SendingSending'));
    // The proof takes its time on a slow phone; only the server is told of as slow.
    const timer = setTimeout(slow, SLOW * 1000);
    return ask(`${intake}sealed`, LONGEST.report, {
      method: 'POST', body: kept.sealed,
      headers: { 'Content-Type': 'application/age', 'Nearmiss-Ticket': kept.ticket, 'Nearmiss-Proof': kept.proof, Accept: 'application/json' },
    }).finally(() => clearTimeout(timer));
  }

  // Why the server didn't take it.
  function reason(status) {
    if (status === 429) return say('ReasonBusy');
    return status >= 500 ? say('ReasonVault') : say('ReasonUnfit', { status });
  }

  // Waits so long, or until the connection is back, or somebody presses the button; what is on its way without an answer
  // is then sent again.
  let hurry = () => {};
  function wait(seconds) {
    return new Promise((done) => {
      const timer = setTimeout(done, seconds * 1000);
      hurry = () => { clearTimeout(timer); done(); };
    });
  }
  const again = () => {
    flight?.abort();
    hurry();
  };
  addEventListener('online', again);

  // Sends what is kept until it has arrived: the same bytes under the same ticket, so that what arrived after all
  // isn't stored twice. 409 says that these very bytes are there.
  async function deliver(show) {
    const own = kept;
    let pause = FIRST_PAUSE;
    let renewed = 0;
    while (kept === own) {
      let why;
      try {
        const answer = await post(() => { if (kept === own) show(say('SendingSlow')); });
        // Somebody took it back meanwhile.
        if (kept !== own) return false;
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
      if (kept === own) show(say('SendingSending'));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    return false;
  }

  return {
    say,
    prepare,
    renew,
    deliver,
    again,
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
      again();
    },
    end: () => worker?.terminate(),
  };
}
