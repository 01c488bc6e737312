// The least page that searches with Pagefind, on the same terms as ours: its engine is fetched when the reader goes into
// the box, each input is a question at once (its own interface waits 300 ms first), an overtaken question is dropped.
export const page = (step) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Search</title>
<link rel="icon" href="data:,">
<input type="search" name="q">
<p data-found></p><div data-results></div>
<script type="module">
const [input, found, results] = ['input', '[data-found]', '[data-results]'].map((own) => document.querySelector(own));
let engine;
let newest = 0;
const intend = () => engine ??= import('/pagefind/pagefind.js').then(async (own) => { await own.init(); return own; });
input.addEventListener('focus', intend, { once: true });
input.addEventListener('input', async () => {
  const own = newest += 1;
  const search = await (await intend()).search(input.value);
  if (own !== newest) return;
  const data = await Promise.all(search.results.slice(0, ${step}).map((one) => one.data()));
  if (own !== newest) return;
  results.replaceChildren(...data.map(({ url, meta, excerpt }) => {
    const card = document.createElement('article');
    card.dataset.report = url;
    const title = document.createElement('a');
    title.href = url;
    title.textContent = meta.title;
    const text = document.createElement('p');
    text.innerHTML = excerpt;
    card.append(title, text);
    return card;
  }));
  found.textContent = search.results.length + ' found';
});
// The order alone, for what is compared with judged queries.
window.order = async (query, most) => {
  const search = await (await intend()).search(query);
  return Promise.all(search.results.slice(0, most).map(async (one) => (await one.data()).url));
};
</script>
</html>
`;
