
  root.classList.add("js");
  shade();
  show(lang);
  follow();
  addEventListener("beforeprint", () => document.body.classList.remove("d"));
  addEventListener("afterprint", shade);
