// The language of the page: of the address, else the one chosen before, else the browser's.
const LANGUAGE = KEPT + 'language';

function wish() {
  const known = document.querySelector('#says [data-languages]').dataset.languages.split(' ');
  let chosen = null;
  try { chosen = localStorage.getItem(LANGUAGE); } catch { /* forbidden */ }
  const wishes = [new URLSearchParams(location.search).get('lang'), chosen, ...navigator.languages];
  return wishes.map(code => (code || '').split('-')[0].toLowerCase()).find(code => known.includes(code)) || 'en';
}

function speak(language) {
  try { localStorage.setItem(LANGUAGE, language); } catch { /* forbidden: it holds until the page is closed */ }
  const address = new URL(location);
  address.searchParams.delete('lang');
  history.replaceState(null, '', address);
  send('language', { language });
}

// The server has given the page in its language, and the first time also the matters.
let furniture = '';

function furnished(place) {
  if (place.querySelector('[data-lost]')) { location.reload(); return; }
  const words = place.querySelector('[data-said]');
  if (words.dataset.request === furniture) return;
  furniture = words.dataset.request;
  session = words.dataset.session;
  said = JSON.parse(words.dataset.said);
  document.documentElement.lang = words.dataset.lang;
  delete part('app').dataset.turning;
  if (ready && part('app').dataset.view) send('view', { name: part('app').dataset.view });
  if (ready || furniture === '0') return;
  ready = true;
  part('app').dataset.ready = 'true';
  resume();
}

function resume() {
  if (stored('draft') && !box().value) fill(stored('draft'));
  const pending = JSON.parse(stored('pending') || 'null');
  if (pending && isAnswered(pending)) {
    store('pending', null);
    if (box().value === pending.text) fill('');
  } else if (pending && pending.tries < 1) ask(pending.text, { ...pending, tries: pending.tries + 1 });
  else if (pending) {
    if (!box().value) fill(pending.text);
    store('pending', null);
    say(says('again'));
  }
  if (first) { first(); first = null; }
  if (location.hash) viewed();
}

// Whether the answer to a question that was on its way had come before the page was loaded again.
function isAnswered(question) {
  const turns = all('#talk .turn');
  const at = question.turn < 0 ? question.turns : question.turn;
  return turns.length > at && asked(at) === question.text;
}

const WATCHED = {
  talk: talked, complaint: complained, evidence: evidenceCame, view: viewCame, memo: handed, says: furnished,
  facts: factsCame, side: mattersCame, found: foundCame, papers: papersCame,
};

function begin() {
  if (!box() || !Object.keys(WATCHED).every(part)) { requestAnimationFrame(begin); return; }
  Object.entries(WATCHED).forEach(([id, act]) => on(id, act));
  window.addEventListener('hashchange', viewed);
  watchTrouble();
  pane('chat');
  grow();
  const language = wish();
  if (language !== 'en') {
    part('app').dataset.turning = 'true';
    setTimeout(() => { delete part('app').dataset.turning; }, 4000);
  }
  send('restore', { current: stored('current') || '', language });
}
begin();
