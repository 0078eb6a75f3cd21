# Rscript expected.R in this folder   (R 4.2.2; the packages and their versions stand in the column source)
source("../../internal/reference/testdata/emit.R")
library(irr); library(irrCAC); library(psych)
# Chance-corrected agreement for many coders, with missing codes (Gwet 2014, ch. 2-6); irrCAC computes the same but
# rounds to 5 digits, so the formulas are written out and checked against it.
weights_of <- function(kind, cat, val) { q <- length(cat); M <- abs(outer(val, val, "-")); r <- max(val) - min(val)
  switch(kind, nominal = diag(q), linear = 1 - M / r, quadratic = 1 - (M / r)^2,
    ratio = { W <- (outer(val, val, "-") / outer(val, val, "+"))^2; W <- 1 - W / ((max(val) - min(val)) / (max(val) + min(val)))^2; W },
    ordinal = { d <- abs(outer(1:q, 1:q, "-")) + 1; B <- choose(d, 2); 1 - B / max(B) }) }
agree <- function(x, kind = "nominal", numeric = FALSE) {
  cat <- sort(unique(na.omit(unlist(x)))); q <- length(cat); val <- if (numeric) as.numeric(cat) else seq_along(cat)
  W <- weights_of(kind, cat, val); X <- as.matrix(x); R <- t(apply(X, 1, function(r) table(factor(r, cat))))
  ri <- rowSums(R); keep <- ri > 0; R <- R[keep, ]; X <- X[keep, ]; ri <- ri[keep]; n <- nrow(R); n2 <- sum(ri >= 2)
  Rs <- R %*% t(W); d <- ri * (ri - 1); pai <- ifelse(d > 0, rowSums(R * (Rs - 1)) / pmax(d, 1), 0); pa <- sum(pai) / n2
  pik <- R / ri; p <- colMeans(pik); Tw <- sum(W)
  coef <- function(pe, pei) { a <- (pa - pe) / (1 - pe); ai <- (n / n2) * (pai - pe * (ri >= 2)) / (1 - pe)
    ai <- ai - 2 * (1 - a) * (pei - pe) / (1 - pe); se <- sqrt(sum((ai - a)^2) / (n * (n - 1)))
    c(est = a, se = se, lo = a - qt(.975, n - 1) * se, hi = min(1, a + qt(.975, n - 1) * se)) }
  peG <- Tw / (q * (q - 1)) * sum(p * (1 - p)); peB <- Tw / q^2; peF <- sum(W * outer(p, p))
  g <- ncol(X); pg <- t(apply(X, 2, function(r) table(factor(r, cat)) / sum(!is.na(r)))); pb <- colMeans(pg)
  S <- (t(pg) %*% pg - g * outer(pb, pb)) / (g - 1); peC <- sum(W * (outer(pb, pb) - S / g))
  wp <- (W %*% p + t(W) %*% p) / 2
  list(pa = pa, gwet = coef(peG, Tw / (q * (q - 1)) * drop(pik %*% (1 - p))), bp = coef(peB, rep(peB, n)),
       fleiss = coef(peF, drop(pik %*% wp)), conger = (pa - peC) / (1 - peC), n = n)
}
kalpha <- function(x, level) {            # Krippendorff 2011: coincidences and metric differences
  cat <- sort(unique(na.omit(unlist(x)))); v <- if (is.numeric(cat)) cat else seq_along(cat); O <- matrix(0, length(cat), length(cat))
  for (i in seq_len(nrow(x))) { t1 <- table(factor(unlist(x[i, ]), cat)); m <- sum(t1); if (m > 1) O <- O + (outer(t1, t1) - diag(as.numeric(t1))) / (m - 1) }
  nc <- rowSums(O); n <- sum(nc); k <- length(cat)
  D <- switch(level, nominal = 1 - diag(k), interval = outer(v, v, "-")^2, ratio = (outer(v, v, "-") / outer(v, v, "+"))^2,
    ordinal = outer(1:k, 1:k, Vectorize(function(a, b) if (a == b) 0 else (sum(nc[a:b]) - (nc[a] + nc[b]) / 2)^2)))
  1 - (n - 1) * sum(O * D) / sum(outer(nc, nc) * D)
}
chk <- function(f, v) near(f$est$coeff.val, v, 6e-6)
multi <- function(a, src, gname = "") {
  emit("percent_agreement", "", a$pa, 1e-8, paste("irrCAC 1.0 pa.coeff.raw", src))
  for (m in list(c("gwet_ac", "gwet", "gwet.ac1.raw"), c("brennan_prediger", "bp", "bp.coeff.raw"), c("fleiss_kappa", "fleiss", "fleiss.kappa.raw"))) {
    v <- a[[m[2]]]; s <- paste0("irrCAC 1.0 ", m[3], src, " (5 digits there; same formula in full precision)")
    emit(m[1], "", v["est"], 1e-8, s); emit(paste0(m[1], ".se"), "", v["se"], 1e-8, s); emit(paste0(m[1], ".ci_low"), "", v["lo"], 1e-8, s); emit(paste0(m[1], ".ci_high"), "", v["hi"], 1e-8, s) }
  emit("conger_kappa", "", a$conger, 1e-8, paste0("irrCAC 1.0 conger.kappa.raw", src, " (same formula in full precision)"))
}
x <- read.csv("krippendorff2011.csv")[, -1]
for (lv in c("nominal", "ordinal", "interval", "ratio")) {
  begin(paste0("krippendorff2011-", lv), "krippendorff2011.csv", paste("agreement krippendorff2011.csv --unit unit --level", lv))
  a <- kalpha(x, lv); near(a, irr::kripp.alpha(t(as.matrix(x)), lv)$value, 1e-8)
  emit("krippendorff_alpha", "", a, 1e-8, paste0("irr 0.84.1 kripp.alpha(method='", lv, "'); Krippendorff 2011 section D-F"))
  if (lv == "nominal") { a <- agree(x); chk(gwet.ac1.raw(x), a$gwet["est"]); chk(fleiss.kappa.raw(x), a$fleiss["est"]); chk(bp.coeff.raw(x), a$bp["est"]); chk(conger.kappa.raw(x), a$conger)
    near(gwet.ac1.raw(x)$est$coeff.se, a$gwet["se"], 6e-6); near(fleiss.kappa.raw(x)$est$coeff.se, a$fleiss["se"], 6e-6); near(bp.coeff.raw(x)$est$coeff.se, a$bp["se"], 6e-6); multi(a, "") }
}
for (w in c("ordinal", "linear", "quadratic")) {
  begin(paste0("krippendorff2011-w-", w), "krippendorff2011.csv", paste("agreement krippendorff2011.csv --unit unit --level interval --weights", w))
  a <- agree(x, w, TRUE); chk(gwet.ac1.raw(x, weights = w), a$gwet["est"]); chk(bp.coeff.raw(x, weights = w), a$bp["est"]); chk(conger.kappa.raw(x, weights = w), a$conger); chk(fleiss.kappa.raw(x, weights = w), a$fleiss["est"])
  s <- paste0("irrCAC 1.0 (weights='", w, "'), same formula in full precision")
  emit("gwet_ac", "", a$gwet["est"], 1e-8, s); emit("brennan_prediger", "", a$bp["est"], 1e-8, s); emit("conger_kappa", "", a$conger, 1e-8, s); emit("fleiss_kappa", "", a$fleiss["est"], 1e-8, s)
}
x <- read.csv("fleiss1971.csv")[, -1]
begin("fleiss1971", "fleiss1971.csv", "agreement fleiss1971.csv --unit patient --level nominal")
a <- agree(x); near(a$fleiss["est"], kappam.fleiss(x)$value, 1e-10); near(a$conger, kappam.fleiss(x, exact = TRUE)$value, 1e-10); chk(gwet.ac1.raw(x), a$gwet["est"]); chk(bp.coeff.raw(x), a$bp["est"])
multi(a, "; irr 0.84.1 kappam.fleiss (exact=TRUE is conger_kappa); Fleiss 1971")
# irr kripp.alpha is wrong for complete data with more than two coders (it sets m_u - 1 to 1: .43088); irrCAC is right.
al <- kalpha(x, "nominal"); chk(krippen.alpha.raw(x), al); near(al, kappam.fleiss(x)$value + (1 - kappam.fleiss(x)$value) / 180, 1e-12)
emit("krippendorff_alpha", "", al, 1e-8, "irrCAC 1.0 krippen.alpha.raw, full precision (irr 0.84.1 kripp.alpha errs on complete data with more than two coders)")
pv <- table(unlist(x)) / length(unlist(x)); emit("prevalence", names(pv), pv, 1e-8, "table(): share of all codes given; Fleiss 1971 (p_j)")
x <- read.csv("abstractors.csv")[, -1]; tab <- table(factor(x[, 1], c("AIU", "Ectopic", "NIU")), factor(x[, 2], c("AIU", "Ectopic", "NIU")))
begin("abstractors", "abstractors.csv", "agreement abstractors.csv --unit case --level nominal")
a <- agree(x); near(kappa2(x)$value, a$conger, 1e-10); ck <- cohen.kappa(tab); near(ck$kappa, a$conger, 1e-10)
emit("cohen_kappa", "abstractor1~abstractor2", a$conger, 1e-8, "irr 0.84.1 kappa2; Gwet 2014 (.796)")
emit("cohen_kappa.se", "abstractor1~abstractor2", sqrt(ck$var.kappa), 1e-8, "psych 2.2.9 cohen.kappa var.kappa (Fleiss, Cohen & Everitt 1969)")
emit("scott_pi", "abstractor1~abstractor2", a$fleiss["est"], 1e-8, "irrCAC 1.0 scott2.table, same formula in full precision; Gwet 2014 (.796)"); chk(list(est = data.frame(coeff.val = scott2.table(cont3x3abstractors)$coeff.val)), a$fleiss["est"])
emit("percent_agreement", "abstractor1~abstractor2", a$pa, 1e-8, "irr 0.84.1 agree"); emit("holsti", "abstractor1~abstractor2", a$pa, 1e-8, "Holsti 1969: 2M/(N1+N2); equals percent agreement when both coded every unit")
emit("gwet_ac", "", a$gwet["est"], 1e-8, "irrCAC 1.0 gwet.ac1.table, full precision; Gwet 2014 (.849)"); emit("brennan_prediger", "", a$bp["est"], 1e-8, "irrCAC 1.0 bp2.table, full precision")
emit("krippendorff_alpha", "", kalpha(x, "nominal"), 1e-8, "irr 0.84.1 kripp.alpha(method='nominal')")
x <- read.csv("anxiety.csv")[, -1]
for (w in c("linear", "quadratic")) { begin(paste0("anxiety-", w), "anxiety.csv", paste("agreement anxiety.csv --unit subject --level interval --weights", w))
  k <- function(i, j) { W <- weights_of(w, 1:6, 1:6); P <- table(factor(x[, i], 1:6), factor(x[, j], 1:6)) / nrow(x); po <- sum(W * P); pe <- sum(W * outer(rowSums(P), colSums(P))); (po - pe) / (1 - pe) }
  near(k(1, 2), kappa2(x[, 1:2], if (w == "linear") "equal" else "squared")$value, 1e-10)
  for (p in list(c(1, 2), c(1, 3), c(2, 3))) emit("cohen_kappa", paste0("rater", p[1], "~rater", p[2]), k(p[1], p[2]), 1e-8, paste0("irr 0.84.1 kappa2(weight='", if (w == "linear") "equal" else "squared", "') with the categories 1-6 of the whole table"))
}
write_expected()
