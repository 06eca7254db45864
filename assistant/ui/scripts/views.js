// The other pages are named in the hash, so that the browser's own "back" works.
const VIEWS = /^(coverage|cell|sources|source|about)(=|$)/;

const named = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; } };

function toChat() {
  if (part('app').dataset.view) location.hash = '';
  pane('chat');
}

function viewed() {
  const name = VIEWS.test(named()) ? named() : '';
  const left = part('app').dataset.view;
  part('app').dataset.view = name;
  if (name) { pane('chat'); send('view', { name }); } else if (left) { toLast(); }
}

function viewCame(place) {
  const name = part('app').dataset.view;
  if (!name) return;
  const passage = name.startsWith('source=') && part('p-' + name.slice(name.indexOf('/') + 1));
  all('.src.here', place).forEach(old => old.classList.remove('here'));
  place.scrollTop = 0;
  if (passage) {
    passage.classList.add('here');
    passage.scrollIntoView({ block: 'start' });
  }
  const title = passage ? passage.querySelector('h3') : part('page-title');
  if (title && !place.querySelector('form')?.contains(document.activeElement)) title.focus({ preventScroll: true });
  if (part('filter-text')) findSource();
}

const wordsOf = field => field.value.toLowerCase().split(/\s+/).filter(Boolean);

function findRows(form) {
  const words = wordsOf(form.querySelector('input'));
  all(form.dataset.rows).forEach(row => { row.hidden = !words.every(word => row.dataset.words.includes(word)); });
}

function findSource() {
  const words = wordsOf(part('filter-text')), state = part('filter-state').value;
  let shown = 0;
  all('#source-list li').forEach(item => {
    const fits = words.every(word => item.dataset.words.includes(word)) &&
      (!state || item.dataset.states.split(' ').includes(state));
    item.hidden = !fits;
    shown += fits;
  });
  all('#source-list .kind').forEach(kind => { kind.hidden = !kind.querySelector('li:not([hidden])'); });
  const form = new Intl.PluralRules(document.documentElement.lang).select(shown);
  part('filter-count').textContent = says('found_' + form, { n: shown }) || says('found_other', { n: shown });
}
