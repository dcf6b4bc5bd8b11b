(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { facts, sources, clauses, maps, findings, severities, synthetic, label, words } = JSON.parse($("data").textContent);
  const text = $("text"), panel = $("panel"), told = panel.querySelector(".told"), nav = $("contents"), menu = $("menu");
  const wide = matchMedia("(min-width: 87.41rem)");
  const place = new Map(facts.id.map((id, n) => [id, n]));
  const made = new Set(facts.made);
  const MOST = 12;

  const element = (tag, content, name) => { const e = document.createElement(tag); if (content !== undefined && content !== "") e.textContent = content; if (name) e.className = name; return e; };
  const button = (content, action, name) => { const b = element("button", content, name); b.type = "button"; b.addEventListener("click", action); return b; };
  const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const once = (make) => { let found; return () => found ??= make(); };

  // where each fact is printed, and what stands around it there
  const prints = once(() => {
    const found = new Map();
    for (const a of text.querySelectorAll("[data-fact]")) {
      const here = found.get(a.dataset.fact);
      if (here) here.push(a); else found.set(a.dataset.fact, [a]);
    }
    return found;
  });
  const printed = (id) => prints().get(id) ?? [];
  const grids = new WeakMap();
  function grid(table) { // the cell that covers each place of a table
    if (grids.has(table)) return grids.get(table);
    const rows = [...table.rows], cover = rows.map(() => []), at = new Map();
    rows.forEach((row, r) => {
      let c = 0;
      for (const cell of row.cells) {
        while (cover[r][c]) c++;
        for (let i = 0; i < cell.rowSpan && r + i < rows.length; i++) for (let j = 0; j < cell.colSpan; j++) cover[r + i][c + j] = cell;
        at.set(cell, [r, c]);
        c += cell.colSpan;
      }
    });
    const made = { cover, at, heads: table.tHead ? table.tHead.rows.length : 0 };
    grids.set(table, made);
    return made;
  }
  const said = (cell) => cell.textContent.trim();
  function around(a) { // [where, what the row says, what the column says]
    const cell = a.closest("td, th"), figure = a.closest("figure");
    if (!cell) {
      const block = a.closest("p, dd, li"), whole = block ? block.textContent : "";
      const before = document.createRange();
      before.setStart(block ?? a, 0); before.setEndBefore(a);
      const at = before.toString().length, end = at + a.textContent.length;
      return [heading(a), (at > 18 ? "…" : "") + whole.slice(Math.max(0, at - 18), end + 10) + (end + 10 < whole.length ? "…" : "")];
    }
    const table = cell.closest("table"), { cover, at, heads } = grid(table), [r, c] = at.get(cell);
    const beside = [...new Set(cover[r].slice(0, table.className === "above" ? c : cover[r].length))].filter((x) => x && x !== cell && !x.querySelector("[data-fact]") && said(x) && said(x) !== "—");
    const row = table.className === "above" ? beside.slice(-1) : beside.filter((x) => at.get(x)[1] < c || c === 0).slice(0, 3);
    const over = [...new Set(cover.slice(0, heads).map((line) => line[c]))].filter(Boolean).map(said);
    const names = row.map(said).filter((x) => !/^[\d.]+$/.test(x)).map((x) => x.length > 24 ? x.slice(0, 24) + "…" : x);
    return [figure ? said(figure.querySelector("figcaption b")) : heading(a), [...names, ...over].join(" · ")];
  }
  const headings = [...text.querySelectorAll("h2, h3, h4")];
  function heading(e) {
    let low = 0, high = headings.length;
    while (low < high) { const middle = (low + high) >> 1; if (headings[middle].compareDocumentPosition(e) & 4) low = middle + 1; else high = middle; }
    return low ? said(headings[low - 1]) : "";
  }

  // names and values
  const names = new Map();
  function name(n) {
    if (!names.has(n)) {
      const first = words[facts.name[n]] ? null : printed(facts.id[n])[0];
      names.set(n, words[facts.name[n]] || (first ? around(first).filter(Boolean).join("　") : ""));
    }
    return names.get(n);
  }
  function value(n) { // as the report prints it first, else rounded
    const a = printed(facts.id[n])[0];
    return a ? [a.textContent, a.dataset.unit].filter(Boolean).join(" ") : facts.shown[n];
  }
  const used = once(() => {
    const found = facts.id.map(() => []);
    facts.inputs.forEach((inputs, n) => { for (const i of inputs) if (i >= 0) found[i].push(n); });
    return found;
  });
  function below(n) { // every source at the end of the lineage
    const seen = new Set([n]), ends = new Set(), waiting = [n];
    while (waiting.length) for (const i of facts.inputs[waiting.pop()]) { if (i < 0) ends.add(i); else if (!seen.has(i)) { seen.add(i); waiting.push(i); } }
    return [...ends].sort((a, b) => b - a);
  }

  // parts of the panel
  function list(items, line) {
    const ul = element("ul", "", "list");
    const add = (some) => { for (const item of some) { const li = element("li"); li.append(line(item)); ul.append(li); } };
    add(items.slice(0, MOST));
    const box = element("div");
    box.append(ul);
    if (items.length > MOST) {
      const more = button(filled(label.more, { count: items.length - MOST }), () => { add(items.slice(MOST)); more.remove(); ul.children[MOST]?.querySelector("button")?.focus(); }, "morebutton");
      box.append(more);
    }
    return box;
  }
  function line(n, trail) {
    const b = button("", () => open([...trail, facts.id[n]]));
    const called = name(n);
    b.append(element("span", called || facts.id[n]), element("b", value(n)));
    if (called) b.append(element("code", facts.id[n]));
    return b;
  }
  function file(i) {
    const [id, called, path, provider, date, licence, isMade] = sources[-1 - i];
    const box = element("div", "", "file");
    box.append(element("span", called || id));
    if (isMade) box.append(element("span", synthetic, "sample"));
    box.append(element("code", "　" + path));
    const told = [[label.provider, provider], [label.date, date], [label.licence, licence]].filter(([, v]) => v).map(([k, v]) => k + " " + v);
    if (told.length) box.append(element("small", told.join("；")));
    return box;
  }
  function remark([severity, words, remedy, code]) {
    const box = element("div", "", "remark " + severity), first = element("p");
    first.append(element("b", severities[severity]), words + " ", element("code", code));
    box.append(first);
    if (remedy) box.append(element("p", remedy));
    return box;
  }
  function show(e) { // bring something of the text into view, also where the panel covers part of it
    if (!wide.matches) nav.classList.remove("open");
    const sheet = matchMedia("(max-width: 40rem)").matches && panel.classList.contains("open");
    e.scrollIntoView({ block: sheet ? "start" : "center", inline: "center" });
  }
  function add(title, ...parts) { told.append(element("h3", title), ...parts); }
  function row(dl, title, content, name) { if (content) { const dd = element("dd", typeof content === "string" ? content : "", name); if (typeof content !== "string") dd.append(content); dl.append(element("dt", title), dd); } }
  function clause(n) {
    const cites = words[facts.clause[n]], known = clauses[cites];
    if (!known) return cites;
    const box = element("div");
    box.append(known[0] + "　" + known[1]);
    if (known[2]) box.append(element("p", known[2]));
    return box;
  }
  function origin(n) {
    const parts = words[facts.source[n]].split("；").filter(Boolean);
    if (parts.length < 2) return parts[0] ?? "";
    const ul = element("ul");
    for (const part of parts) ul.append(element("li", part));
    return ul;
  }
  function equation(n) {
    const key = words[facts.equation[n]], from = key && $("equations").content.querySelector(`[data-equation="${CSS.escape(key)}"]`);
    return from ? from.cloneNode(true) : null;
  }
  function figures(n) {
    const fields = new Set([n, ...facts.inputs[n]]);
    return Object.entries(maps).map(([key, [quoted, drawn]]) => [key, quoted.includes(n) ? 0 : drawn.some((x) => fields.has(x)) ? 1 : 2])
      .filter(([, rank]) => rank < 2).sort((a, b) => a[1] - b[1]).map(([key]) => $("figure-" + key)).filter(Boolean);
  }
  function thumb(figure) {
    const b = button("", () => { if (!wide.matches) close(false); show(figure); }, "thumb"), image = figure.querySelector("img");
    if (image) { const small = new Image(); small.src = image.src; small.alt = ""; b.append(small); }
    b.append(element("span", said(figure.querySelector("figcaption"))));
    return b;
  }

  // the panel
  let origin_ = null, current = [];
  function fill(n, trail) {
    const id = facts.id[n], clicked = origin_ && origin_.dataset.fact === id ? origin_ : printed(id)[0];
    const numeric = /^-?[\d.,]+$/.test(facts.value[n]);
    told.replaceChildren(bar(trail));
    told.append(element("h2", name(n) || id));
    const big = element("p", clicked ? clicked.textContent : facts.shown[n].split(" ")[0] === facts.shown[n] || !numeric ? facts.shown[n] : facts.shown[n].slice(0, facts.shown[n].indexOf(" ")), numeric ? "big" : "big words");
    const symbol = clicked ? clicked.dataset.unit : numeric ? facts.shown[n].slice(facts.shown[n].indexOf(" ") + 1 || facts.shown[n].length) : "";
    if (symbol) big.append(element("small", symbol));
    const address = element("a", id);
    address.href = "#fact=" + encodeURIComponent(id);
    address.title = label.copy;
    const code = element("code");
    code.append(address);
    const chips = element("div", "", "chips");
    chips.append(element("span", words[facts.basis[n]]));
    if (made.has(n)) chips.append(element("span", synthetic, "sample"));
    told.append(big, code, chips);
    for (const one of findings) if (one[4].includes(n)) told.append(remark(one));
    const dl = element("dl");
    if (numeric) row(dl, label.exact, [facts.value[n], words[facts.unit[n]]].filter(Boolean).join(" "), "num");
    row(dl, label.interval, facts.interval[n], "num");
    row(dl, label.reason, words[facts.reason[n]]);
    row(dl, label.equation, equation(n));
    row(dl, label.method, words[facts.method[n]] && element("code", words[facts.method[n]]));
    row(dl, label.clause, clause(n));
    row(dl, label.source, origin(n));
    told.append(dl);
    const made_from = facts.inputs[n].filter((i) => i >= 0), own = facts.inputs[n].filter((i) => i < 0), all = below(n);
    if (made_from.length) add(label.inputs, list(made_from, (i) => line(i, trail)));
    if (own.length) add(label.files, list(own, file));
    if (all.length > own.length) { const more = element("details"), head = element("summary", `${label.files_all}（${all.length}）`); more.append(head, list(all, file)); more.className = "all"; told.append(more); }
    const shown = figures(n);
    if (shown.length) add(label.maps, list(shown, thumb));
    const here = printed(id);
    if (here.length) add(filled(label.printed, { count: here.length }), list(here, (a) => {
      const [where, what] = around(a), b = button("", () => { mark(id, a); show(a); });
      b.append(element("span", where), element("b", a.textContent), element("small", what));
      return b;
    }));
    if (used()[n].length) add(label.used, list(used()[n], (i) => line(i, trail)));
  }
  function bar(trail) {
    const head = element("header");
    if (trail.length > 1) head.append(button("‹ " + label.back, () => open(trail.slice(0, -1))));
    const ol = element("ol", "", "trail");
    trail.slice(-4).forEach((id, k, last) => {
      const li = element("li"), n = place.get(id), called = (n === undefined ? "" : words[facts.name[n]]) || id;
      const b = button(called.split("　").pop(), () => open(trail.slice(0, trail.length - last.length + k + 1)));
      b.title = called;
      if (k === last.length - 1) b.setAttribute("aria-current", "true");
      li.append(b);
      ol.append(li);
    });
    if (trail.length > 1) head.append(ol);
    head.append(button(label.close, () => close(), "shut"));
    return head;
  }
  function mark(id, a) {
    for (const e of text.querySelectorAll(".same, .current")) e.classList.remove("same", "current");
    for (const e of id ? printed(id) : []) e.classList.add("same");
    a?.classList.add("current");
  }
  function reveal() {
    panel.querySelector(".resting").hidden = true;
    told.hidden = false;
    panel.classList.add("open");
    panel.scrollTop = 0;
  }
  function render(trail) {
    current = trail;
    const id = trail[trail.length - 1], n = place.get(id);
    reveal();
    if (n === undefined) { told.replaceChildren(bar(trail), element("h2", filled(label.unknown, { id }))); mark(); return; }
    if (!origin_ || origin_.dataset.fact !== trail[0]) origin_ = printed(trail[0])[0] ?? null;
    fill(n, trail);
    mark(id, origin_ && origin_.dataset.fact === id ? origin_ : null);
    $("said").textContent = `${name(n) || id}：${value(n)}`;
  }
  function open(trail) {
    history.pushState({ trail }, "", "#fact=" + encodeURIComponent(trail[trail.length - 1]));
    render(trail);
    panel.focus({ preventScroll: true });
  }
  function close(back = true) {
    if (told.hidden) return;
    told.hidden = true;
    panel.querySelector(".resting").hidden = false;
    panel.classList.remove("open");
    mark();
    if (location.hash) history.pushState(null, "", location.pathname + location.search);
    if (back) origin_?.focus({ preventScroll: true });
    current = [];
  }
  function remarks(key, from) {
    reveal();
    origin_ = from;
    told.replaceChildren(bar([""]), element("h2", label.remarks_title), ...findings.filter((one) => one[5].includes(key)).map(remark));
    panel.focus({ preventScroll: true });
  }
  text.addEventListener("click", (e) => {
    const a = e.target.closest("[data-fact]");
    if (a && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); origin_ = a; open([a.dataset.fact]); if (!wide.matches) show(a); return; }
    const b = e.target.closest("button");
    if (b?.dataset.table) remarks(b.dataset.table, b);
    else if (b?.classList.contains("enlarge")) enlarge(b);
    else if (b?.classList.contains("whole")) full(b.closest("figure"));
  });

  // pictures and tables on the whole screen
  const big = $("big");
  function enlarge(b) {
    const image = b.querySelector("img"), shown = big.querySelector("img");
    shown.src = image.src;
    shown.alt = image.alt;
    big.querySelector("p").textContent = image.alt;
    big.querySelector("div").className = "";
    big.showModal();
  }
  big.querySelector("img").addEventListener("click", () => big.querySelector("div").classList.toggle("true"));
  big.querySelector(".close").addEventListener("click", () => big.close());
  big.addEventListener("click", (e) => { if (e.target.tagName === "DIV") big.close(); });
  function full(figure) {
    const on = figure.classList.toggle("full");
    document.documentElement.style.overflow = on ? "hidden" : "";
    figure.querySelector(".whole").textContent = on ? label.close : label.whole_screen;
  }
  for (const figure of text.querySelectorAll("figure.wide")) figure.querySelector("figcaption").append(" ", button(label.whole_screen, () => {}, "whole"));

  // contents: the section in view
  const links = new Map([...nav.querySelectorAll("#by-chapter a")].map((a) => [a.hash.slice(1), a]));
  let last = null, asked = false;
  function follow() {
    asked = false;
    const edge = scrollY + innerHeight * 0.28;
    let at = -1;
    headings.forEach((h, n) => { if (h.getBoundingClientRect().top + scrollY <= edge) at = n; });
    const link = at < 0 ? null : links.get(headings[at].id);
    if (link === last) return;
    last?.removeAttribute("aria-current");
    for (const li of nav.querySelectorAll("li.open")) li.classList.remove("open");
    last = link;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    for (let li = link.closest("li"); li; li = li.parentElement.closest("li")) li.classList.add("open");
    $("here").textContent = said(headings[at]);
    const box = nav.getBoundingClientRect(), spot = link.getBoundingClientRect();
    if (spot.top < box.top + 60 || spot.bottom > box.bottom - 20) nav.scrollTop += spot.top - box.top - box.height / 3;
  }
  addEventListener("scroll", () => { if (!asked) { asked = true; requestAnimationFrame(follow); } }, { passive: true });
  const tabs = [...nav.querySelectorAll("[role=tab]")];
  function pick(tab) { for (const one of tabs) { const on = one === tab; one.setAttribute("aria-selected", on); one.tabIndex = on ? 0 : -1; $(one.getAttribute("aria-controls")).hidden = !on; } }
  for (const tab of tabs) {
    tab.addEventListener("click", () => pick(tab));
    tab.addEventListener("keydown", (e) => { const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key]; if (by) { const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]; pick(next); next.focus(); } });
  }
  const toggle = (on) => { nav.classList.toggle("open", on); menu.setAttribute("aria-expanded", nav.classList.contains("open")); };
  menu.addEventListener("click", () => toggle());
  nav.addEventListener("click", (e) => { if (e.target.closest("a")) toggle(false); });

  // search: headings, tables, figures, facts by name, id and printed value
  const box = $("q"), found = $("found");
  const index = once(() => [
    ...headings.map((h) => [label.contents, said(h), "", "", () => go(h)]),
    ...[...text.querySelectorAll("figure.table, figure.picture")].map((f) => {
      const caption = f.querySelector("figcaption"), title = [...caption.querySelectorAll("b, span:not(.sample)")].map(said).join(" ");
      return [f.classList.contains("table") ? label.tables : label.figures, title, "", "", () => go(f)];
    }),
    ...facts.id.map((id, n) => [label.fact, words[facts.name[n]] || id, id, value(n), () => { origin_ = null; open([id]); const a = printed(id)[0]; if (a) show(a); }]),
  ].map((entry) => [...entry, `${entry[1]} ${entry[2]} ${entry[3]}`.toLowerCase()]));
  function go(e) { close(false); e.scrollIntoView({ block: "start" }); history.pushState(null, "", "#" + e.id); const h = e.querySelector("figcaption") ?? e; h.tabIndex = -1; h.focus({ preventScroll: true }); }
  function search() {
    const sought = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    found.replaceChildren();
    hide(sought.length === 0);
    if (!sought.length) return;
    const groups = new Map();
    for (const entry of index()) if (sought.every((w) => entry[5].includes(w))) { const group = groups.get(entry[0]) ?? []; group.push(entry); groups.set(entry[0], group); }
    for (const [title, hits] of groups) {
      const exact = box.value.trim().toLowerCase(), rank = (h) => (h[3].split(" ")[0] === exact || h[2] === exact ? 0 : printed(h[2]).length ? 1 : 2);
      if (title === label.fact) hits.sort((a, b) => rank(a) - rank(b));
      found.append(element("p", `${title} ${hits.length}`));
      for (const [, called, id, number, action] of hits.slice(0, title === label.fact ? 24 : 10)) {
        const option = element("div");
        option.id = "option-" + found.children.length;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(element("span", called));
        if (number) option.append(element("b", number.length > 22 ? number.slice(0, 22) + "…" : number));
        if (id && id !== called) option.append(element("small", id));
        option.addEventListener("click", () => { hide(true); box.blur(); action(); });
        found.append(option);
      }
    }
    if (!groups.size) found.append(element("p", label.nothing));
  }
  function hide(yes) { found.hidden = yes; box.setAttribute("aria-expanded", !yes); box.removeAttribute("aria-activedescendant"); }
  function step(by) {
    const options = [...found.querySelectorAll("[role=option]")], at = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (!options.length) return;
    options[at]?.setAttribute("aria-selected", "false");
    const next = options[(at + by + options.length + (at < 0 && by < 0 ? 1 : 0)) % options.length];
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", next.id);
  }
  let later = 0;
  box.addEventListener("input", () => { clearTimeout(later); later = setTimeout(search, 90); });
  box.addEventListener("focus", () => { if (box.value.trim()) search(); });
  box.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); step(e.key === "ArrowDown" ? 1 : -1); }
    else if (e.key === "Enter") { clearTimeout(later); if (found.hidden || !found.children.length) search(); (found.querySelector("[aria-selected=true]") ?? found.querySelector("[role=option]"))?.click(); }
    else if (e.key === "Escape") { e.stopPropagation(); hide(true); box.value = ""; box.blur(); }
  });
  document.addEventListener("pointerdown", (e) => {
    if (!e.target.closest(".search")) hide(true);
    if (!e.target.closest("nav, #menu")) toggle(false);
  });

  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !big.open) {
      const large = text.querySelector("figure.full");
      if (!told.hidden) close(); else if (large) full(large); else toggle(false);
    } else if (e.key === "/" && !/^(INPUT|TEXTAREA)$/.test(e.target.tagName)) { e.preventDefault(); box.focus(); }
  });

  // the address may name a fact: #fact=scope.area
  function arrive(state) {
    const asked_for = location.hash.startsWith("#fact=") ? decodeURIComponent(location.hash.slice(6)) : "";
    if (!asked_for) { if (!told.hidden) close(false); return; }
    const trail = state?.trail ?? [asked_for], fresh = !state;
    if (trail.join() === current.join()) return;
    if (fresh) origin_ = null;
    render(trail);
    if (fresh && origin_) show(origin_);
  }
  addEventListener("popstate", (e) => arrive(e.state));
  arrive(history.state);
  follow();
})();
