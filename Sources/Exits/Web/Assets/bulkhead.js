// Scanner, lost server, double sends. Pages work without it, by keyboard and forms; nothing is kept in the browser's storage.
"use strict";
(() => {
  const scanGapMs = 50;      // keys of a scanner come this close, a person's do not
  const scanLengthMin = 3;
  const sameScanMs = 2000;   // the same symbol twice within this time is one scan
  let keys = [], last = { code: "", at: 0 }, cover = null;

  const say = (text) => {
    const box = document.getElementById("said");
    if (box) { box.textContent = text; }
  };

  // Where a scan goes: the page says so by data-scan on a field. Commands are symbols that a page names by data-command.
  const scanned = (code) => {
    if (cover && cover.dataset.over) { fillBadge(code); return; }
    if (cover) { unlock({ badge: code }); return; }
    const now = Date.now();
    if (code === last.code && now - last.at < sameScanMs) { say("Scanned twice, counted once."); return; }
    last = { code, at: now };
    const command = document.querySelector('[data-command="' + CSS.escape(code.toUpperCase()) + '"]');
    if (command) {
      const field = document.querySelector('[data-command-field="' + command.dataset.command + '"]');
      if (field) { field.focus(); } else if (command.tagName === "A") { location.assign(command.href); } else { command.click(); }
      return;
    }
    const field = document.querySelector("[data-scan]");
    if (!field) { say("Scanned " + code + ", which this page does not take."); return; }
    field.value = code;
    // A badge that is followed by a secret: the scan leads to the field after it.
    const then = document.getElementById(field.dataset.then || "");
    if (then && !then.value) { then.focus(); return; }
    field.form.requestSubmit(field.form.querySelector("[data-scan-button]") || undefined);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    const now = event.timeStamp;  // When the key came, not when a busy page got to it.
    if (event.key === "Enter") {
      const burst = keys;
      keys = [];
      const mean = burst.length < scanLengthMin ? Infinity : (burst[burst.length - 1].at - burst[0].at) / (burst.length - 1);
      const field = event.target;
      const typed = field.tagName === "INPUT" || field.tagName === "TEXTAREA";
      if (mean > scanGapMs) {
        // A value that needs a gauge, a badge that needs a secret: Enter leads there before it sends.
        const then = document.getElementById(field.dataset.then || "");
        if (then && !then.value) { event.preventDefault(); then.focus(); }
        return;
      }
      // What was scanned is taken out of the field that had the focus, and goes to the one that takes it.
      const code = burst.map((key) => key.key).join("");
      event.preventDefault();
      if (typed && field.value.endsWith(code)) { field.value = field.value.slice(0, -code.length); }
      scanned(code);
    } else if (event.key.length === 1) {
      if (keys.length && now - keys[keys.length - 1].at > 4 * scanGapMs) { keys = []; }
      keys.push({ key: event.key, at: now });
      if (keys.length > 512) { keys = []; }
    }
  }, true);

  // A form is sent once. If the server is gone it is kept as it stands on the page, and sent once when the server is back.
  const lost = document.getElementById("lost");
  let waiting = null, isLost = false, since = "";
  const clock = () => new Date().toTimeString().slice(0, 5);
  const show = () => {
    if (!lost) { return; }
    lost.hidden = !isLost;
    lost.textContent = isLost ? "⚠ SERVER LOST since " + since + (waiting ? " - what you sent waits here" : "") : "";
  };
  const reach = async () => {
    try {
      const answer = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(4000) });
      return answer.ok;
    } catch { return false; }
  };
  const watch = async () => {
    const ok = await reach();
    if (ok === isLost) { isLost = !ok; since = clock(); show(); }
    if (ok && waiting && !cover) { await resume(); }
    setTimeout(watch, isLost ? 2000 : 10000);
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method !== "post") { return; }
    event.preventDefault();
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button && button.name) {
      const field = document.createElement("input");
      field.type = "hidden"; field.name = button.name; field.value = button.value;
      form.append(field);
    }
    if (await reach()) { form.submit(); return; }
    waiting = form;
    if (!isLost) { isLost = true; since = clock(); }
    show();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) { location.reload(); }
  });
  setTimeout(watch, 10000);

  // A terminal that is left is locked: the server does nothing more for its session, and the page covers itself. What was typed stays in it. The PIN
  // uncovers it; another person's badge ends the session.
  const lockButton = document.getElementById("lock");
  const idleMs = 5 * 60 * 1000;
  let used = Date.now();
  const post = (path, fields) => fetch(path, {
    method: "POST", redirect: "manual", cache: "no-store",
    body: new URLSearchParams({ "form-token": lockButton.form.elements["form-token"].value, stay: "yes", ...fields }),
  });
  const uncover = () => {
    for (const part of document.querySelectorAll("body > header, body > main")) { part.inert = false; part.hidden = false; }
    cover.remove(); cover = null; used = Date.now();
    const back = document.querySelector("[data-locked-focus]");
    if (back) { delete back.dataset.lockedFocus; back.focus(); }
  };
  const unlock = async (fields) => {
    const said = cover.querySelector("#locked-said");
    let answer;
    try { answer = await post("/unlock", fields); } catch { said.textContent = "The server does not answer. Try again."; return; }
    if (answer.type === "opaqueredirect" || answer.status === 401) { location.assign("/sign-in"); return; }
    if (answer.ok && fields.pin) { uncover(); return; }
    said.textContent = answer.ok ? "That is your badge: now the PIN." : "The PIN does not fit (BH-P001). After five failures an account waits.";
  };
  // Covers the page with a form, of which the PIN is taken out at once.
  const coverWith = (words, badge, button, send) => {
    const held = document.activeElement;
    if (held && held !== document.body) { held.dataset.lockedFocus = "yes"; }
    for (const part of document.querySelectorAll("body > header, body > main")) { part.inert = true; part.hidden = true; }
    cover = document.createElement("main");
    cover.className = "cover";
    cover.innerHTML = '<div class="card scan">' + words + '<form>' + badge +
      '<label for="locked-pin">PIN</label><input type="password" id="locked-pin" inputmode="numeric" autocomplete="off">' +
      '<button class="main">' + button + '</button></form><p id="locked-said" class="said" role="status"></p></div>';
    document.body.insertBefore(cover, document.body.lastElementChild);
    const field = cover.querySelector("#locked-pin");
    cover.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault(); event.stopPropagation();
      const pin = field.value;
      field.value = "";
      send(pin);
    });
    cover.querySelector("input").focus();
  };
  const lock = async () => {
    if (cover) { return; }
    coverWith("<h1>LOCKED</h1><p>What you typed is still here. Another person's badge ends the session.</p>", "", "Unlock",
      (pin) => unlock({ pin }));
    try { await post("/lock", {}); } catch { /* Gone: the page is covered all the same, and the session ends by itself. */ }
  };
  if (lockButton) {
    lockButton.form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); lock(); });
    for (const kind of ["keydown", "pointerdown"]) { document.addEventListener(kind, () => { used = Date.now(); }, true); }
    setInterval(() => { if (Date.now() - used >= idleMs) { lock(); } }, 5000);
  }

  // What waits was sent by one person, whose session may be over when the server is back. The same person signs in again over the page, and it is sent once,
  // under the key that the form has; whoever else signs in gets a page of their own, and nothing is sent.
  const whose = (page) => page.querySelector("[data-who]")?.dataset.who;
  const session = async () => {
    const answer = await fetch("/session", { cache: "no-store", redirect: "manual" });
    if (!answer.ok) { return null; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { who: whose(page), token: page.querySelector("[name=form-token]").value };
  };
  const deliver = (token) => {
    for (const field of document.querySelectorAll("[name=form-token]")) { field.value = token; }
    const form = waiting;
    waiting = null;
    form.submit();
  };
  const fillBadge = (code) => {
    cover.querySelector("#over-badge").value = code;
    cover.querySelector("#locked-pin").focus();
  };
  const signInAgain = async (pin) => {
    const said = cover.querySelector("#locked-said");
    try {
      await post("/sign-in", { badge: cover.querySelector("#over-badge").value, pin });
      const now = await session();
      if (!now) { said.textContent = "Badge and PIN do not fit (BH-P001). After five failures an account waits."; return; }
      if (now.who !== whose(document)) { location.assign("/"); return; }
      uncover();
      deliver(now.token);
    } catch { said.textContent = "The server does not answer. Try again."; }
  };
  const resume = async () => {
    let now;
    try { now = await session(); } catch { return; }
    if (now && now.who === whose(document)) { deliver(now.token); return; }
    coverWith("<h1>SIGN IN AGAIN</h1><p>The server is back, and your session is over. What you sent waits here: sign in, and it is sent once.</p>",
      '<label for="over-badge">Badge</label><input type="text" id="over-badge" autocomplete="off" autocapitalize="off" spellcheck="false">', "Sign in and send",
      signInAgain);
    cover.dataset.over = "yes";
  };

  // Browsers bring the caret of a long field into sight, and leave the rest of the field under a marking bar.
  document.addEventListener("focusin", (event) => {
    if (event.target.tagName === "TEXTAREA") { event.target.scrollIntoView({ block: "nearest" }); }
  });

  // A page that waits for an answer looks again; a locked terminal, and one that lost its server, wait.
  if (document.querySelector("[data-again]")) {
    setInterval(() => { if (!cover && !isLost) { location.reload(); } }, 2000);
  }

  // Whoever comes by scanner or keyboard finds the first problem, or the field, without a mouse.
  const first = document.querySelector("[data-focus]");
  if (first) { first.focus({ preventScroll: false }); }
})();
