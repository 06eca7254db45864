// The script of the page. Gradio runs it once, with `element`, `trigger` and `watch` defined.
// The events it triggers: 'ask' 'facts' 'matter' 'restore' 'evidence' 'view' 'memo'.
const KEPT = "exequatur.session";
const part = id => document.getElementById(id);
const box = () => part('ask-text');
let sent = '';        // the question on its way, put back in the box if it fails
let mark = null;      // the mark that opened the evidence: Escape returns to it
let wanted = 0;       // the request for evidence made by keyboard: focus goes there when it has come
let scroll = false;   // whether the next answer is to be scrolled to

const busy = () => document.querySelector('#talk [aria-busy=true]') !== null;
const pane = name => {
  part('app').dataset.pane = name;
  document.querySelectorAll('.bottom [data-pane]').forEach(button =>
    button.dataset.pane === name ? button.setAttribute('aria-current', 'true') : button.removeAttribute('aria-current'));
};
const phone = () => window.matchMedia('(max-width: 820px)').matches;
const grow = () => { const area = box(); area.style.height = 'auto'; area.style.height = Math.min(area.scrollHeight, 180) + 'px'; };

function ask(text) {
  if (busy()) return;
  sent = text;
  scroll = true;
  chat();
  pane('chat');
  trigger('ask', { text });
}

function chat() {
  if (location.hash && !location.hash.startsWith('#ask=')) location.hash = '';
}

function evidence(what, byKey) {
  const request = Date.now();
  wanted = byKey ? request : 0;
  trigger('evidence', { ...what, request });
}

function say(text) {
  const region = document.querySelector('#announce [role=status]');
  if (region) region.textContent = text;
}

function facts(open, name) {
  const form = part('facts-form');
  if (!form) return;
  part('facts').classList.toggle('open', open);
  document.querySelectorAll('#facts [aria-expanded]').forEach(chip => chip.setAttribute('aria-expanded', String(open)));
  if (open) (form.elements[name] || form.elements[0]).focus();
}

function copy(button) {
  const text = button.parentElement.querySelector('pre').textContent;
  written(text).then(done => flash(button, done ? 'Copied' : 'Copying is not allowed here'));
}

async function written(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* no secure context: the old way */ }
  const area = document.createElement('textarea');
  area.value = text; area.className = 'sr';
  document.body.append(area); area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

function flash(button, text) {
  const was = button.textContent;
  button.textContent = text; say(text);
  setTimeout(() => { button.textContent = was; }, 1600);
}

function tab(button) {
  const list = [...button.parentElement.children];
  list.forEach(other => {
    const chosen = other === button;
    other.setAttribute('aria-selected', String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    part('panel-' + other.dataset.tab).hidden = !chosen;
  });
}

function filter() {
  const words = part('filter-text').value.toLowerCase().split(/\s+/).filter(Boolean);
  const state = part('filter-state').value;
  let shown = 0;
  document.querySelectorAll('#source-list li').forEach(item => {
    const fits = words.every(word => item.dataset.words.includes(word)) &&
      (!state || item.dataset.states.split(' ').includes(state));
    item.hidden = !fits;
    shown += fits;
  });
  document.querySelectorAll('#source-list .kind').forEach(kind => { kind.hidden = !kind.querySelector('li:not([hidden])'); });
  part('filter-count').textContent = shown + (shown === 1 ? ' source' : ' sources');
}

const clicks = {
  ask: button => ask(button.dataset.ask),
  open: (button, event) => {
    if (button.closest('#talk')) mark = button;
    document.querySelectorAll('#talk .m[aria-current]').forEach(old => old.removeAttribute('aria-current'));
    if (button.matches('#talk .m')) button.setAttribute('aria-current', 'true');
    evidence({ turn: Number(button.dataset.turn), passage: button.dataset.open }, event.detail === 0);
    pane('evidence');
  },
  how: button => { mark = button; evidence({ turn: Number(button.dataset.how), tab: 'how' }, true); pane('evidence'); },
  memo: button => trigger('memo', { turn: Number(button.dataset.memo) }),
  copy: button => copy(button),
  link: button => {
    const link = location.origin + location.pathname + '#ask=' + encodeURIComponent(button.dataset.link);
    written(link).then(done => flash(button, done ? 'Link copied' : link));
  },
  register: button => { if (!busy()) { scroll = true; trigger('facts', { values: { register: button.dataset.register } }); } },
  fact: button => {
    const open = button.getAttribute('aria-expanded') !== 'true' || !button.classList.contains('edit');
    facts(open, button.dataset.fact);
    if (phone()) pane('facts');
  },
  closeFacts: () => { facts(false); pane('chat'); document.querySelector('#facts .edit').focus(); },
  matter: button => { chat(); pane('chat'); trigger('matter', { id: Number(button.dataset.matter) }); },
  new: () => { chat(); pane('chat'); trigger('matter', { id: 0 }); box().focus(); },
  home: () => { location.hash = ''; pane('chat'); },
  pane: button => { chat(); pane(button.dataset.pane); },
  tab: button => tab(button),
  skip: () => box().focus(),
};
const HANDLED = Object.keys(clicks).map(name => '[data-' + name.replace(/[A-Z]/g, c => '-' + c.toLowerCase()) + ']').join(',');

document.addEventListener('click', event => {
  const target = event.target.closest('button, a');
  if (!target || !target.matches(HANDLED)) return;
  const name = Object.keys(clicks).find(key => key in target.dataset);
  event.preventDefault();
  clicks[name](target, event);
});

document.addEventListener('submit', event => {
  const form = event.target;
  if (form.id === 'ask-form') { event.preventDefault(); ask(box().value); }
  if (form.id === 'facts-form') {
    event.preventDefault();
    if (busy()) return;
    const values = {};
    for (const field of form.elements) if (field.name && field.value !== field.dataset.was) values[field.name] = field.value;
    if (Object.keys(values).length) { scroll = true; trigger('facts', { values }); }
    facts(false); pane('chat'); box().focus();
  }
  if (form.matches('[data-filter]')) event.preventDefault();
});

document.addEventListener('input', event => {
  if (event.target.id === 'ask-text') grow();
  if (event.target.closest('[data-filter]')) filter();
});

document.addEventListener('keydown', event => {
  if (event.target.id === 'ask-text' && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    ask(box().value);
  }
  if (event.target.getAttribute?.('role') === 'tab' && ['ArrowLeft', 'ArrowRight'].includes(event.key)) {
    const list = [...event.target.parentElement.children];
    const next = list[(list.indexOf(event.target) + (event.key === 'ArrowRight' ? 1 : list.length - 1)) % list.length];
    tab(next); next.focus();
  }
  if (event.key === 'Escape') {
    if (part('facts').contains(event.target)) { facts(false); pane('chat'); document.querySelector('#facts .edit').focus(); }
    else if (part('evidence').contains(event.target)) { pane('chat'); (mark && document.contains(mark) ? mark : box()).focus(); }
    else if (part('app').dataset.view) { location.hash = ''; }
  }
});

// What Gradio puts into the page, as it arrives.
function on(id, act) {
  let queued = false;
  new MutationObserver(() => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => { queued = false; act(part(id)); });
  }).observe(part(id), { childList: true, subtree: true, characterData: true, attributeFilter: ['data-request'] });
}

