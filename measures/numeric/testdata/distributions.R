# Distribution values for the tests of package numeric: Rscript distributions.R > distributions.csv   (R 4.2.2, stats)
# R's own ptukey is off by up to 1e-4 for 2 or 3 degrees of freedom and by 5e-8 for many means, its pt with ncp and pf
# with ncp by 1e-9; the values here are the defining integrals and mixtures themselves, by integrate() and sums.
row <- function(f, a, b, c, v) cat(sprintf("%s,%.17g,%.17g,%.17g,%.17g\n", f, a, b, c, v))
int <- function(f, lo, hi) sum(mapply(function(a, b) integrate(f, a, b, rel.tol = 1e-13, abs.tol = 1e-15, subdivisions = 2000L, stop.on.error = FALSE)$value, head(seq(lo, hi, length.out = 9), -1), tail(seq(lo, hi, length.out = 9), -1)))
dens <- function(u, df) exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + df * (u - exp(2 * u) / 2))   # of ln sqrt(chi2/df)
lo <- function(df) max(-40, -36 / df - 8 / sqrt(2 * df)); hi <- function(df) 8.5 / sqrt(2 * df) + if (df < 10) 1 else 0
W <- function(w, k) sapply(w, function(w) int(function(z) k * dnorm(z) * (pnorm(z) - pnorm(z - w))^(k - 1), -8.5, 8.5))
tukey <- function(q, k, df) if (is.infinite(df)) W(q, k) else int(function(u) dens(u, df) * W(q * exp(u), k), lo(df), hi(df))
nct <- function(t, df, d) int(function(u) dens(u, df) * pnorm(t * exp(u) - d), lo(df), hi(df))
cat("function,x,a,b,value\n")
for (q in c(1, 3.5, 8)) for (k in c(2, 3, 20)) for (df in c(2, 5.5, 19.77, 400, Inf)) row("ptukey", q, k, df, tukey(q, k, df))
for (t in c(-3, 0, .5, 1.9, 4, 12)) for (df in c(1.5, 4, 58, 498)) for (d in c(-2, 0, .7, 3, 11)) row("pt", t, df, d, nct(t, df, d))
for (x in c(.01, 1, 7.5, 40, 300)) for (df in c(1, 4, 51)) for (l in c(0, .5, 9, 120)) row("pchisq", x, df, l, pchisq(x, df, l))
j <- 0:400
for (x in c(.01, .9, 4, 30)) for (df in c(1, 2, 5)) for (l in c(0, .5, 9, 60))
  row("pf(df2=57.5)", x, df, l, sum(dpois(j, l / 2) * pbeta(df * x / (df * x + 57.5), df / 2 + j, 57.5 / 2)))
