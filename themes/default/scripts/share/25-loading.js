// Loads what seals: at once, again when that failed, when the connection is back, and when somebody asks for it. A report
// that was written meanwhile must not be lost to a moment without signal.
function loader({ prepare, ready, missing, failed }) {
  const FIRST_PAUSE = 3; // seconds
  const LONGEST_PAUSE = 60;
  let pause = FIRST_PAUSE;
  let timer;
  let state = 'idle'; // idle, loading, done

  async function now() {
    if (state !== 'idle') return;
    state = 'loading';
    clearTimeout(timer);
    try {
      if (await prepare()) {
        state = 'done';
        removeEventListener('online', now);
        ready();
        return;
      }
    } catch {
      // It was loaded, and doesn't work here.
      state = 'done';
      failed();
      return;
    }
    state = 'idle';
    missing();
    timer = setTimeout(now, pause * 1000);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
  addEventListener('online', now);
  return { now };
}
