(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const paper = $("paper"), sheets = $("sheets"), peek = $("peek"), list = $("list");
  const articles = [...document.querySelectorAll("#findings > article")];
  const tallies = [...document.querySelectorAll(".tally button")];
  const selects = [...document.querySelectorAll(".bar select")];
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const blocks = [...sheets.querySelectorAll("[data-s]")];
  const starts = blocks.map((b) => Number(b.dataset.s));
  const AT_ONCE = 200;
  let tab = "findings", current = null, matching = [], shown = 0;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const pressed = (b) => b.getAttribute("aria-pressed") === "true";

  // places of the document: offsets as the browser counts letters
  function blockAt(offset) {
    let low = 0, high = starts.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (starts[mid] <= offset) low = mid; else high = mid - 1; }
    return low;
  }
  function spot(block, offset) {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let left = offset, last = null;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
      last = node;
    }
    return last ? [last, last.length] : [block, 0];
  }
  function rangeOf(start, end) {
    const first = blockAt(start), last = blockAt(Math.max(start, end - 1)), range = document.createRange();
    range.setStart(...spot(blocks[first], start - starts[first]));
    range.setEnd(...spot(blocks[last], end - starts[last]));
    return range;
  }
  function inSight(box) {
    const frame = paper.getBoundingClientRect();
    return box.top >= frame.top && box.bottom <= frame.bottom - (peek.hidden ? 0 : peek.offsetHeight);
  }
  function bring([start, end]) {
    blocks[blockAt(start)].scrollIntoView({ block: "start", behavior: "instant" });
    const frame = paper.getBoundingClientRect(), box = rangeOf(start, end).getBoundingClientRect();
    paper.scrollBy({ top: box.top - frame.top - frame.height * 0.25, behavior: "instant" });
  }
  function headingAbove(block) {
    for (let n = blocks.indexOf(block); n >= 0; n--) if (/^H[2-6]$/.test(blocks[n].tagName)) return blocks[n].textContent;
    return "";
  }

  // lights
  function dark() {
    for (const one of document.querySelectorAll(".lit, .here")) one.classList.remove("lit", "here");
    if (window.CSS && CSS.highlights) CSS.highlights.delete("fact");
    peek.hidden = true;
    peek.replaceChildren();
  }
  function lightPlaces(places) {
    const ranges = places.map(([a, b]) => rangeOf(a, b));
    if (window.CSS && CSS.highlights) CSS.highlights.set("fact", new Highlight(...ranges));
    else { const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(ranges[0]); }
    for (const [a] of places) blocks[blockAt(a)].classList.add("here");
  }
  // words that do not fit beside those in sight are shown below them
  function peekAt(places) {
    const seen = new Set(), away = [];
    for (const [a, b] of places) {
      const block = blocks[blockAt(a)], unit = block.closest("tr") || block;
      if (seen.has(unit)) continue;
      seen.add(unit);
      if (!inSight(rangeOf(a, b).getBoundingClientRect())) away.push([unit, block, [a, b]]);
    }
    peek.replaceChildren();
    peek.hidden = away.length === 0;
    if (!away.length) return;
    const head = element("div", undefined, "head"), close = element("button", peek.dataset.close);
    close.type = "button";
    close.addEventListener("click", () => { peek.hidden = true; });
    head.append(element("span", peek.dataset.title), close);
    peek.append(head);
    for (const [unit, block, place] of away.slice(0, 8)) {
      const above = headingAbove(block);
      if (above) peek.append(element("p", above, "of"));
      const copy = unit.cloneNode(true);
      let whole = copy;
      if (copy.tagName === "TR") { whole = element("table"); whole.append(copy); }
      for (const one of [whole, ...whole.querySelectorAll("[data-s]")]) one.removeAttribute("data-s");
      whole.addEventListener("click", () => { bring(place); peekAt(places); });
      peek.append(whole);
      whole.querySelector("mark.lit")?.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
    peek.scrollTop = 0;
  }
  const placesIn = (node) => {
    const ends = node.dataset.at.split(" ").map(Number), places = [];
    for (let n = 0; n < ends.length; n += 2) places.push([ends[n], ends[n + 1]]);
    return places;
  };

  function choose(article, side = 0, move = true) {
    dark();
    if (current) current.classList.remove("current");
    current = article;
    article.classList.add("current");
    const quotes = [...article.querySelectorAll(".quote")];
    for (const mark of sheets.querySelectorAll(`mark[data-f~="${article.dataset.n}"]`)) mark.classList.add("lit");
    const places = quotes.flatMap(placesIn);
    if (quotes[side]) {
      quotes[side].classList.add("lit");
      if (move) bring(places[side]);
      requestAnimationFrame(() => { if (move) bring(places[side]); peekAt(places); });
    }
    history.replaceState(null, "", "#" + article.id);
  }
  function chooseFact(row, places) {
    dark();
    for (const one of list.querySelectorAll(".current")) one.classList.remove("current");
    row?.classList.add("current");
    bring(places[0]);
    requestAnimationFrame(() => { bring(places[0]); lightPlaces(places); });
  }

  // what is listed
  function count(found, all) { $("shown").textContent = $("shown").dataset.pattern.replace("{count}", found).replace("{all}", all); }
  function filter() {
    const words = $("q").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (tab === "findings") {
      const off = new Set(tallies.filter((b) => !pressed(b)).map((b) => b.dataset.kind));
      const code = $("code").value, state = $("state") ? $("state").value : "";
      let found = 0;
      for (const a of articles) {
        const text = a.textContent.toLowerCase();
        const fits = !off.has(a.dataset.kind) && (!code || a.dataset.code === code) && (!state || a.dataset.state === state) && words.every((w) => text.includes(w));
        a.hidden = !fits;
        found += fits;
      }
      $("empty").hidden = found > 0 || !articles.length;
      count(found, articles.length);
    } else if (tab === "facts") {
      const kind = $("kind").value;
      matching = data.facts.filter(([k, title, detail]) => (kind === "" || k === Number(kind)) && words.every((w) => (title + " " + detail).toLowerCase().includes(w)));
      list.replaceChildren();
      shown = 0;
      more();
      count(matching.length, data.facts.length);
    } else $("shown").textContent = "";
  }
  function more() {
    for (const fact of matching.slice(shown, shown + AT_ONCE)) {
      const [kind, title, detail, ...ends] = fact, row = element("li");
      row.tabIndex = 0;
      row.append(element("i", data.kinds[kind]), element("span", title), element("span", detail));
      row.dataset.at = ends.join(" ");
      list.append(row);
    }
    shown = Math.min(matching.length, shown + AT_ONCE);
    $("more").hidden = shown >= matching.length;
  }
  function turn(to) {
    tab = to;
    for (const t of tabs) {
      t.setAttribute("aria-selected", String(t.dataset.tab === to));
      $(t.dataset.tab).hidden = t.dataset.tab !== to;
    }
    for (const s of selects) s.hidden = s.dataset.for !== to;
    for (const one of [$("q"), $("clear")]) one.hidden = to === "compared";
    filter();
  }

  for (const t of tabs) t.addEventListener("click", () => turn(t.dataset.tab));
  for (const b of tallies) b.addEventListener("click", () => { b.setAttribute("aria-pressed", !pressed(b)); turn("findings"); });
  for (const s of selects) s.addEventListener("change", filter);
  $("q").addEventListener("input", filter);
  $("more").addEventListener("click", more);
  $("clear").addEventListener("click", () => {
    $("q").value = "";
    for (const s of selects) s.value = "";
    for (const b of tallies) b.setAttribute("aria-pressed", "true");
    dark();
    filter();
  });
  $("findings").addEventListener("click", (e) => {
    const article = e.target.closest("article");
    if (!article || getSelection().toString()) return;
    if (e.target.closest("a.code")) e.preventDefault();
    const quote = e.target.closest(".quote");
    choose(article, quote ? [...article.querySelectorAll(".quote")].indexOf(quote) : 0);
  });
  list.addEventListener("click", (e) => { const row = e.target.closest("li"); if (row) chooseFact(row, placesIn(row)); });
  list.addEventListener("keydown", (e) => { if (e.key === "Enter" && e.target.tagName === "LI") chooseFact(e.target, placesIn(e.target)); });
  $("compared")?.addEventListener("click", (e) => { const q = e.target.closest(".quote"); if (q) chooseFact(null, placesIn(q)); });
  let turnOf = 0;
  sheets.addEventListener("click", (e) => {
    const mark = e.target.closest("mark");
    if (!mark) return;
    const numbers = mark.dataset.f.split(" ");
    turnOf = current && numbers.includes(current.dataset.n) ? (numbers.indexOf(current.dataset.n) + 1) % numbers.length : 0;
    turn("findings");
    const article = articles.find((a) => a.dataset.n === numbers[turnOf]);
    article.hidden = false;
    choose(article, 0, false);
    article.scrollIntoView({ block: "nearest" });
  });

  function step(by) {
    if (tab === "facts") {
      const rows = [...list.children], at = rows.findIndex((r) => r.classList.contains("current"));
      const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
      if (row) { chooseFact(row, placesIn(row)); row.scrollIntoView({ block: "nearest" }); }
      return;
    }
    const seen = articles.filter((a) => !a.hidden);
    if (tab !== "findings" || !seen.length) return;
    const next = seen[Math.min(seen.length - 1, Math.max(0, seen.indexOf(current) + by))];
    choose(next);
    next.scrollIntoView({ block: "nearest" });
  }
  function nextSide() {
    if (!current) return;
    const quotes = [...current.querySelectorAll(".quote")], at = quotes.findIndex((q) => q.classList.contains("lit"));
    if (quotes.length) choose(current, (at + 1) % quotes.length);
  }
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.key === "Escape") { dark(); if (typing) e.target.blur(); return; }
    if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "/") { e.preventDefault(); if (tab === "compared") turn("findings"); $("q").focus(); }
    else if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if (e.key === "n") nextSide();
    else if (e.key === "f") turn(tab === "facts" ? "findings" : "facts");
  });

  turn("findings");
  const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (asked && articles.includes(asked)) { choose(asked); asked.scrollIntoView({ block: "nearest" }); }
})();
