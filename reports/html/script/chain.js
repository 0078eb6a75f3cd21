
  // What the panel says of an estimate, and the chain: what it was computed from, what was computed from it, the
  // quotations and the answers behind it.
  const links = (list) => {
    const ul = el("ul");
    const add = (p) => {
      const li = el("li");
      if (typeof p === "number") {
        const e = data.estimates[p];
        const b = button(title(e) + (e.o === "" ? "" : (lang === "zh" ? "（" : " (") + subject(e.o) + (lang === "zh" ? "）" : ")")) + w().colon + brief(e), "", () => go(p));
        li.append(b);
      } else li.append(el("code", p));
      ul.append(li);
    };
    list.slice(0, 40).forEach(add);
    if (list.length > 40) {
      const li = el("li");
      li.append(button(fill(w().more, list.length - 40), "", () => {
        li.remove();
        list.slice(40).forEach(add);
        ul.children[40].querySelector("button,code").focus();
      }));
      ul.append(li);
    }
    return ul;
  };

  // The estimates computed from one, by its number; made when first asked for.
  let used;
  const usedIn = (at) => {
    if (!used) {
      used = new Map();
      data.estimates.forEach((e, i) => (e.f || []).forEach((p) => {
        if (!used.has(p)) used.set(p, []);
        used.get(p).push(i);
      }));
    }
    return used.get(at) || [];
  };

  const describe = (e, at) => {
    if (shown === "" && e.v !== undefined) panel.append(el("p", brief(e), "big"));
    const list = el("dl");
    const add = (label, text) => {
      if (text === undefined || text === null || text === "") return;
      list.append(el("dt", label), el("dd", text));
    };
    const formula = measure(e).f && measure(e).f[lang];
    const method = e.a !== undefined && data.texts[e.a][lang];
    add(w().of, e.o === "" ? w().whole : subject(e.o));
    add(w().value, e.v && minus(e.v));
    add(w().n, e.n);
    if (e.l !== undefined && e.h !== undefined) add(w().interval, "[" + round(e.l, 6) + ", " + round(e.h, 6) + "]");
    add(w().se, e.s && round(e.s, 6));
    add(w().statistic, e.t && round(e.t, 6));
    add(w().df, e.d && e.d.split(";").map((x) => round(x, 6)).join(", "));
    if (e.p !== undefined) add(w().p, Number(e.p) < 0.001 ? "< 0.001" : round(e.p, 3));
    add(w().formula, formula);
    if (method && method !== formula) add(w().method, method);
    if (e.r !== undefined) add(w().notes, data.texts[e.r][lang]);
    if (e.b !== undefined) {
      const b = data.bases[e.b];
      if (b.s) add(w().basis, b.s[lang]);
      if (b.f) add(w().filter, subject(b.f));
      if (b.c !== undefined) add(w().columns, data.columns[b.c].map(name).join(lang === "zh" ? "、" : ", "));
    }
    panel.append(list);
    if (e.f) panel.append(el("h3", w().parents), links(e.f));
    if (e.g !== undefined) spread(data.answers[e.g]);
    if (e.q) quotations(e.q);
    const up = usedIn(at);
    if (up.length) panel.append(el("h3", w().children), links(up));
    panel.append(el("h3", w().id), copyable(idOf(e)), el("h3", w().command), copyable("smekit explain " + w().study + " " + quoted(idOf(e))));
  };

  // The number of a share: an estimate that is made out of its distribution when somebody asks for it.
  const shares = new Map();
  const numberIn = (list, is, make) => {
    const at = list.findIndex(is);
    return at >= 0 ? at : list.push(make()) - 1;
  };
  const shareOf = (a, d, k) => {
    const x = data.items[d.i], of = a.o + "|" + x.i + "=" + (x.l + k);
    if (!shares.has(of)) {
      const e = { m: numberIn(data.measures, (m) => m.i === "share", () => ({ i: "share" })), o: of, v: d.v[k], n: d.n, a: a.a, r: a.r };
      e.y = numberIn(data.families, (f) => f === "describe", () => "describe");
      shares.set(of, data.estimates.push(e) - 1);
    }
    return shares.get(of);
  };

  // The distributions of the answers, a table for each item.
  const spread = (a) => {
    panel.append(el("h3", w().answers + (lang === "zh" ? "（" : " (") + subject(a.o) + (lang === "zh" ? "）" : ")")));
    a.d.forEach((d) => {
      const x = data.items[d.i];
      const table = el("table", undefined, "dist"), caption = el("caption");
      const text = el("span", x.i + " " + x.t[lang] + (x.r ? (lang === "zh" ? "（" : " (") + w().reversed + (lang === "zh" ? "）" : ")") : ""));
      caption.append(text, el("span", "n = " + d.n, "n"));
      const head = el("tr");
      [w().answer, w().share].forEach((t) => { const th = el("th", t, "sr"); th.scope = "col"; head.append(th); });
      const thead = el("thead"), body = el("tbody");
      thead.append(head);
      d.v.forEach((v, k) => {
        const row = el("tr"), th = el("th", (x.l + k) + (x.p[k] && x.p[k][lang] ? " " + x.p[k][lang] : "")), td = el("td"), bar = el("span", undefined, "dbar");
        th.scope = "row";
        bar.style.width = 100 * v + "%"; // the policy forbids style attributes, not this
        const track = el("span", undefined, "track");
        track.append(bar);
        td.append(track, button((100 * v).toFixed(1) + "%", "", () => go(shareOf(a, d, k))));
        row.append(th, td);
        body.append(row);
      });
      table.append(caption, thead, body);
      panel.append(table);
    });
  };

  const quotations = (list) => {
    panel.append(el("h3", w().quotations));
    list.forEach((i) => {
      const q = data.quotes[i], b = el("blockquote", q.t);
      if (/[\u4e00-\u9fff]/.test(q.t)) b.lang = "zh";
      const who = el("div", q.i + w().colon + q.w[lang]);
      who.lang = lang;
      if (q.a) {
        const a = el("a", w().appendix);
        a.href = "#" + lang + "-" + q.a;
        a.addEventListener("click", () => { if (narrow.matches) { opener = document.getElementById(lang + "-" + q.a); close(); } });
        who.append(" · ", a);
      }
      b.append(who);
      panel.append(b);
    });
  };
