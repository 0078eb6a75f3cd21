# The side of R in the timing script of package sem's testdata (speed.sh), a process each:
#   Rscript speed.R data FILE          writes 2,400 rows of x, m1, m2, y
#   Rscript speed.R FILE REPLICATES    fits two parallel mediators by lavaan with as many bootstrap replicates; 0 draws none
a <- commandArgs(TRUE)
if (a[1] == "data") {
  set.seed(1); n <- 2400
  x <- rnorm(n); m1 <- .5 * x + rnorm(n); m2 <- .3 * x + rnorm(n); y <- .2 * x + .4 * m1 + .3 * m2 + rnorm(n)
  write.csv(data.frame(x, m1, m2, y), a[2], row.names = FALSE)
} else {
  suppressMessages(library(lavaan)); set.seed(1); R <- as.integer(a[2])
  model <- "m1 ~ a1*x\n m2 ~ a2*x\n m1 ~~ m2\n y ~ c*x + b1*m1 + b2*m2\n i1 := a1*b1\n i2 := a2*b2"
  f <- if (R) sem(model, read.csv(a[1]), se = "bootstrap", bootstrap = R) else sem(model, read.csv(a[1]))
  e <- parameterEstimates(f, boot.ci.type = "perc"); print(e[e$op == ":=", c("lhs", "est", "ci.lower", "ci.upper")])
}
