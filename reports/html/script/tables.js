
  // Tables: names of empty cells, sorting, filtering, and moving by the arrow keys.

  // A table wider than its place scrolls inside it, as a region that the keyboard reaches; others keep a header that stays
  // in view. Tables are measured when they come near, so that the rest of the page need not be laid out.
  const near = new Set();
  const fit = () => {
    const wraps = [...near];
    wraps.forEach((x) => x.classList.remove("scroll"));
    const wide = wraps.map((x) => x.scrollWidth > x.clientWidth + 1);
    wraps.forEach((x, i) => {
      x.classList.toggle("scroll", wide[i]);
      if (wide[i]) {
        x.tabIndex = 0;
        x.setAttribute("role", "region");
        x.setAttribute("aria-labelledby", x.querySelector("caption span").id);
      } else for (const a of ["tabindex", "role", "aria-labelledby"]) x.removeAttribute(a);
    });
  };
  const watch = new IntersectionObserver((seen) => {
    seen.forEach((x) => { if (x.isIntersecting) near.add(x.target); else near.delete(x.target); });
    fit();
  }, { rootMargin: "50% 0px" });
  addEventListener("resize", fit);

  // Sorting: ascending, descending, as written. Cells without a number stay last; group headings step aside.
  const key = (cell) => {
    const t = cell ? cell.textContent.trim() : "";
    if (t === "" || t === "–" || cell.classList.contains("mute")) return null;
    const m = t.replace(/−/g, "-").match(/^[<+]?\s*(-?\d*\.?\d+)/);
    return m ? Number(m[1]) : t;
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === "number") return -1;
    if (typeof b === "number") return 1;
    return a.localeCompare(b, lang);
  };
  const sortable = (table) => {
    let written = null, bodies;
    table.tHead.addEventListener("click", (ev) => {
      const by = ev.target.closest(".sort");
      if (!by) return;
      if (!written) {
        bodies = [...table.tBodies];
        written = bodies.map((b) => [...b.rows]);
      }
      const th = by.closest("th");
      const next = { none: "ascending", ascending: "descending", descending: "none" }[th.getAttribute("aria-sort")];
      table.querySelectorAll("[aria-sort]").forEach((x) => x.setAttribute("aria-sort", "none"));
      th.setAttribute("aria-sort", next);
      written.flat().forEach((r) => r.remove());
      if (next === "none") {
        written.forEach((rows, i) => bodies[i].append(...rows));
        say(w().unsorted);
        return;
      }
      const col = Number(by.dataset.col);
      const sign = next === "ascending" ? 1 : -1;
      const rows = written.flat().filter((r) => !r.classList.contains("group")).map((r) => [key(r.cells[col]), r]);
      rows.sort(([a], [b]) => (a === null || b === null) ? (a === null) - (b === null) : sign * compare(a, b));
      bodies[0].append(...rows.map(([, r]) => r));
      say(fill(w().sorted, by.textContent, w()[next]));
    });
  };

  const filterRows = (input) => {
    const block = input.closest(".block");
    const q = input.value.trim().toLowerCase();
    let all = 0, seen = 0;
    block.querySelectorAll("tbody").forEach((body) => {
      let heading = null, under = 0; // a group's heading stays with the rows that remain of it, or with all if it fits itself
      [...body.rows].forEach((r) => {
        if (r.classList.contains("group")) { heading = r; return; }
        all++;
        r.hidden = q !== "" && !r.textContent.toLowerCase().includes(q) && !(heading && heading.textContent.toLowerCase().includes(q));
        if (!r.hidden) { seen++; under++; }
      });
      if (heading) heading.hidden = under === 0;
    });
    block.querySelector("output").textContent = q === "" ? "" : fill(w().rows, seen, all);
  };

  // Arrow keys move between the numbers of a table; only one of them is a tab stop.
  const walkable = (table) => {
    table.addEventListener("focusin", (ev) => {
      if (!ev.target.matches(NUMBER)) return;
      table.querySelectorAll(":is(" + NUMBER + "):not([tabindex='-1'])").forEach((b) => { b.tabIndex = -1; });
      ev.target.tabIndex = 0;
    });
    table.addEventListener("keydown", (ev) => {
      const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[ev.key];
      const cell = ev.target.closest("td,th");
      if (!step || !cell || !ev.target.matches(NUMBER)) return;
      const rows = [...table.tBodies].flatMap((b) => [...b.rows]).filter((r) => !r.hidden && !r.classList.contains("group"));
      let x = cell.cellIndex, y = rows.indexOf(cell.parentNode);
      for (;;) {
        x += step[0]; y += step[1];
        const c = rows[y] && rows[y].cells[x];
        if (!c) return;
        const b = c.querySelector(NUMBER);
        if (b) { ev.preventDefault(); b.focus(); return; }
      }
    });
  };

  const prepareTables = (doc) => {
    for (const [mark, word] of [[".hid", "suppressed"], [".none", "missing"]]) {
      doc.querySelectorAll("td" + mark).forEach((c) => {
        c.title = data.words[doc.lang][word];
        c.setAttribute("aria-label", c.textContent + data.words[doc.lang].colon + c.title);
      });
    }
    doc.querySelectorAll("table.data").forEach((table) => { sortable(table); walkable(table); });
    doc.querySelectorAll(".filter input").forEach((input) => input.addEventListener("input", () => filterRows(input)));
    doc.querySelectorAll(".wrap").forEach((x) => watch.observe(x));
  };
