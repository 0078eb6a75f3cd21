# The side of R in speed.sh, a process each:
#   Rscript speed.R data BFI ITEMS MODEL     writes 2,400 complete rows of 25 items and the model of five factors
#   Rscript speed.R mlr|wlsmv ITEMS MODEL    fits the model by lavaan: fit measures, estimates, standardised estimates, modification indices
a <- commandArgs(TRUE)
if (a[1] == "data") {
  d <- read.csv(a[2])[, 2:26]
  write.csv(d[complete.cases(d), ][1:2400, ], a[3], row.names = FALSE)
  writeLines(sapply(c("A", "C", "E", "N", "O"), function(f) paste0("F", f, " =~ ", paste0(f, 1:5, collapse = " + "))), a[4])
} else {
  suppressMessages(library(lavaan))
  d <- read.csv(a[2])
  f <- if (a[1] == "mlr") cfa(readLines(a[3]), d, estimator = "MLR") else cfa(readLines(a[3]), d, ordered = TRUE, estimator = "WLSMV")
  print(fitMeasures(f)); print(parameterEstimates(f)); print(standardizedSolution(f)); print(head(modindices(f, sort. = TRUE), 10))
}
