// The user's own documents: sent one after the other to where Gradio takes files, then read by the server.
let papers = [];      // files that wait
let reading = null;   // the file on its way: its request, and how to stop sending it

function documents(files) {
  const most = Number(part('ask-files').dataset.most);
  const large = files.find(file => file.size > most);
  if (large) say(says('large', { name: large.name, most: Math.round(most / 1e6) })); else say('');
  papers.push(...files.filter(file => file.size <= most));
  nextDocument();
}

function nextDocument() {
  if (reading || !papers.length) return;
  const file = papers.shift(), form = new FormData(), sending = new XMLHttpRequest();
  reading = { request: 0, sending };
  form.append('files', file);
  sending.open('POST', 'gradio_api/upload');
  sending.upload.onprogress = event => say(says('sending', { name: file.name, n: Math.round(100 * event.loaded / (event.total || 1)) }));
  sending.onload = () => {
    let path = '';
    try { [path] = JSON.parse(sending.responseText); } catch { /* told below */ }
    if (sending.status !== 200 || !path) { unsent(file); return; }
    say('');
    reading.request = send('document', { path, name: file.name });
  };
  sending.onerror = () => unsent(file);
  sending.onabort = () => { reading = null; say(''); };
  sending.send(form);
}

function unsent(file) {
  say(says('unsent', { name: file.name }));
  reading = null;
  nextDocument();
}

function papersCame(place) {
  const found = place.querySelector('.papers');
  if (!found || !reading || found.dataset.request !== String(reading.request) || found.dataset.state === 'reading') return;
  reading = null;
  if (papers.length) nextDocument(); else if (!phone()) box().focus();
}

function halt() {
  papers = [];
  if (!reading) return;
  if (reading.request) { trigger('halt'); send('undocument', { id: '' }); } else reading.sending.abort();
  reading = null;
  box().focus();
}

// A file dropped on the conversation is a document as well.
document.addEventListener('dragover', event => { if (part('ask-files')) event.preventDefault(); });
document.addEventListener('drop', event => {
  if (!part('ask-files') || !event.dataTransfer.files.length) return;
  event.preventDefault();
  documents([...event.dataTransfer.files]);
});
