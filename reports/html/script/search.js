
  // Search through the whole report: titles, sentences, rows of tables. The hits are listed below the box; arrow keys move
  // among them, Enter goes there.
  const find = document.getElementById("find"), found = document.getElementById("found");
  const MOST = 60;
  let index = null; // of the language shown; made when the box is first used
  const searchIn = () => {
    index = null;
    find.setAttribute("aria-label", w().search);
    find.placeholder = w().search;
    found.hidden = true;
    found.replaceChildren();
  };
  const build = () => {
    index = [];
    const add = (at, where, text) => index.push({ at, where, text, low: text.toLowerCase() });
    current().querySelectorAll("main section").forEach((s) => {
      let where = "";
      s.querySelectorAll("h2,p,li,caption,figcaption,tbody tr").forEach((x) => {
        if (x.closest("svg")) return;
        if (x.matches("h2")) where = x.textContent;
        if (x.matches("caption,figcaption")) where = x.textContent.trim();
        if (x.matches("h2,caption,figcaption")) { add(x, "", x.textContent.trim()); return; }
        const words = x.matches("tr") ? [...x.cells].map((c) => c.textContent.trim()).filter((t) => t !== "").join(" · ") : x.textContent.trim();
        if (words) add(x, where, words);
      });
    });
  };
  const reach = (hit) => {
    found.hidden = true;
    const row = hit.at.closest("tr");
    if (row && row.hidden) {
      const input = row.closest(".block").querySelector(".filter input");
      input.value = "";
      filterRows(input);
    }
    for (let d = hit.at.closest("details"); d; d = null) d.open = true;
    document.querySelectorAll(".hit").forEach((x) => x.classList.remove("hit"));
    const place = hit.at.matches("caption") ? hit.at.firstElementChild : hit.at;
    place.classList.add("hit");
    place.tabIndex = -1;
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  };
  const snippet = (text, at) => {
    const from = Math.max(0, at - 30);
    return (from > 0 ? "…" : "") + text.slice(from, from + 110) + (from + 110 < text.length ? "…" : "");
  };
  const search = () => {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter((x) => x !== "");
    found.hidden = words.length === 0;
    if (words.length === 0) return;
    if (!index) build();
    const hits = index.filter((x) => words.every((q) => x.low.includes(q)));
    const ul = el("ul");
    hits.slice(0, MOST).forEach((h) => {
      const li = el("li"), b = button("", "", () => reach(h));
      if (h.where) b.append(el("small", h.where));
      b.append(el("span", snippet(h.text, h.low.indexOf(words[0]))));
      li.append(b);
      ul.append(li);
    });
    if (hits.length > MOST) ul.append(el("li", fill(w().more, hits.length - MOST)));
    const count = el("p", hits.length ? fill(w().hits, hits.length) : w().nothing);
    found.lang = lang;
    found.replaceChildren(count, ul);
    found.scrollTop = 0;
    say(count.textContent);
  };
  const leaveSearch = () => {
    if (found.hidden) return false;
    found.hidden = true;
    find.focus();
    return true;
  };
  let wait = 0;
  find.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(search, 120); });
  find.addEventListener("focus", () => { if (find.value.trim() && found.childElementCount) found.hidden = false; });
  find.parentElement.addEventListener("keydown", (ev) => {
    const all = [...found.querySelectorAll("button")], at = all.indexOf(document.activeElement);
    if (ev.key === "Enter" && ev.target === find) { clearTimeout(wait); search(); const b = found.querySelector("button"); if (b) b.click(); }
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[ev.key];
    if (to === undefined || found.hidden) return;
    ev.preventDefault();
    (all[to] || (to < 0 ? find : all[at])).focus();
  });
  document.addEventListener("pointerdown", (ev) => { if (!ev.target.closest(".find")) found.hidden = true; });
