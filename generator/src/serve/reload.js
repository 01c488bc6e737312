// Reloads the page after a change and lays an error over the last good one. Only the preview sends it.
let seen;
const overlay = document.createElement('pre');
Object.assign(overlay.style, {
  position: 'fixed', inset: '0 0 auto 0', maxHeight: '70vh', overflow: 'auto', margin: '0', padding: '1.2rem',
  background: '#1b1e23', color: '#f4e9d8', font: '15px/1.5 ui-monospace, monospace', whiteSpace: 'pre-wrap',
  borderBottom: '4px solid #e08a80', zIndex: '9999',
});
overlay.setAttribute('role', 'alert');
new EventSource('/_nearmiss/events').onmessage = (event) => {
  const { version, problem } = JSON.parse(event.data);
  if (problem) {
    overlay.textContent = problem;
    document.body.append(overlay);
  } else if (seen !== undefined && seen !== version) {
    location.reload();
  } else {
    overlay.remove();
  }
  seen = version;
};
