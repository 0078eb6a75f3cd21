
  // Figures: each mark says what it shows when the pointer, a finger or the keyboard is on it, and opens its estimate.
  const tip = document.getElementById("tip");
  let pointed = null; // the mark that the tooltip is of
  const hideTip = () => {
    const was = pointed !== null && !tip.hidden;
    tip.hidden = true;
    pointed = null;
    return was;
  };
  const showTip = (mark) => {
    if (mark === pointed) return;
    pointed = mark;
    tip.textContent = mark.getAttribute("aria-label");
    tip.lang = lang;
    tip.hidden = false;
    const at = mark.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const above = at.top - size.height - 6;
    tip.style.left = Math.max(4, Math.min(innerWidth - size.width - 4, at.left + at.width / 2 - size.width / 2)) + "px";
    tip.style.top = (above > 56 ? above : Math.min(at.bottom + 6, innerHeight - size.height - 4)) + "px";
  };
  const markOf = (x) => (x.closest ? x.closest(".datum") : null);

  const prepareFigures = (doc) => doc.querySelectorAll(".pic > svg").forEach((svg) => {
    const marks = [];
    const known = new Set(); // an estimate that is drawn in several pieces is one stop
    svg.querySelectorAll(".datum").forEach((m) => {
      const t = m.querySelector("title");
      m.setAttribute("aria-label", t ? t.textContent : "");
      if (t) t.remove(); // else the browser would show it beside ours
      const id = m.dataset.e;
      if (id !== undefined && known.has(id)) { m.setAttribute("aria-hidden", "true"); return; }
      known.add(id);
      m.setAttribute("role", id === undefined ? "img" : "button");
      m.setAttribute("tabindex", marks.length ? "-1" : "0");
      marks.push(m);
    });
    if (marks.length === 0) return;
    svg.setAttribute("role", "group"); // an image could not hold what can be pressed
    [...svg.children].forEach((c) => { if (!c.matches(".datum,title,desc,defs") && !c.querySelector(".datum")) c.setAttribute("aria-hidden", "true"); });
    const move = (to) => {
      marks.forEach((m) => m.setAttribute("tabindex", m === to ? "0" : "-1"));
      to.focus();
    };
    svg.addEventListener("keydown", (ev) => {
      const at = marks.indexOf(markOf(ev.target));
      if (at < 0) return;
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[ev.key];
      if (to !== undefined) {
        ev.preventDefault();
        if (marks[to]) move(marks[to]);
      } else if (ev.key === "Enter" || ev.key === " ") {
        ev.preventDefault();
        ev.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      }
    });
    svg.addEventListener("pointerover", (ev) => { const m = markOf(ev.target); if (m) showTip(m); });
    svg.addEventListener("pointerout", (ev) => { if (ev.pointerType !== "touch" && !markOf(ev.relatedTarget || svg)) hideTip(); });
    svg.addEventListener("focusin", (ev) => { const m = markOf(ev.target); if (m) showTip(m); });
    svg.addEventListener("focusout", hideTip);
  });
  addEventListener("scroll", () => { // the tooltip of the mark that has the focus goes along
    const mark = pointed;
    if (!mark) return;
    hideTip();
    if (mark === document.activeElement) showTip(mark);
  }, { passive: true, capture: true });
  document.addEventListener("pointerdown", (ev) => { if (!markOf(ev.target)) hideTip(); });
