# Adds the cases below tal-or to expected.csv with base R alone; clustered.csv is made here.
d <- read.csv("tal_or.csv")
rows <- NULL
emit <- function(case, file, command, measure, of, x, tol = 1e-8, source = "base R 4.2.2 lm")
  rows <<- rbind(rows, data.frame(case, file, command, measure, of, estimate = as.numeric(x), tolerance = tol, source))
co <- function(m, v) coef(summary(m))[v, ]

# Two mediators in parallel, a covariate.
k <- "mediate tal_or.csv --x cond --m pmi,import --y reaction --covariates age"
e <- function(...) emit("tal-or-parallel", "tal_or.csv", k, ...)
m1 <- lm(pmi ~ cond + age, d); m2 <- lm(import ~ cond + age, d); y <- lm(reaction ~ cond + pmi + import + age, d); tot <- lm(reaction ~ cond + age, d)
a <- c(co(m1, "cond")[1], co(m2, "cond")[1]); b <- c(co(y, "pmi")[1], co(y, "import")[1]); M <- c("pmi", "import")
for (v in M) { m <- list(pmi = m1, import = m2)[[v]]
  for (s in list(list("a", co(m, "cond")), list("b", co(y, v)))) { e(s[[1]], v, s[[2]][1]); e(paste0(s[[1]], ".se"), v, s[[2]][2]); e(paste0(s[[1]], ".statistic"), v, s[[2]][3]); e(paste0(s[[1]], ".p"), v, s[[2]][4]) }
}
e("indirect", M, a * b); e("total_indirect", "", sum(a * b)); e("direct", "", co(y, "cond")[1]); e("direct.p", "", co(y, "cond")[4]); e("total", "", co(tot, "cond")[1])
e("total.ci_low", "", confint(tot)["cond", 1]); e("total.ci_high", "", confint(tot)["cond", 2]); e("total.df1", "", tot$df.residual)
e("proportion_mediated", "", sum(a * b) / co(tot, "cond")[1])

# Moderated stages; the moderator is left as it is, conditional effects are the same.
w <- mean(d$age) + c(-1, 0, 1) * sd(d$age); at <- c("-1sd", "mean", "+1sd")
mf <- lm(pmi ~ cond * age, d); yf <- lm(reaction ~ cond + pmi, d)
k <- "mediate tal_or.csv --x cond --m pmi --y reaction --moderator age"
e <- function(...) emit("tal-or-model7", "tal_or.csv", k, ..., source = "base R 4.2.2 lm, PROCESS model 7")
aw <- coef(mf)["cond"] + coef(mf)["cond:age"] * w
e("indirect_conditional", paste0("pmi@w=", at), aw * coef(yf)["pmi"]); e("moderated_mediation_index", "", coef(mf)["cond:age"] * coef(yf)["pmi"])
e("a", "cond:age", coef(mf)["cond:age"]); e("a.se", "cond:age", co(mf, "cond:age")[2]); e("a.p", "cond:age", co(mf, "cond:age")[4])
c0 <- transform(d, age = age - mean(age)); e("a", "", aw[2]); e("a.se", "", co(lm(pmi ~ cond * age, c0), "cond")[2])
k <- "mediate tal_or.csv --x cond --m pmi --y reaction --moderator age --stage second"
e <- function(...) emit("tal-or-model14", "tal_or.csv", k, ..., source = "base R 4.2.2 lm, PROCESS model 14")
m <- lm(pmi ~ cond, d); ys <- lm(reaction ~ cond + pmi * age, d); bw <- coef(ys)["pmi"] + coef(ys)["pmi:age"] * w
e("indirect_conditional", paste0("pmi@w=", at), coef(m)["cond"] * bw); e("moderated_mediation_index", "", coef(m)["cond"] * coef(ys)["pmi:age"])
e("b", "pmi:age", coef(ys)["pmi:age"]); e("b.se", "pmi:age", co(ys, "pmi:age")[2]); e("direct", "", coef(ys)["cond"])
k <- "mediate tal_or.csv --x cond --m pmi --y reaction --moderator age --stage both"
e <- function(...) emit("tal-or-model58", "tal_or.csv", k, ..., source = "base R 4.2.2 lm, PROCESS model 58")
e("indirect_conditional", paste0("pmi@w=", at), aw * bw)

