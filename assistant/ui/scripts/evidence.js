// The passage behind a mark.
let mark = null;      // the mark that opened the evidence: Escape returns to it
let wanted = 0;       // the request for evidence made by keyboard: focus goes there when it has come

function evidence(what, byKey) {
  const request = send('evidence', what);
  wanted = byKey ? request : 0;
  pane('evidence');
}

function openPassage(button, byKey) {
  if (button.closest('#talk')) mark = button;
  all('#talk .m[aria-current]').forEach(old => old.removeAttribute('aria-current'));
  if (button.matches('#talk .m')) button.setAttribute('aria-current', 'true');
  evidence({ turn: Number(button.dataset.turn), passage: button.dataset.open }, byKey);
}

function lit() {
  const opened = document.querySelector('#evidence aside[data-opened]');
  all('#talk .m').forEach(found => {
    const same = opened && found.dataset.open === opened.dataset.opened && found.dataset.turn === opened.dataset.turn;
    if (same) found.setAttribute('aria-current', 'true'); else found.removeAttribute('aria-current');
  });
}

function evidenceCame(place) {
  lit();
  const aside = place.querySelector('aside');
  if (!aside || aside.dataset.request === '0') return;
  if (place.dataset.shown !== aside.dataset.request) place.scrollTop = 0;
  place.dataset.shown = aside.dataset.request;
  if (!wanted || aside.dataset.request !== String(wanted)) return;
  wanted = 0;
  const heading = place.querySelector('[role=tabpanel]:not([hidden]) h3') || place.querySelector('[role=tab][aria-selected=true]');
  if (heading) heading.focus();
}

function backToMark() {
  pane('chat');
  (mark && document.contains(mark) ? mark : box()).focus();
}

function tab(button) {
  all('[role=tab]', button.parentElement).forEach(other => {
    const chosen = other === button;
    other.setAttribute('aria-selected', String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    part('panel-' + other.dataset.tab).hidden = !chosen;
  });
}

function nextTab(current, step) {
  const list = all('[role=tab]', current.parentElement);
  const next = list[(list.indexOf(current) + step + list.length) % list.length];
  tab(next);
  next.focus();
}
