// What a click, a key, a form does. A button says by its data- attribute which it is.
const clicks = {
  ask: button => ask(button.dataset.ask),
  again: () => again({}),
  undo: () => { if (!sent) send('undo'); },
  edit: button => { if (!sent) edit(Number(button.dataset.edit)); },
  leave: () => { leave(); fill(''); box().focus(); },
  stop: () => { stop(); box().focus(); },
  clip: () => part('ask-files').click(),
  halt: () => halt(),
  undocument: button => { send('undocument', { id: button.dataset.undocument }); box().focus(); },
  putBack: () => send('back'),
  open: (button, event) => openPassage(button, event.detail === 0),
  how: button => { mark = button; evidence({ turn: Number(button.dataset.how), tab: 'how' }, true); },
  memo: button => send('memo', { turn: Number(button.dataset.memo) }),
  export: button => send('memo', { id: button.dataset.export, form: button.dataset.form }),
  copy: button => copy(button, button.parentElement.querySelector('pre').textContent, says('copied')),
  link: button => copy(button, new URL(button.dataset.link, location.href).href, says('linked')),
  register: button => again({ register: button.dataset.register }),
  complain: button => complain(button, button.getAttribute('aria-expanded') !== 'true'),
  fact: button => {
    facts(button.getAttribute('aria-expanded') !== 'true' || !button.classList.contains('edit'), button.dataset.fact);
    if (phone()) pane('facts');
  },
  closeFacts: () => closeFacts(),
  matter: button => { toChat(); if (!sent) { leave(); send('matter', { id: button.dataset.matter }); } },
  new: () => { toChat(); if (!sent) { leave(); send('matter', { id: '' }); } box().focus(); },
  more: button => more(button, button.getAttribute('aria-expanded') !== 'true'),
  delete: button => { if (!sent) send('delete', { id: button.dataset.delete }); },
  language: button => { if (!sent) speak(button.dataset.language); },
  home: () => toChat(),
  pane: button => { toChat(); pane(button.dataset.pane); },
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
  event.preventDefault();
  if (form.id === 'ask-form') ask(box().value);
  if (form.id === 'facts-form') factsGiven(form);
  if (form.dataset.say) {
    const given = new FormData(form);
    send('say', { receipt: form.dataset.say, complaint: given.get('complaint') || '', note: given.get('note') });
  }
  if (form.dataset.rename) {
    send('rename', { id: form.dataset.rename, name: form.elements.name.value });
    const button = document.querySelector(`[data-more="${form.dataset.rename}"]`);
    more(button, false);
    button.focus();
  }
});

document.addEventListener('change', event => {
  if (event.target.id === 'ask-files') { documents([...event.target.files]); event.target.value = ''; }
});

document.addEventListener('input', event => {
  if (event.target === box()) { grow(); store('draft', box().value || null); }
  if (event.target.id === 'find-matter') findMatter();
  if (event.target.closest('[data-filter]')) findSource();
  if (event.target.closest('[data-rows]')) findRows(event.target.closest('[data-rows]'));
});

document.addEventListener('keydown', event => {
  if (event.target === box() && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    ask(box().value);
  }
  if (event.target.getAttribute?.('role') === 'tab' && ['ArrowLeft', 'ArrowRight'].includes(event.key)) {
    nextTab(event.target, event.key === 'ArrowRight' ? 1 : -1);
  }
  if (event.key === 'Escape') escaped(event.target);
});

function closeFacts() {
  facts(false);
  pane('chat');
  document.querySelector('#facts .edit').focus();
}

function escaped(from) {
  const saying = from.closest('form[data-say]');
  const fold = from.closest('.more');
  if (saying) {
    const button = document.querySelector(`[aria-controls="${saying.id}"]`);
    complain(button, false);
    button.focus();
    return;
  }
  if (fold) {
    const button = document.querySelector(`[aria-controls="${fold.id}"]`);
    more(button, false);
    button.focus();
  } else if (part('facts').contains(from)) closeFacts();
  else if (part('evidence').contains(from)) backToMark();
  else if (part('app').dataset.view) location.hash = '';
  else if (sent) stop();
  else if (editing !== null) clicks.leave();
}
