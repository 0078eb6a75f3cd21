# Rscript adjust.R > adjust.csv
p <- c(.01, .04, .03, .005, .04, NA, .9, .2)
cat("p,holm,fdr\n"); for (i in seq_along(p)) cat(sprintf("%.17g,%.17g,%.17g\n", p[i], p.adjust(p, "holm")[i], p.adjust(p, "fdr")[i]))