function lit() {
  const opened = document.querySelector('#evidence aside[data-opened]');
  document.querySelectorAll('#talk .m').forEach(found => {
    const same = opened && found.dataset.open === opened.dataset.opened && found.dataset.turn === opened.dataset.turn;
    if (same) found.setAttribute('aria-current', 'true'); else found.removeAttribute('aria-current');
  });
}

function talked(talk) {
  const last = talk.querySelector('.turn:last-of-type');
  const asked = last ? last.querySelector('.q').lastChild.textContent : '';
  const taken = sent.trim() !== '' && asked.trim() === sent.trim();
  if (taken && box().value.trim() === sent.trim()) { box().value = ''; grow(); }
  if (scroll && last) last.scrollIntoView({ block: 'start' });
  if (!busy() && last) {
    if (scroll && !phone() && document.activeElement === document.body) box().focus();
    scroll = false;
    if (taken) sent = '';
  }
  lit();
}

function complained(place) {
  if (!place.textContent.trim()) return;
  if (!box().value && sent) { box().value = sent; grow(); }
  box().focus();
}

function shown(place) {
  lit();
  const aside = place.querySelector('aside');
  if (!wanted || aside.dataset.request !== String(wanted)) return;
  wanted = 0;
  place.scrollTop = 0;
  const heading = place.querySelector('[role=tabpanel]:not([hidden]) h3') || place.querySelector('[role=tab][aria-selected=true]');
  if (heading) heading.focus();
}

function turned(place) {
  if (!part('app').dataset.view) return;
  place.scrollTop = 0;
  const title = part('page-title');
  if (title && !place.contains(document.activeElement)) title.focus();
  if (part('filter-text')) filter();
}

function handed(place) {
  const link = place.querySelector('a[download]');
  if (link) { link.click(); link.remove(); }
}

// The other pages are named in the hash, so that the browser's own "back" works.
function viewed() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name.startsWith('ask=')) {
    history.replaceState(null, '', location.pathname);
    ask(name.slice(4));
    return;
  }
  const other = /^(coverage|about|sources?)(=|$)/.test(name);
  part('app').dataset.view = other ? name : '';
  if (other) { pane('chat'); trigger('view', { name }); }
}

const WATCHED = { talk: talked, complaint: complained, evidence: shown, view: turned, memo: handed };

function begin() {
  if (!box() || !Object.keys(WATCHED).every(part)) { requestAnimationFrame(begin); return; }
  Object.entries(WATCHED).forEach(([id, act]) => on(id, act));
  window.addEventListener('hashchange', viewed);
  pane('chat');
  grow();
  try { const kept = sessionStorage.getItem(KEPT); if (kept) trigger('restore', { session: kept }); } catch { /* forbidden */ }
  if (location.hash) viewed();
}
begin();
