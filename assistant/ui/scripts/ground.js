// The script of the page, in parts that share one scope. Gradio runs it once, with `element`, `trigger` and `watch`
// defined; the events it sends are those that page.py lists.
const KEPT = 'exequatur.';
const part = id => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const box = () => part('ask-text');
const phone = () => window.matchMedia('(max-width: 820px)').matches;

let ready = false;    // whether the server has given the matters
let said = {};        // texts of the script in the language of the page
const says = (name, slots = {}) => (said[name] || '').replace(/\{(\w+)\}/g, (_, slot) => slots[slot] ?? '');

let session = '';     // the session that the server gave

// Every event carries a number, so that what comes back differs even if it says the same; and names the session, so
// that a server which was restarted says that it does not know it.
function send(name, data = {}) {
  const request = Date.now();
  trigger(name, { ...data, request, session });
  return request;
}

// What this tab keeps: which matter it looks at, the draft, the question on its way. The matters are the server's.
function store(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(KEPT + name); else sessionStorage.setItem(KEPT + name, value);
  } catch { /* forbidden: it holds until the page is closed */ }
}

function stored(name) {
  try { return sessionStorage.getItem(KEPT + name); } catch { return null; }
}

// What the script itself has to tell stands above the box; `announce` is for ears only.
function say(text) {
  const place = part('said');
  place.textContent = text;
  place.hidden = !text;
}

function announce(text) {
  const region = document.querySelector('#announce [role=status]');
  if (region) region.textContent = text;
}

function pane(name) {
  part('app').dataset.pane = name;
  all('.bottom [data-pane]').forEach(button =>
    button.dataset.pane === name ? button.setAttribute('aria-current', 'true') : button.removeAttribute('aria-current'));
}

// Runs `act` once a frame when Gradio has changed what is in a pane.
function on(id, act) {
  let queued = false;
  new MutationObserver(() => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => { queued = false; act(part(id)); });
  }).observe(part(id), { childList: true, subtree: true, characterData: true, attributeFilter: ['data-request', 'aria-busy'] });
}

// Gradio tells of a lost connection and of a refusal in a corner, in its own words; here it is said where one looks.
let leaving = false;  // a page that is left breaks its connections itself, before it is told that it is left
let back = 0;         // the timer that looks whether the server is back

const reached = () => fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(() => true, () => false);

function watchTrouble() {
  const seen = new WeakSet();
  window.addEventListener('beforeunload', () => { leaving = true; });
  new MutationObserver(() => all('.toast-body.error').filter(toast => !seen.has(toast)).forEach(toast => {
    seen.add(toast);
    setTimeout(() => { if (!leaving) trouble(toast); }, 100);
  })).observe(document.body, { childList: true, subtree: true });
  window.addEventListener('offline', lost);
}

// Lost, if Gradio says that it reconnects, or if the machine that answers cannot be reached; else it refused.
async function trouble(toast) {
  const text = toast.querySelector('.toast-text')?.textContent.trim() || toast.textContent.trim();
  if (/reconnect/i.test(text) || !await reached()) lost(); else refused(text);
}

// A page whose question is on its way is loaded again as soon as that can be done, and asks again.
function lost() {
  say(says('lost'));
  if (back) return;
  back = setInterval(async () => {
    if (!await reached()) return;
    clearInterval(back);
    back = 0;
    if (sent) location.reload(); else say('');
  }, 1000);
}

function refused(why) {
  unasked();
  say(says('failed', { why: why.replace(/\.$/, '') }));
}
