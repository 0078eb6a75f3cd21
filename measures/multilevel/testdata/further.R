# Adds the cases below sleepstudy-reml and -ml to expected.csv with lme4 1.1-31 (R 4.2.2); unbalanced.csv and singular.csv are made here.
suppressMessages(library(lme4)); ct <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = .02, rhoend = 1e-11, maxfun = 1e5))
rows <- NULL
emit <- function(case, file, command, measure, of, x, tol, source)
  rows <<- rbind(rows, data.frame(case, file, command, measure, of, estimate = as.numeric(x), tolerance = tol, source))
take <- function(case, file, flags, formula, data, reml, terms, group, slope = NULL) {
  m <- suppressMessages(suppressWarnings(lmer(formula, data, REML = reml, control = ct))); m <- suppressMessages(suppressWarnings(update(m, start = getME(m, "theta")))); m2 <- suppressMessages(suppressWarnings(update(m, start = NULL, control = lmerControl(optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-14, xtol_rel = 1e-14, ftol_rel = 1e-15, maxeval = 1e6))))); if (logLik(m2) > logLik(m) + 1e-4) m <- m2; k <- paste("multilevel", file, flags, if (!reml) "--method ml" else "")
  k <- trimws(k); s <- paste0("lme4 1.1-31 lmer(", deparse1(formula), ", REML=", reml, ")"); e <- function(measure, of, x, tol) emit(case, file, k, measure, of, x, tol, s)
  f <- coef(summary(m)); e("fixed", terms, f[, 1], 1e-4); e("fixed.se", terms, f[, 2], 1e-4); e("fixed.statistic", terms, f[, 3], 1e-3)
  v <- VarCorr(m)[[1]]; sc <- sigma(m)^2; rel <- 1e-5 * max(1, sc)
  e("variance", group, v[1, 1], rel); e("variance", "residual", sc, rel); e("icc", "", v[1, 1] / (v[1, 1] + sc), 1e-5)
  if (!is.null(slope)) { gs <- paste0(group, ":", slope); e("variance", gs, v[2, 2], rel); e("covariance", paste0(group, "~~", gs), v[1, 2], rel); if (v[1, 1] * v[2, 2] > 0) e("correlation", paste0(group, "~~", gs), attr(v, "correlation")[1, 2], 1e-4) }
  e("loglik", "", as.numeric(logLik(m)), 1e-5); e("aic", "", AIC(m), 1e-4); e("bic", "", BIC(m), 1e-4); print(m)
}
d <- read.csv("sleepstudy.csv")
for (r in c(TRUE, FALSE)) take(paste0("sleepstudy-slope-", if (r) "reml" else "ml"), "sleepstudy.csv", "--y Reaction --fixed Days --group Subject --slope Days", Reaction ~ Days + (1 + Days | Subject), d, r, c("(Intercept)", "Days"), "Subject", "Days")
set.seed(11); G <- 24; n <- c(1, 2, 1, 3, 15, 7, 4, 9, 2, 12, 6, 6, 5, 3, 8, 10, 2, 1, 4, 20, 5, 6, 7, 3); g <- rep(1:G, n); N <- length(g)
x <- round(rnorm(N, 3, 10), 1); size <- round(rnorm(G), 2)[g]; role <- sample(c("chief", "clerk", "expert"), N, TRUE)
y <- round(3 + .05 * x + .4 * size + .5 * (role == "clerk") + rnorm(G, 0, .7)[g] + rnorm(G, 0, .03)[g] * x + rnorm(N), 3)
u <- data.frame(dept = sprintf("D%02d", g), x, size, role, y)[sample(N), ]; write.csv(u, "unbalanced.csv", row.names = FALSE, quote = FALSE)
T <- c("(Intercept)", "x", "size", "role=clerk", "role=expert")
for (r in c(TRUE, FALSE)) { q <- if (r) "reml" else "ml"
  take(paste0("unbalanced-", q), "unbalanced.csv", "--y y --fixed x,size,role --group dept", y ~ x + size + role + (1 | dept), u, r, T, "dept")
  take(paste0("unbalanced-slope-", q), "unbalanced.csv", "--y y --fixed x,size,role --group dept --slope x", y ~ x + size + role + (1 + x | dept), u, r, T, "dept", "x") }
take("unbalanced-null", "unbalanced.csv", "--y y --group dept", y ~ 1 + (1 | dept), u, TRUE, "(Intercept)", "dept")
set.seed(5); g <- rep(1:12, each = 6); s <- data.frame(team = g, x = round(rnorm(72), 2)); s$y <- round(s$x * .3 + rnorm(72), 2)
s$y <- round(s$y - .9 * ave(s$y, s$team) , 2); write.csv(s, "singular.csv", row.names = FALSE, quote = FALSE)
take("singular", "singular.csv", "--y y --fixed x --group team", y ~ x + (1 | team), s, TRUE, c("(Intercept)", "x"), "team")
take("singular-slope", "singular.csv", "--y y --fixed x --group team --slope x", y ~ x + (1 + x | team), s, TRUE, c("(Intercept)", "x"), "team", "x")
f <- read.csv("expected.csv", check.names = FALSE); f <- f[f$case %in% c("sleepstudy-reml", "sleepstudy-ml"), ]; f$of[is.na(f$of)] <- ""
rows$estimate <- sprintf("%.17g", rows$estimate); f$estimate <- sprintf("%.17g", f$estimate)
write.csv(rbind(f, rows), "expected.csv", row.names = FALSE)
