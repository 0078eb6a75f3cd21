  // The page: its data, its language and its theme.
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const said = document.getElementById("said");
  const NUMBER = "[data-e],[data-l]"; // what opens the panel: one estimate, or a list of them
  let lang = document.querySelector(".doc").lang;
  const w = () => data.words[lang];
  const fill = (text, ...args) => args.reduce((s, a, i) => s.replace("{" + i + "}", () => a), text);
  const say = (text) => { said.textContent = text; };

  // The report in each language. All but the first wait in an element that a browser with scripts does not read, so that
  // the page opens quickly; they are put in place when they are first shown.
  const docs = new Map([...document.querySelectorAll(".doc,noscript[data-lang]")].map((x) => [x.lang || x.dataset.lang, x]));
  const current = () => docs.get(lang);
  const fetchDoc = () => {
    if (current().matches(".doc")) return;
    const t = document.createElement("template");
    t.innerHTML = current().textContent;
    const doc = t.content.firstElementChild;
    current().replaceWith(doc);
    docs.set(lang, doc);
  };
  const el = (name, text, cls) => {
    const x = document.createElement(name);
    if (text !== undefined) x.textContent = text;
    if (cls) x.className = cls;
    return x;
  };
  const button = (text, cls, act) => {
    const b = el("button", text, cls);
    b.type = "button";
    b.addEventListener("click", act);
    return b;
  };

  // Language: the hash names it (#en, or an anchor such as #en-t-sample); the switch keeps the place.
  const show = (to) => {
    lang = to;
    root.lang = to;
    fetchDoc();
    docs.forEach((d, l) => { d.hidden = l !== to; });
    document.querySelectorAll(".langs a").forEach((a) => {
      if (a.lang === to) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
    });
    document.title = w().title;
    document.getElementById("title").textContent = w().title;
    const theme = document.getElementById("theme");
    theme.setAttribute("aria-label", w().theme);
    theme.title = w().theme;
    prepare(current());
    searchIn();
    if (!panel.hidden) render();
  };

  // Each language is made ready when it is first shown.
  const ready = new Set();
  const prepare = (doc) => {
    if (!ready.has(doc)) {
      ready.add(doc);
      prepareTables(doc);
      prepareFigures(doc);
    }
  };

  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const to = [...docs.keys()].find((l) => id === l || id.startsWith(l + "-"));
    if (to && to !== lang) show(to);
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

  const shade = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.body.classList.toggle("d", dark);
    return dark;
  };
  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = shade() ? "light" : "dark";
    shade();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", shade);
