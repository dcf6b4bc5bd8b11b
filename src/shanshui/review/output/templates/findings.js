(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const all = [...document.querySelectorAll("article")];
  const kinds = [...document.querySelectorAll(".tally button")];
  const sections = [...document.querySelectorAll("main section")];
  const groups = [...document.querySelectorAll("details.group")];
  const fields = ["q", "discipline", "code", "feature", "waits"].map($).filter(Boolean);
  const side = $("side"), map = $("map"), extract = $("extract"), shown = $("shown");
  const shapes = new Map(map ? [...map.querySelectorAll("path")].map((p) => [p.dataset.key, p]) : []);
  const wide = matchMedia("(min-width: 64.01rem)");
  const on = new Map(all.map((a) => [a, (a.dataset.on || "").split(" ").filter(Boolean)]));
  const words = new Map();
  let current = null;

  const value = (id) => { const field = $(id); return !field ? "" : field.type === "checkbox" ? (field.checked ? "1" : "") : field.value; };
  const set = (id, v) => { const field = $(id); if (field) { if (field.type === "checkbox") field.checked = v === "1"; else field.value = v; } };
  const pressed = (b) => b.getAttribute("aria-pressed") === "true";
  const element = (tag, text, name) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; if (name) e.className = name; return e; };

  function text(a) {
    if (!words.has(a)) words.set(a, (a.textContent + " " + a.id).toLowerCase());
    return words.get(a);
  }

  function filter() {
    const want = new Set(kinds.filter(pressed).map((b) => b.dataset.kind));
    const sought = value("q").trim().toLowerCase().split(/\s+/).filter(Boolean);
    const [discipline, code, feature, waits] = ["discipline", "code", "feature", "waits"].map(value);
    let count = 0;
    for (const section of sections) {
      const own = !discipline || section.dataset.discipline === discipline;
      let here = 0;
      for (const a of section.querySelectorAll("article")) {
        const fits = own && want.has(a.dataset.kind) && (!code || a.dataset.code === code) && (!waits || "waits" in a.dataset)
          && (!feature || on.get(a).includes(feature)) && sought.every((w) => text(a).includes(w));
        a.hidden = !fits;
        here += fits;
      }
      section.hidden = here === 0;
      section.querySelector("h2 small").textContent = here;
      count += here;
    }
    const narrow = Boolean(sought.length || code || feature);
    for (const g of groups) {
      const fitting = g.querySelectorAll("article:not([hidden])"), n = fitting.length;
      const label = g.querySelector(".n");
      if (n) g.querySelector("summary b").textContent = fitting[0].querySelector("h3").textContent;
      g.hidden = n === 0;
      label.textContent = label.dataset.pattern.replace("{count}", n);
      if (narrow && n && n <= 50) g.open = true;
    }
    shown.textContent = shown.dataset.pattern.replace("{count}", count).replace("{all}", all.length);
    $("empty").hidden = count > 0 || all.length === 0;
  }

  function remember() {
    const state = new URLSearchParams();
    const off = kinds.filter((b) => !pressed(b)).map((b) => b.dataset.kind);
    if (off.length) state.set("without", off.join(","));
    for (const f of fields) if (value(f.id)) state.set(f.id, value(f.id));
    if (current) state.set("f", current.id.slice(2));
    const hash = state.toString();
    history.replaceState(null, "", hash ? "#?" + hash : location.pathname + location.search);
  }

  function changed() { filter(); if (value("feature")) light([value("feature")], false); remember(); }

  // the map
  const frame = map && { x: -20, y: -20, w: Number(map.dataset.width) + 40, h: Number(map.dataset.height) + 40 };
  let view = frame && { ...frame };
  const show = (v) => { view = v; map.setAttribute("viewBox", [v.x, v.y, v.w, v.h].map((n) => Math.round(n * 10) / 10).join(" ")); map.style.setProperty("--view", Math.round(v.w)); };
  function zoom(factor, cx = view.x + view.w / 2, cy = view.y + view.h / 2) {
    const w = Math.min(frame.w * 1.2, Math.max(frame.w / 60, view.w * factor)), k = w / view.w;
    show({ x: cx - (cx - view.x) * k, y: cy - (cy - view.y) * k, w, h: view.h * k });
  }
  function light(keys, move = true) {
    for (const p of shapes.values()) p.classList.remove("lit");
    const lit = keys.map((k) => shapes.get(k)).filter(Boolean);
    if (!lit.length) return;
    let [w, n, e, s] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const p of lit) {
      p.classList.add("lit");
      (map.querySelector("text") || map.lastChild).before(p);
      const box = p.dataset.box.split(" ").map(Number);
      w = Math.min(w, box[0]); n = Math.min(n, box[1]); e = Math.max(e, box[2]); s = Math.max(s, box[3]);
    }
    $("where").textContent = lit.slice(0, 3).map((p) => p.textContent || p.dataset.key).join("；");
    if (!move) return;
    const size = Math.max(e - w, s - n, frame.w / 12) * 1.6;
    const h = size * frame.h / frame.w;
    show(size >= frame.w ? { ...frame } : { x: (w + e) / 2 - size / 2, y: (n + s) / 2 - h / 2, w: size, h });
  }
  if (map) {
    const at = (event) => { const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse()); return [p.x, p.y]; };
    const held = new Map();
    let moved = 0;
    map.addEventListener("pointerdown", (e) => { held.set(e.pointerId, [e.clientX, e.clientY]); moved = 0; });
    map.addEventListener("pointermove", (e) => {
      const last = held.get(e.pointerId);
      if (!last) return;
      const others = [...held].filter(([id]) => id !== e.pointerId).map(([, p]) => p);
      const scale = view.w / Math.max(1, map.clientWidth);
      if (others.length) {
        const span = (p) => Math.hypot(p[0] - others[0][0], p[1] - others[0][1]) || 1;
        zoom(span(last) / span([e.clientX, e.clientY]));
      } else show({ ...view, x: view.x - (e.clientX - last[0]) * scale, y: view.y - (e.clientY - last[1]) * scale });
      moved += Math.abs(e.clientX - last[0]) + Math.abs(e.clientY - last[1]);
      held.set(e.pointerId, [e.clientX, e.clientY]);
    });
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) map.addEventListener(name, (e) => held.delete(e.pointerId));
    map.addEventListener("wheel", (e) => { e.preventDefault(); zoom(e.deltaY > 0 ? 1.2 : 1 / 1.2, ...at(e)); }, { passive: false });
    map.addEventListener("click", (e) => {
      const path = e.target.closest("path");
      if (!path || moved > 6) return;
      const key = path.classList.contains("has") && !path.classList.contains("scope") ? path.dataset.key : "";
      set("feature", value("feature") === key ? "" : key);
      changed();
      light(value("feature") ? [key] : [path.dataset.key], false);
    });
    document.querySelector(".map .tools").addEventListener("click", (e) => {
      const how = e.target.dataset.zoom;
      if (how === "whole") show({ ...frame }); else if (how) zoom(how === "in" ? 0.6 : 1 / 0.6);
    });
  }

  // an extract of a table or a file
  function excerpt(cell) {
    extract.replaceChildren();
    const [key, row, column] = [cell.slice(0, cell.lastIndexOf("/", cell.lastIndexOf("/") - 1)), ...cell.split("/").slice(-2)];
    const from = data.extracts[key];
    if (!from) return;
    const isText = from.heads.length === 0;
    const title = isText ? extract.dataset.text : extract.dataset.table;
    extract.append(element("h3", title + "　" + [from.name, from.file].filter(Boolean).join("　")));
    const table = element("table"), box = element("div", undefined, "scroll");
    if (!isText) {
      const head = element("tr");
      head.append(element("th", extract.dataset.row, "no"), ...from.heads.map((h) => element("th", h)));
      table.append(head);
    }
    let mark = null;
    const rows = Object.keys(from.rows).map(Number).filter((n) => Math.abs(n - row) <= 2).sort((a, b) => a - b);
    for (const n of rows) {
      const tr = element("tr", undefined, n === Number(row) ? "here" : "");
      tr.append(element("th", n, "no"));
      const cells = from.rows[n];
      for (let i = 0; i < Math.max(cells.length, from.heads.length); i++) {
        const td = element("td", cells[i] ?? "", isText ? "raw" : "");
        if (!isText) td.title = cells[i] ?? "";
        if (n === Number(row) && column !== "" && i === Number(column)) { td.classList.add("mark"); mark = td; }
        tr.append(td);
      }
      table.append(tr);
    }
    box.append(table);
    extract.append(box);
    if (mark) box.scrollLeft = Math.max(0, mark.offsetLeft - box.clientWidth / 2);
  }

  function select(a, what = "both") {
    if (current) current.classList.remove("current");
    current = a;
    a.classList.add("current");
    for (let p = a.parentElement; p; p = p.parentElement) if (p.tagName === "DETAILS") p.open = true;
    side.dataset.view = what;
    light(on.get(a));
    if (what !== "map" || wide.matches) { if (a.dataset.cell) excerpt(a.dataset.cell); else extract.replaceChildren(); }
    if (!wide.matches && what !== "both") side.classList.add("open");
    remember();
  }

  function toggle(button, fill) {
    const article = button.closest("article");
    const open = button.getAttribute("aria-expanded") === "true";
    for (const b of article.querySelectorAll("[aria-expanded=true]")) b.setAttribute("aria-expanded", "false");
    article.querySelector(".more")?.remove();
    if (open) return;
    button.setAttribute("aria-expanded", "true");
    const more = element("div", undefined, "more");
    fill(more);
    article.append(more);
  }
  function clause(number, more) {
    const c = data.clauses[number];
    const p = element("p");
    p.append(element("b", number + " " + c.title), element("small", "　" + c.kind));
    more.append(p, element("p", c.wording));
  }
  function fact(key, more) {
    const list = element("dl", undefined, "more-list");
    list.style.gridTemplateColumns = "max-content minmax(0, 1fr)";
    for (const [name, v] of Object.entries(data.facts[key])) list.append(element("dt", name), element("dd", v));
    const hint = element("p", $("data").dataset.explain + " ");
    hint.append(element("code", "shanshui explain DIR " + key));
    more.append(list, hint);
  }

  document.querySelector("main").addEventListener("click", (e) => {
    const a = e.target.closest("article");
    if (!a) return;
    const b = e.target.closest("button");
    if (b?.dataset.jump) select(a, b.dataset.jump);
    else if (b?.dataset.clause) toggle(b, (more) => clause(b.dataset.clause, more));
    else if (b?.dataset.fact) toggle(b, (more) => fact(b.dataset.fact, more));
    else if (!b && !getSelection().toString()) { if (e.target.closest("a.code")) e.preventDefault(); select(a); }
  });

  function step(by) {
    const seen = all.filter((a) => !a.hidden && a.closest("[hidden]") === null);
    if (!seen.length) return;
    const next = seen[Math.min(seen.length - 1, Math.max(0, seen.indexOf(current) + by))] ?? seen[0];
    select(next);
    next.scrollIntoView({ block: "center" });
    next.querySelector(".code").focus({ preventScroll: true });
  }
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.key === "Escape") { side.classList.remove("open"); if (typing) e.target.blur(); return; }
    if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "/") { e.preventDefault(); $("q").focus(); }
    else if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if (e.key === "m") side.classList.toggle("open");
  });

  for (const b of kinds) b.addEventListener("click", () => { b.setAttribute("aria-pressed", !pressed(b)); changed(); });
  for (const f of fields) f.addEventListener(f.type === "search" ? "input" : "change", changed);
  $("clear").addEventListener("click", () => {
    for (const b of kinds) b.setAttribute("aria-pressed", "true");
    for (const f of fields) set(f.id, "");
    if (map) { light([]); show({ ...frame }); }
    changed();
  });
  $("beside").addEventListener("click", () => side.classList.toggle("open"));
  $("close").addEventListener("click", () => side.classList.remove("open"));
  addEventListener("beforeprint", () => {
    if (all.length <= 2000) for (const g of groups) g.open = true;
    if (map) show({ ...frame });
  });

  // the address may say what to show: #f-<id>, or #?q=…&code=…&f=<id>&view=cell|map
  function arrive() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const state = new URLSearchParams(hash.startsWith("?") ? hash.slice(1) : "");
    const without = (state.get("without") || "").split(",");
    if (hash.startsWith("?")) {
      for (const b of kinds) b.setAttribute("aria-pressed", String(!without.includes(b.dataset.kind)));
      for (const f of fields) set(f.id, state.get(f.id) || "");
    }
    filter();
    if (value("feature")) light([value("feature")]);
    const a = document.getElementById(hash.startsWith("f-") ? hash : "f-" + state.get("f"));
    if (a) { select(a, state.get("view") || "both"); a.scrollIntoView({ block: "center", behavior: "instant" }); }
  }
  document.querySelector(".bar").hidden = all.length === 0;
  addEventListener("hashchange", arrive);
  arrive();
})();
