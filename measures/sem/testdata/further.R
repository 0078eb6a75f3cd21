# Rscript further.R in this folder writes further.csv: values of lavaan beyond those of expected.csv, by the name of a
# case, a measure and what it is of. An empty command marks them as the package's own.
suppressMessages(library(lavaan))
rows <- list(); case <- ""
emit <- function(measure, of, x, tol, source) { stopifnot(all(is.finite(x))); rows[[length(rows) + 1]] <<- data.frame(case, file, command = "", measure, of, estimate = x, tolerance = tol, source = paste("lavaan", packageVersion("lavaan"), source)) }
indices <- c(chisq = "chi2", df = "chi2.df", pvalue = "chi2.p", cfi = "cfi", tli = "tli", rmsea = "rmsea", rmsea.ci.lower = "rmsea.ci_low", rmsea.ci.upper = "rmsea.ci_high", srmr = "srmr", aic = "aic", bic = "bic", logl = "loglik",
  chisq.scaled = "chi2_scaled", cfi.scaled = "cfi_scaled", tli.scaled = "tli_scaled", rmsea.scaled = "rmsea_scaled", cfi.robust = "cfi_robust", tli.robust = "tli_robust", rmsea.robust = "rmsea_robust")
fits <- function(fit, s, robust = FALSE, only = names(indices)) { q <- fitMeasures(fit); for (m in intersect(names(indices), only)) if (m %in% names(q) && (robust || !grepl("robust", m)) && is.finite(q[m])) emit(indices[m], "", q[m], if (grepl("chisq|aic|bic|logl", m)) 1e-3 else 2e-5, s) }
parameters <- function(fit, s, tol = 1e-4, group = NULL) {
  p <- parameterEstimates(fit, rsquare = FALSE); z <- standardizedSolution(fit)
  labels <- lavInspect(fit, "group.label")
  for (i in seq_len(nrow(p))) {
    if (p$op[i] == ":=") { emit("defined", p$lhs[i], p$est[i], tol, s); emit("defined.se", p$lhs[i], p$se[i], tol, s); next }
    if (p$se[i] == 0 || p$op[i] == "~*~") next
    m <- switch(p$op[i], "=~" = "loading", "~" = "regression", "~~" = if (p$lhs[i] == p$rhs[i]) "variance" else "covariance", "~1" = "intercept", "|" = "threshold")
    of <- if (m %in% c("variance", "intercept")) p$lhs[i] else paste0(p$lhs[i], p$op[i], p$rhs[i])
    if (!is.null(group)) of <- paste0(of, "|", group, "=", labels[p$group[i]])
    emit(m, of, p$est[i], tol, s); emit(paste0(m, ".se"), of, p$se[i], tol, s)
    std <- c(loading = "loading_std", regression = "regression_std", covariance = "correlation")[m]
    if (!is.na(std)) { w <- z$lhs == p$lhs[i] & z$op == p$op[i] & z$rhs == p$rhs[i]; if (!is.null(group)) w <- w & z$group == p$group[i]
      emit(std, of, z$est.std[w], tol, s); emit(paste0(std, ".se"), of, z$se[w], tol, s) }
  }
}
file <- "hs1939.csv"; h <- read.csv(file)
HS <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
case <- "standard"; fit <- cfa(HS, h); parameters(fit, "cfa()"); mi <- modindices(fit, sort. = TRUE, maximum.number = 10); emit("modification_index", paste0(mi$lhs, mi$op, mi$rhs), mi$mi, 1e-3, "modindices()")
r2 <- lavInspect(fit, "rsquare"); emit("r_squared", names(r2), r2, 1e-5, "cfa()")
case <- "groups-mlr"; fit <- cfa(HS, h, group = "school", estimator = "MLR"); fits(fit, "cfa(group=, estimator='MLR')", TRUE); parameters(fit, "cfa(group=, estimator='MLR')", group = "school")
case <- "second-order"; fit <- cfa(paste0(HS, "\ng =~ visual + textual + speed"), h); fits(fit, "cfa()"); parameters(fit, "cfa()")
case <- "exogenous"; X <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + b*x5 + b*x6\nvisual ~ p*sex + q*ageyr\ntextual ~ r*visual + ageyr\nx9 ~ x7 + textual + sex\ndirect := p*r\nratio := exp(r)/(1 + q^2)"
fit <- sem(X, h); fits(fit, "sem()"); parameters(fit, "sem()")
case <- "exogenous-mlr"; fit <- sem(X, h, estimator = "MLR"); fits(fit, "sem(estimator='MLR')", TRUE); parameters(fit, "sem(estimator='MLR')")
case <- "single"; fit <- sem("visual =~ x1 + x2 + x3\ns =~ x9\nvisual ~~ 0*s\nx4 ~ visual + s\nx5 ~ visual\nx1 ~~ x4", h); fits(fit, "sem()"); parameters(fit, "sem()")
case <- "paths"; fit <- sem("x4 ~ x1 + x2\nx7 ~ x4 + x1\nx4 ~ 1", h); fits(fit, "sem()"); parameters(fit, "sem()")
miss <- h; for (j in 1:9) miss[((seq_len(nrow(h)) * 7 + j * 11) %% 13) == 0, paste0("x", j)] <- NA
write.csv(miss, "hs1939_missing.csv", row.names = FALSE, quote = FALSE); file <- "hs1939_missing.csv"
case <- "fiml"; fit <- cfa(HS, miss, missing = "fiml"); fits(fit, "cfa(missing='fiml')", TRUE); parameters(fit, "cfa(missing='fiml')")
case <- "fiml-mlr"; fit <- cfa(HS, miss, missing = "fiml", estimator = "MLR"); fits(fit, "cfa(missing='fiml', estimator='MLR')", TRUE); parameters(fit, "cfa(missing='fiml', estimator='MLR')"); mi <- modindices(fit, sort. = TRUE, maximum.number = 8); emit("modification_index", paste0(mi$lhs, mi$op, mi$rhs), mi$mi, 1e-3, "modindices()")
case <- "fiml-exogenous"; fit <- sem(paste0(HS, "\nspeed ~ visual + textual + sex + ageyr"), miss, missing = "fiml"); fits(fit, "sem(missing='fiml')"); parameters(fit, "sem(missing='fiml')")
case <- "fiml-mlr-exogenous"; fit <- sem(paste0(HS, "\nspeed ~ visual + textual + sex + ageyr"), miss, missing = "fiml", estimator = "MLR"); fits(fit, "sem(missing='fiml', estimator='MLR')"); parameters(fit, "sem(missing='fiml', estimator='MLR')")
case <- "fiml-groups"; fit <- cfa(HS, miss, missing = "fiml", group = "school"); fits(fit, "cfa(missing='fiml', group=)", TRUE); parameters(fit, "cfa(missing='fiml', group=)", group = "school")
file <- "bfi_ace5.csv"; b <- read.csv(file); b$half <- ifelse(seq_len(nrow(b)) %% 3 == 0, "a", "b"); write.csv(b, "bfi_halves.csv", row.names = FALSE, quote = FALSE); file <- "bfi_halves.csv"
M <- "A =~ A2 + A3 + A4 + A5\nC =~ C1 + C2 + C3 + C4"
w <- c("chisq", "df", "chisq.scaled", "cfi", "tli", "rmsea", "srmr", "cfi.scaled", "tli.scaled", "rmsea.scaled")
one <- function(name, ...) { case <<- name; fit <- cfa(M, b, ordered = TRUE, estimator = "WLSMV", group = "half", ...); fits(fit, "cfa(ordered=TRUE, estimator='WLSMV', group=)", only = w); if (name == "ordinal-configural") parameters(fit, "cfa(ordered=TRUE, estimator='WLSMV', group=)", 2e-4, "half"); invisible(fit) }
one("ordinal-configural"); one("ordinal-metric", group.equal = "loadings"); one("ordinal-scalar", group.equal = c("loadings", "thresholds"))
fo <- lapply(list("", "loadings", c("loadings", "thresholds")), function(e) cfa(M, b, ordered = TRUE, estimator = "WLSMV", group = "half", group.equal = e))
difference <- function(m, f0, f1, s) { d <- lavTestLRT(f1, f0); emit("chi2_diff", m, d[2, "Chisq diff"], 2e-2, s); emit("chi2_diff.df", m, d[2, "Df diff"], 0, s); emit("chi2_diff.p", m, d[2, "Pr(>Chisq)"], 2e-3, s) }
case <- "ordinal-difference"; difference("metric-configural", fo[[2]], fo[[1]], "lavTestLRT(), Satorra 2000"); difference("scalar-metric", fo[[3]], fo[[2]], "lavTestLRT(), Satorra 2000")
file <- "hs1939.csv"; fm <- lapply(list("", "loadings", c("loadings", "intercepts")), function(e) cfa(HS, h, estimator = "MLR", group = "school", group.equal = e))
case <- "mlr-difference"; difference("metric-configural", fm[[2]], fm[[1]], "lavTestLRT(), Satorra-Bentler 2001"); difference("scalar-metric", fm[[3]], fm[[2]], "lavTestLRT(), Satorra-Bentler 2001")
q <- fitMeasures(fm[[3]]); emit("chi2_scaled", "scalar", q["chisq.scaled"], 1e-3, "cfa(estimator='MLR')"); emit("cfi_robust", "scalar", q["cfi.robust"], 1e-5, "cfa(estimator='MLR')"); emit("rmsea_robust", "scalar", q["rmsea.robust"], 1e-5, "cfa(estimator='MLR')")
file <- "bfi_halves.csv"; case <- "ordinal-path"; fit <- sem(paste0(M, "\nE =~ E1 + E2 + E3\nE ~ A + C\nE4 ~ E + A"), b, ordered = TRUE, estimator = "WLSMV"); fits(fit, "sem(ordered=TRUE)", only = w); parameters(fit, "sem(ordered=TRUE)", 2e-4)
mi <- modindices(fit, sort. = TRUE, maximum.number = 5); emit("modification_index", paste0(mi$lhs, mi$op, mi$rhs), mi$mi, .1, "modindices(), which divides by n where the test has n-1")
e <- do.call(rbind, rows); e <- e[!duplicated(e[, c("case", "measure", "of")]), ]
e$estimate <- sprintf("%.10g", e$estimate); write.csv(e, "further.csv", row.names = FALSE)
