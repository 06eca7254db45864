// Asking, and the conversation.
let sent = null;      // the question on its way: its text, its request, the turn it replaces
let editing = null;   // the turn whose question is being changed
let first = null;     // what was asked before the page was ready

function grow() {
  const area = box();
  area.style.height = 'auto';
  area.style.height = Math.min(area.scrollHeight, 200) + 'px';
}

function fill(text) {
  box().value = text;
  store('draft', text || null);
  grow();
}

function waiting(question) {
  sent = question;
  part('app').dataset.busy = sent ? 'true' : '';
  if (sent) setTimeout(async () => { if (sent === question && !sent.taken && !await reached()) lost(); }, 2000);
}

// `more` may hold the turn to replace, and how often the page was reloaded over this question.
function ask(text, more = {}) {
  if (!ready) { first = () => ask(text, more); return; }
  if (sent) return;
  const question = { turn: editing ?? -1, tries: 0, ...more, text };
  say('');
  toChat();
  store('pending', JSON.stringify({ ...question, turns: all('#talk .turn').length }));
  waiting({ ...question, request: send('ask', { text, turn: question.turn }) });
}

function again(values) {
  if (sent || !ready) return;
  say('');
  waiting({ text: null, request: send('again', { values }) });
}

// Gradio ends the event; then the server draws the conversation without it.
function stop() {
  if (!sent) return;
  unasked();
  trigger('cease');
  send('stop');
}

// The question on its way is not answered: it goes back where it can be asked again.
function unasked() {
  if (sent?.text && !box().value) fill(sent.text);
  store('pending', null);
  waiting(null);
}

function edit(turn) {
  editing = turn;
  part('editing').querySelector('span').textContent = says('editing', { n: turn + 1 });
  part('editing').hidden = false;
  fill(asked(turn));
  pane('chat');
  box().focus();
}

function leave() {
  editing = null;
  part('editing').hidden = true;
}

const asked = turn => part('talk').querySelector(`[data-turn="${turn}"] .q`).lastChild.textContent;

function toLast() {
  const last = all('#talk .turn').pop();
  if (last) last.scrollIntoView({ block: 'start' });
}

function talked(talk) {
  const column = talk.querySelector('.col');
  const mine = sent && column && Number(column.dataset.request) === sent.request;
  const busy = column?.getAttribute('aria-busy') === 'true';
  if (busy && !sent) { send('stop'); return; }  // a last step that came after the end
  if (mine && !sent.taken) {
    sent.taken = true;
    if (box().value === sent.text) fill('');
    leave();
    toLast();
  }
  if (mine && !busy) {
    store('pending', null);
    waiting(null);
    toLast();
    if (!phone() && document.activeElement === document.body) box().focus();
  }
  lit();
}

// What the server told above the box: a fault gives the question back, an act may give one back as well.
let heard = '';

function complained(place) {
  const found = place.querySelector('p');
  if (!found || found.dataset.request === heard) return;
  heard = found.dataset.request;
  if (found.matches('[role=alert]')) {
    unasked();
    box().focus();
  }
  if (found.dataset.box && !box().value) fill(found.dataset.box);
  const button = found.querySelector('button');
  if (button && document.activeElement === document.body) button.focus();
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

async function copy(button, text, done) {
  const told = await written(text) ? done : says('noCopy');
  const was = button.textContent;
  button.textContent = told;
  announce(told);
  setTimeout(() => { button.textContent = was; }, 1600);
}

// What is wrong or missing in an answer.
function complain(button, open) {
  const form = part(button.getAttribute('aria-controls'));
  button.setAttribute('aria-expanded', String(open));
  form.hidden = !open;
  if (open) form.querySelector('input').focus();
}

// The facts of the case. Gradio changes attributes, and a field that was touched listens to its value only: hence reset.
function facts(open, name) {
  const form = part('facts-form');
  part('facts').classList.toggle('open', open);
  all('#facts [aria-expanded]').forEach(chip => chip.setAttribute('aria-expanded', String(open)));
  if (open) (form.elements[name] || form.elements[0]).focus();
}

function factsCame() {
  if (!part('facts').contains(document.activeElement)) part('facts-form').reset();
}

function factsGiven(form) {
  const values = {};
  for (const field of form.elements) if (field.name && field.value !== field.dataset.was) values[field.name] = field.value;
  facts(false);
  pane('chat');
  box().focus();
  if (Object.keys(values).length && !sent) {
    if (part('talk').querySelector('.turn')) again(values); else send('again', { values });
  }
}