# Clusters: CR1, and the bootstrap of clusters.
set.seed(7); G <- 15; g <- rep(1:G, times = 6 + (1:G) %% 5); n <- length(g)
u <- rnorm(G, 0, .6)[g]; x <- round(rnorm(n) + u, 2); mm <- round(.5 * x + rnorm(G, 0, .5)[g] + rnorm(n), 2); yy <- round(.4 * mm + .2 * x + rnorm(G, 0, .5)[g] + rnorm(n), 2)
write.csv(data.frame(dept = sprintf("D%02d", g), x = x, m = mm, y = yy), "clustered.csv", row.names = FALSE, quote = FALSE)
k <- "mediate clustered.csv --x x --m m --y y --cluster dept"
e <- function(...) emit("clustered", "clustered.csv", k, ..., source = "base R 4.2.2: G/(G-1)*(N-1)/(N-K) sandwich, t with G-1 df")
cr1 <- function(m) { X <- model.matrix(m); B <- solve(crossprod(X)); s <- rowsum(X * resid(m), g); sqrt(diag(B %*% crossprod(s) %*% B) * G / (G - 1) * (n - 1) / (n - ncol(X))) }
ma <- lm(mm ~ x); my <- lm(yy ~ x + mm); mt <- lm(yy ~ x)
for (s in list(list("a", ma, "x"), list("b", my, "mm"), list("direct", my, "x"), list("total", mt, "x"))) { se <- cr1(s[[2]])[s[[3]]]; v <- coef(s[[2]])[s[[3]]]
  e(s[[1]], "", v); e(paste0(s[[1]], ".se"), "", se); e(paste0(s[[1]], ".p"), "", 2 * pt(-abs(v / se), G - 1)); e(paste0(s[[1]], ".ci_low"), "", v - qt(.975, G - 1) * se) }
a <- coef(ma)["x"]; b <- coef(my)["mm"]; e("sobel_z", "", a * b / sqrt(b^2 * cr1(ma)["x"]^2 + a^2 * cr1(my)["mm"]^2))
k <- "mediate clustered.csv --x x --m m --y y --cluster dept --bootstrap 5000"
fast <- function(i) coef(lm.fit(cbind(1, x[i]), mm[i]))[2] * coef(lm.fit(cbind(1, x[i], mm[i]), yy[i]))[3]
l <- split(seq_len(n), g); B <- replicate(20000, fast(unlist(l[sample(G, replace = TRUE)]))); q <- quantile(B, c(.025, .975))
emit("clustered-bootstrap", "clustered.csv", k, c("indirect.ci_low", "indirect.ci_high"), "", q, .02, "percentile bootstrap of clusters, 20000 replicates, quantile type 7")
# BCa with the jackknife of rows.
x <- d$cond; mm <- d$pmi; yy <- d$reaction; n <- nrow(d); t0 <- fast(1:n); B <- replicate(40000, fast(sample(n, replace = TRUE))); J <- sapply(1:n, function(i) fast(-i)); D <- mean(J) - J
ac <- sum(D^3) / (6 * sum(D^2)^1.5); z0 <- qnorm(mean(B < t0)); z <- z0 + qnorm(c(.025, .975)); q <- quantile(B, pnorm(z0 + z / (1 - ac * z)))
emit("tal-or-bca", "tal_or.csv", "mediate tal_or.csv --x cond --m pmi --y reaction --bootstrap 5000 --ci bca", c("indirect.ci_low", "indirect.ci_high"), "", q, .03, "Efron 1987 BCa, 40000 resamples, quantile type 7")
f <- read.csv("expected.csv", check.names = FALSE); f <- f[f$case %in% c("tal-or", "tal-or-bootstrap"), ]; f$of[is.na(f$of)] <- ""
rows$estimate <- sprintf("%.17g", rows$estimate); f$estimate <- sprintf("%.17g", f$estimate)
write.csv(rbind(f, rows), "expected.csv", row.names = FALSE)
cat("acceleration", format(ac, digits = 12), "\n")
