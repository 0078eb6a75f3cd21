"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const docs = [...document.querySelectorAll(".doc")];
  const panel = document.getElementById("panel");
  const measure = (e) => data.measures[e.m];
  const idOf = (e) => data.families[e.y || 0] + "." + measure(e).i + "(" + e.o + ")";
  const byID = new Map(data.estimates.map((e, i) => [idOf(e), i]));
  let lang = docs[0].lang;
  const w = () => data.words[lang];
  const el = (name, text, cls) => {
    const x = document.createElement(name);
    if (text !== undefined) x.textContent = text;
    if (cls) x.className = cls;
    return x;
  };

  // Language: the hash names it (#en, or an anchor such as #en-t-sample); the switch keeps the place.
  const show = (to) => {
    lang = to;
    root.lang = to;
    docs.forEach((d) => { d.hidden = d.lang !== to; });
    document.querySelectorAll(".langs a").forEach((a) => {
      if (a.lang === to) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
    });
    document.title = w().title;
    document.getElementById("title").textContent = w().title;
    document.getElementById("theme").setAttribute("aria-label", w().theme);
    document.getElementById("theme").title = w().theme;
    fit();
    if (!panel.hidden) render();
  };
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const doc = docs.find((d) => id === d.lang || id.startsWith(d.lang + "-"));
    if (doc && doc.lang !== lang) show(doc.lang);
    const at = id && document.getElementById(id);
    if (at && id !== lang) at.scrollIntoView();
  };
  document.querySelectorAll(".langs a").forEach((a) => a.addEventListener("click", (ev) => {
    ev.preventDefault();
    const id = location.hash.slice(1);
    const rest = id.startsWith(lang + "-") ? id.slice(lang.length) : "";
    const y = scrollY;
    show(a.lang);
    history.replaceState(null, "", "#" + a.lang + rest);
    scrollTo(0, y);
  }));
  addEventListener("hashchange", follow);

  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    shade();
  });
  const shade = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.body.classList.toggle("d", dark);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", shade);
  addEventListener("beforeprint", () => document.body.classList.remove("d"));
  addEventListener("afterprint", shade);

  // A table wider than its place scrolls inside it, as a region that the keyboard reaches; others keep a header that stays
  // in view.
  const fit = () => docs.filter((d) => !d.hidden).forEach((d) => {
    const wraps = [...d.querySelectorAll(".wrap")];
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
  });
  addEventListener("resize", fit);
  document.querySelectorAll("details").forEach((d) => d.addEventListener("toggle", fit));

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
  document.querySelectorAll("table.data").forEach((table) => {
    const bodies = [...table.tBodies];
    const written = bodies.map((b) => [...b.rows]);
    table.querySelectorAll(".sort").forEach((button) => button.addEventListener("click", () => {
      const th = button.closest("th");
      const next = { none: "ascending", ascending: "descending", descending: "none" }[th.getAttribute("aria-sort")];
      table.querySelectorAll("[aria-sort]").forEach((x) => x.setAttribute("aria-sort", "none"));
      th.setAttribute("aria-sort", next);
      written.flat().forEach((r) => r.remove());
      if (next === "none") written.forEach((rows, i) => bodies[i].append(...rows));
      else {
        const col = Number(button.dataset.col);
        const sign = next === "ascending" ? 1 : -1;
        const rows = written.flat().filter((r) => !r.classList.contains("group")).map((r) => [key(r.cells[col]), r]);
        rows.sort(([a], [b]) => (a === null || b === null) ? (a === null) - (b === null) : sign * compare(a, b));
        bodies[0].append(...rows.map(([, r]) => r));
      }
    }));
  });
  document.querySelectorAll(".filter input").forEach((input) => input.addEventListener("input", () => {
    const block = input.closest(".block");
    const q = input.value.trim().toLowerCase();
    let all = 0, seen = 0;
    block.querySelectorAll("tbody tr").forEach((r) => {
      if (r.classList.contains("group")) { r.hidden = q !== ""; return; }
      all++;
      r.hidden = q !== "" && !r.textContent.toLowerCase().includes(q);
      if (!r.hidden) seen++;
    });
    block.querySelector("output").textContent = q === "" ? "" : w().rows.replace("{0}", seen).replace("{1}", all);
  }));

  // Arrow keys move between the numbers of a table; only one of them is a tab stop.
  document.querySelectorAll("table.data").forEach((table) => {
    table.querySelectorAll("[data-e]").forEach((b, i) => { b.tabIndex = i ? -1 : 0; });
    table.addEventListener("focusin", (ev) => {
      if (!ev.target.matches("[data-e]")) return;
      table.querySelectorAll('[data-e][tabindex="0"]').forEach((b) => { b.tabIndex = -1; });
      ev.target.tabIndex = 0;
    });
    table.addEventListener("keydown", (ev) => {
      const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[ev.key];
      const cell = ev.target.closest("td,th");
      if (!step || !cell || !ev.target.matches("[data-e]")) return;
      const rows = [...table.tBodies].flatMap((b) => [...b.rows]).filter((r) => !r.hidden && !r.classList.contains("group"));
      let x = cell.cellIndex, y = rows.indexOf(cell.parentNode);
      for (;;) {
        x += step[0]; y += step[1];
        const c = rows[y] && rows[y].cells[x];
        if (!c) return;
        const b = c.querySelector("[data-e]");
        if (b) { ev.preventDefault(); b.focus(); return; }
      }
    });
  });

  // The panel of an estimate, or of the list of those that a sentence rests on: the trail holds numbers and lists of them.
  let trail = [], opener = null, shown = "";
  const name = (id) => { const l = data.labels[id]; return l ? l[lang] : id; };
  const unescape = (s) => s.replace(/%(3B|3D|2D|25)/g, (m) => decodeURIComponent(m));
  const value = (s) => w().values[s] || s;
  const subject = (of) => {
    const cut = of.indexOf("|");
    const list = cut < 0 ? of : of.slice(0, cut);
    if (list === "" || !list.split(";").every((x) => x.split("=")[0] in w().keys)) return of;
    const pairs = list.split(";").map((x) => { const at = x.indexOf("="); return [x.slice(0, at), x.slice(at + 1)]; });
    const place = (pairs.find((x) => x[0] === "case") || [])[1];
    const label = (k, v) => {
      const own = k === "dept" && place && data.labels[place + "/" + v];
      return own ? own[lang] : name(unescape(v));
    };
    const parts = pairs.map(([k, v]) => {
      const whole = label(k, v);
      const text = whole === unescape(v) && v.includes("-") ? v.split("-").map((y) => label(k, y)).join(" − ") : whole;
      return w().keys[k] + w().colon + text;
    });
    if (cut >= 0 && of.length > cut + 1) {
      const own = of.slice(cut + 1), at = own.indexOf("=");
      parts.push(at < 0 ? value(own) : value(own.slice(0, at)) + w().colon + value(own.slice(at + 1)));
    }
    return parts.join(w().semicolon);
  };
  const title = (e) => (measure(e).n ? measure(e).n[lang] : measure(e).i);
  const brief = (e) => e.v === undefined ? "–" : String(+Number(e.v).toPrecision(4)).replace("-", "−");
  const go = (to) => { trail.push(to); shown = ""; render(); panel.scrollTop = 0; panel.querySelector(".x").focus(); };
  const links = (list) => {
    const ul = el("ul");
    list.slice(0, 40).forEach((p) => {
      const li = el("li");
      if (typeof p === "number") {
        const e = data.estimates[p];
        const b = el("button", title(e) + (e.o === "" ? "" : (lang === "zh" ? "（" : " (") + subject(e.o) + (lang === "zh" ? "）" : ")")) + w().colon + brief(e));
        b.addEventListener("click", () => go(p));
        li.append(b);
      } else li.append(el("code", p));
      ul.append(li);
    });
    if (list.length > 40) ul.append(el("li", w().more.replace("{0}", list.length - 40)));
    return ul;
  };
  const render = () => {
    const at = trail[trail.length - 1];
    const head = el("header");
    const h = el("h2", Array.isArray(at) ? w().sources.replace("{0}", at.length) : w().estimate);
    h.id = "panel-title";
    head.append(h);
    if (trail.length > 1) {
      const back = el("button", "←", "b");
      back.setAttribute("aria-label", w().back);
      back.addEventListener("click", () => { trail.pop(); shown = ""; render(); panel.querySelector(".x").focus(); });
      head.append(back);
    }
    const x = el("button", "×", "x");
    x.setAttribute("aria-label", w().close);
    x.addEventListener("click", close);
    head.append(x);
    panel.lang = lang;
    panel.replaceChildren(head);
    if (Array.isArray(at)) { panel.append(links(at)); return; }
    const e = data.estimates[at];
    const list = el("dl");
    const add = (label, text, code) => {
      if (text === undefined || text === null || text === "") return;
      const dd = el("dd");
      dd.append(code ? el("code", text) : text);
      list.append(el("dt", label), dd);
    };
    const formula = measure(e).f && measure(e).f[lang];
    const method = e.a !== undefined && data.texts[e.a][lang];
    add(w().measure, title(e));
    add(w().of, e.o === "" ? w().whole : subject(e.o));
    add(w().value, e.v);
    add(w().n, e.n);
    if (e.l !== undefined && e.h !== undefined) add(w().interval, "[" + e.l + ", " + e.h + "]");
    add(w().se, e.s);
    add(w().statistic, e.t);
    add(w().df, e.d);
    add(w().p, e.p);
    add(w().formula, formula);
    if (method && method !== formula) add(w().method, method);
    if (e.r !== undefined) add(w().notes, data.texts[e.r][lang]);
    add(w().id, idOf(e), true);
    if (shown !== "") panel.append(el("p", shown, "big"));
    panel.append(list);
    if (e.f) panel.append(el("h3", w().parents), links(e.f));
    if (e.q) {
      panel.append(el("h3", w().quotations));
      e.q.forEach((i) => {
        const q = data.quotes[i], b = el("blockquote", q.t);
        if (/[\u4e00-\u9fff]/.test(q.t)) b.lang = "zh";
        const who = el("footer", q.i + w().colon + q.w[lang]);
        who.lang = lang;
        b.append(who);
        panel.append(b);
      });
    }
  };
  const open = (to, text, from) => {
    trail = [to];
    shown = text;
    opener = from;
    panel.hidden = false;
    render();
    panel.scrollTop = 0;
    panel.querySelector(".x").focus();
  };
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    if (opener && opener.focus) opener.focus();
  };
  document.addEventListener("click", (ev) => {
    const all = ev.target.closest("[data-l]");
    if (all) { open(all.dataset.l.split(" ").map(Number), "", all); return; }
    const b = ev.target.closest("[data-e]");
    if (b) { open(Number(b.dataset.e), b.classList.contains("cite") ? "" : b.textContent, b); return; }
    const d = ev.target.closest(".datum[data-id]");
    if (d && byID.has(d.dataset.id)) {
      const t = d.querySelector("text");
      open(byID.get(d.dataset.id), d.querySelectorAll("text").length === 1 ? t.textContent : "", null);
    }
  });
  document.addEventListener("keydown", (ev) => { if (ev.key === "Escape") close(); });

  root.classList.add("js");
  shade();
  show(lang);
  follow();
})();
