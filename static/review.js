// Reviewing a draft of a plan by keyboard. Each row of the page is a form; this script sends the same forms in the
// background, one after the other, and goes on to the next open row at once. What the server refuses comes back open.
// Letters do something only while the focus is in the list of rows, and can be switched off.
const area = document.querySelector("[data-review]");
if (area) {
  const rows = [...area.querySelectorAll("[data-row]")];
  const after = area.querySelector("[data-after]");
  const trouble = area.querySelector("[data-trouble]");
  const said = area.querySelector("[data-said]");
  const keys = area.querySelector("[data-keys]");
  const letters = area.querySelector("[data-letters]");
  const pane = document.querySelector(".plan-text");
  const adding = area.querySelector("[data-add]");
  const summary = document.querySelector("[data-summary]");
  const sure = document.querySelector("[data-sure]");
  const done = [];
  let queue = Promise.resolve();
  let waiting = 0;

  const firstOf = (row) => document.getElementById(`first-${row.dataset.row}`);
  const isOpen = (row) => row.dataset.decision === "";
  const rowOf = (element) => element.closest?.("[data-row]");
  const openHere = () => rows.filter(isOpen).length;
  const left = () => openHere() + Number(area.dataset.elsewhere); // other pages of the table as well

  function go(row) {
    firstOf(row)?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function goOn(from) {
    const start = rows.indexOf(from);
    const following = rows.slice(start + 1).find(isOpen) ?? rows.find(isOpen);
    after.hidden = Boolean(following);
    if (following) go(following);
    else document.getElementById("done").focus();
  }

  function point(row) {
    pane.querySelector(".pointed")?.classList.remove("pointed");
    const line = row && document.getElementById(`line-${row.dataset.line}`);
    if (!line) return;
    line.classList.add("pointed");
    pane.scrollTop += line.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  }

  function put(row, html) {
    const inside = row.contains(document.activeElement);
    row.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    if (inside) (row.querySelector("[aria-invalid]") ?? firstOf(row))?.focus({ preventScroll: true });
  }

  function mark(row, decision) {
    row.dataset.decision = decision === "open" ? "" : decision;
    const tab = document.querySelector(`[data-left="${area.dataset.table}"]`);
    if (tab) tab.textContent = `${area.dataset.whole - left()}/${area.dataset.whole}`;
  }

  // What the server counts after each decision: of the whole draft, and of the sure rows of this table.
  function count(told) {
    summary.textContent = told.summary;
    if (sure) {
      sure.textContent = told.sure;
      sure.parentElement.hidden = !told.sure;
    }
  }

  function fail(row, words) {
    after.hidden = openHere() > 0;
    trouble.textContent = words || area.dataset.failed.replace("#", row.querySelector(".row-number").textContent);
  }

  // Send a row's form in its turn; the row's content is what the server answers. Resolves to whether it was taken.
  function send(row, form, decision) {
    const fields = new URLSearchParams(new FormData(form));
    const before = row.dataset.decision || "open";
    fields.set("decision", decision);
    trouble.textContent = "";
    area.dataset.waiting = waiting += 1;
    queue = queue.then(async () => {
      const answer = await fetch(form.action, {
        method: "POST", body: fields, headers: { Accept: "application/json" }, redirect: "error", keepalive: true,
      }).catch(() => null);
      const told = await answer?.json().catch(() => null);
      area.dataset.waiting = waiting -= 1;
      if (told?.html) put(row, told.html);
      if (answer?.ok && told) {
        count(told);
        return true;
      }
      mark(row, before);
      after.hidden = openHere() > 0;
      if (told?.html) {
        row.scrollIntoView({ block: "nearest" });
        row.querySelector("[aria-invalid]")?.focus();
      } else {
        fail(row, told?.said);
      }
      return false;
    });
    return queue;
  }

  async function decide(row, decision) {
    const form = row.querySelector("form");
    if (!form) return;
    const sent = send(row, form, decision);
    if (decision !== "mended" || await sent) settle(row, decision); // what was typed may be wrong, so it is waited for
  }

  function settle(row, decision) {
    mark(row, decision);
    if (decision !== "open") done.push(row);
    if (decision === "open") go(row);
    else goOn(row);
    said.textContent = area.dataset[`said${decision[0].toUpperCase()}${decision.slice(1)}`].replace("#", left());
  }

  async function open(row, mending) {
    const link = row.querySelector("[data-mend], [data-cancel]");
    if (!link) return;
    const address = `${row.querySelector("form").action}${mending ? "?mend=1" : ""}`;
    await queue;
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return fail(row);
    put(row, await answer.text());
    go(row);
    if (mending) firstOf(row).select?.();
  }

  // The form of a new row, from the sentence of this one.
  function add(row) {
    if (!adding) return;
    const address = new URL(adding.href);
    if (row.dataset.line) address.searchParams.set("from", row.dataset.line);
    queue.then(() => trouble.textContent || location.assign(address));
  }

  function move(row, step) {
    const following = rows[rows.indexOf(row) + step];
    if (following) go(following);
  }

  const acts = {
    a: (row) => isOpen(row) && decide(row, "kept"),
    n: (row) => isOpen(row) && decide(row, "kept"),
    x: (row) => isOpen(row) && decide(row, "dropped"),
    s: (row) => open(row, true),
    t: (row) => add(row),
    j: (row) => move(row, 1),
    k: (row) => move(row, -1),
    z: () => done.length && decide(done.pop(), "open"),
  };
  const arrows = { ArrowDown: acts.j, ArrowUp: acts.k };

  area.addEventListener("keydown", (event) => {
    const row = rowOf(event.target) ?? (event.target.id === "done" ? rows.at(-1) : null);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.repeat) return event.preventDefault(); // a key held down decides one row
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Enter" && event.target.matches("select")) {
      event.preventDefault();
      return event.target.form.requestSubmit();
    }
    if (event.key === "Escape" && row.querySelector("[data-cancel]")) {
      event.preventDefault();
      return open(row, false);
    }
    if (typing) return;
    if (event.key === "?" && letters.checked) {
      keys.open = true;
      return keys.querySelector("summary").focus();
    }
    const act = arrows[event.key] ?? (letters.checked ? acts[event.key.toLowerCase()] : null);
    if (!act || event.repeat && !arrows[event.key] && !"jk".includes(event.key)) return;
    event.preventDefault();
    act(row);
  });

  area.addEventListener("submit", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    event.preventDefault();
    decide(row, event.submitter?.value ?? "mended");
  });

  area.addEventListener("click", (event) => {
    const link = event.target.closest("[data-mend], [data-cancel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(rowOf(link), link.matches("[data-mend]"));
  });

  area.addEventListener("focusin", (event) => point(rowOf(event.target)));

  // Nobody leaves before everything is sent, and nobody leaves what was not taken without seeing it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = link && !link.getAttribute("href").startsWith("#") && !event.defaultPrevented;
    if (!elsewhere || !waiting || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    queue.then(() => trouble.textContent || location.assign(link.href));
  });
  // The head of this page says what is next only when it is loaded again.
  document.getElementById("done").addEventListener("click", (event) => {
    const link = event.currentTarget;
    if (link.hash !== "#next" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    queue.then(() => {
      if (trouble.textContent) return;
      history.replaceState(null, "", link.href);
      location.reload();
    });
  });
  addEventListener("beforeunload", (event) => waiting && event.preventDefault());

  keys.hidden = false;
  // After the browser itself has gone to the place that the address names, which takes the focus away.
  function begin() {
    if (document.querySelector(".notice[role=alert]")) return; // what could not be done is read first
    const place = location.hash.slice(1);
    const asked = place === "" || place === "rows" ? rows.find(isOpen) : document.getElementById(place);
    const row = asked && rowOf(asked);
    if (row) go(row);
    else if (place === "first-new") asked?.focus();
  }
  if (document.readyState === "complete") begin();
  else addEventListener("load", () => setTimeout(begin));
}
