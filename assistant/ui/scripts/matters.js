// The list on the left.
function more(button, open) {
  all('.more:not([hidden])').forEach(other => { other.hidden = true; });
  all('[data-more]').forEach(other => other.setAttribute('aria-expanded', 'false'));
  if (!open) return;
  button.setAttribute('aria-expanded', 'true');
  const fold = part(button.getAttribute('aria-controls'));
  fold.hidden = false;
  fold.querySelector('input').select();
}

// Words are looked for in names, questions and leads, by the server; the list shows only what it found.
let looking = 0;      // the timer that waits for the end of the typing
let sought = '';      // the request whose find is awaited

function findMatter() {
  clearTimeout(looking);
  looking = setTimeout(() => {
    const words = part('find-matter')?.value.trim();
    if (words) sought = String(send('find', { words })); else showMatters(null);
  }, 150);
}

function foundCame(place) {
  const found = place.querySelector('[data-ids]');
  if (found && found.dataset.request === sought) showMatters(new Set(found.dataset.ids.split(' ')));
}

function showMatters(ids) {
  let shown = 0;
  all('#matters li').forEach(item => {
    item.hidden = ids !== null && !ids.has(item.dataset.id);
    shown += !item.hidden;
  });
  all('#matters section').forEach(group => { group.hidden = !group.querySelector('li:not([hidden])'); });
  if (part('no-matter')) part('no-matter').hidden = shown > 0;
}

function mattersCame(side) {
  store('current', side.querySelector('nav').dataset.current);
  if (part('find-matter')?.value) findMatter();
}

// A file that the server has handed over.
function handed(place) {
  const link = place.querySelector('a[download]');
  if (!link || link.dataset.taken) return;
  link.dataset.taken = 'true';
  link.click();
}
