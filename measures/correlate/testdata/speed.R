# Rscript speed.R ITEMS: psych's polychoric correlations of all columns; the side of R in the timing script of package sem's testdata.
suppressMessages(library(psych))
print(polychoric(read.csv(commandArgs(TRUE)[1]))$rho, digits = 8)
