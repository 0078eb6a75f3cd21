
  // The panel of an estimate, or of the list of those that a sentence or a cell rests on: the trail holds the numbers of
  // estimates and lists of them, so that one can go back.
  const panel = document.getElementById("panel");
  const narrow = matchMedia("(max-width: 40rem)"); // there the panel covers the page, which then rests
  let trail = [], opener = null, shown = "", from = "sources";
  const measure = (e) => data.measures[e.m];
  const idOf = (e) => data.families[e.y || 0] + "." + measure(e).i + "(" + e.o + ")";
  const name = (id) => { const l = data.labels[id]; return l ? l[lang] : id; };
  const title = (e) => (measure(e).n ? measure(e).n[lang] : measure(e).i);
  const minus = (s) => s.replace("-", "−");
  const round = (s, digits) => minus(String(+Number(s).toPrecision(digits)));
  const brief = (e) => (e.v === undefined ? "–" : round(e.v, 4));

  // What an estimate is about, in words: "dimension: Trust; case: Town A".
  const unescape = (s) => s.replace(/%(3B|3D|2D|25|7C)/g, (m) => decodeURIComponent(m));
  const value = (s) => w().values[s] || unescape(s);
  const subject = (of) => {
    const cut = of.indexOf("|");
    const list = cut < 0 ? of : of.slice(0, cut);
    if (list === "" || !list.split(";").every((x) => x.split("=")[0] in w().keys)) return list === "" ? value(of.slice(cut + 1)) : of;
    const pairs = list.split(";").map((x) => { const at = x.indexOf("="); return [x.slice(0, at), x.slice(at + 1)]; });
    const place = (pairs.find((x) => x[0] === "case") || [])[1];
    const label = (k, v) => {
      const dept = k === "dept" && place && data.labels[place + "/" + v];
      return dept ? dept[lang] : name(unescape(v));
    };
    let own = cut >= 0 ? of.slice(cut + 1) : "";
    const parts = pairs.map(([k, v]) => {
      const whole = label(k, v), two = v.split("-"), side = two.length === 2 ? two.indexOf(own) : -1;
      if (side >= 0) { // one group of a comparison of two
        own = "";
        return w().keys[k] + w().colon + fill(w().versus, label(k, two[side]), label(k, two[1 - side]));
      }
      const text = whole === unescape(v) && v.includes("-") ? v.split("-").map((y) => label(k, y)).join(" − ") : whole;
      return w().keys[k] + w().colon + text;
    });
    if (own !== "") {
      const at = own.indexOf("=");
      parts.push(at < 0 ? value(own) : value(own.slice(0, at)) + w().colon + value(own.slice(at + 1)));
    }
    return parts.join(w().semicolon);
  };

  // Texts that people take along: the id and the command. Where the browser has no clipboard, the text is selected.
  const selectText = (x) => getSelection().selectAllChildren(x);
  const copyable = (text) => {
    const p = el("div", undefined, "copy"), code = el("code", text);
    code.tabIndex = -1;
    const b = button(w().copy, "", async () => {
      selectText(code);
      let done = false;
      try { await navigator.clipboard.writeText(text); done = true; } catch { done = document.execCommand("copy"); }
      b.textContent = done ? w().copied : w().selected;
      say(b.textContent);
    });
    b.setAttribute("aria-label", w().copy + w().colon + text);
    p.append(code, b);
    return p;
  };
  const quoted = (s) => (/["$`\\!]/.test(s) ? "'" + s.replaceAll("'", "'\\''") + "'" : '"' + s + '"');

  const render = () => {
    const at = trail[trail.length - 1];
    const isList = Array.isArray(at);
    const e = isList ? null : data.estimates[at];
    const head = el("div", undefined, "head");
    const h = el("h2", isList ? fill(w()[from], at.length) : title(e));
    h.id = "panel-title";
    head.append(h);
    if (trail.length > 1) {
      const back = button("←", "b", () => { trail.pop(); shown = ""; turn(); });
      back.setAttribute("aria-label", w().back);
      back.title = w().back;
      head.append(back);
    }
    const x = button("×", "x", close);
    x.setAttribute("aria-label", w().close);
    x.title = w().close;
    head.append(x);
    panel.lang = lang;
    panel.replaceChildren(head);
    if (shown !== "") panel.append(el("p", shown, "big"));
    if (isList) panel.append(links(at)); else describe(e, at);
  };

  // turn sets another estimate into the open panel.
  const turn = () => {
    render();
    panel.scrollTop = 0;
    panel.focus();
    announce();
  };
  const go = (to) => { trail.push(to); shown = ""; turn(); };
  const announce = () => {
    const at = trail[trail.length - 1];
    const e = Array.isArray(at) ? null : data.estimates[at];
    say(fill(w().opened, e ? title(e) + w().colon + (shown || brief(e)) + w().semicolon + subject(e.o) : fill(w()[from], at.length)));
  };
  const open = (to, text, by) => {
    trail = [to];
    shown = text;
    opener = by;
    from = by.classList.contains("cite") ? "sources" : "cell";
    keepPlace(by, () => {
      panel.hidden = false;
      rest();
    });
    turn();
  };
  const close = () => {
    if (panel.hidden) return;
    const back = opener && opener.isConnected && opener.getClientRects().length > 0 ? opener : document.getElementById(lang + "-main");
    keepPlace(back, () => {
      panel.hidden = true;
      rest();
    });
    say(w().closed);
    back.focus({ preventScroll: back !== opener });
  };
  // On a wide screen the page makes room for the panel; what was clicked stays where it was.
  const keepPlace = (x, change) => {
    const y = x.getBoundingClientRect().top;
    change();
    scrollBy(0, x.getBoundingClientRect().top - y);
  };
  const rest = () => {
    document.body.classList.toggle("open", !panel.hidden);
    const covered = narrow.matches && !panel.hidden;
    [document.querySelector(".bar"), ...docs.values()].forEach((d) => { d.inert = covered; });
    if (covered) panel.setAttribute("aria-modal", "true"); else panel.removeAttribute("aria-modal");
  };
  narrow.addEventListener("change", rest);
  document.addEventListener("click", (ev) => {
    const b = ev.target.closest(NUMBER);
    if (!b) return;
    const figure = b.closest("svg");
    const to = b.dataset.l ? b.dataset.l.split(" ").map(Number) : Number(b.dataset.e);
    open(to, b.classList.contains("cite") || figure ? "" : b.textContent, b);
  });
  document.addEventListener("keydown", (ev) => {
    if (ev.key === "Escape" && !hideTip() && !leaveSearch()) close();
  });
