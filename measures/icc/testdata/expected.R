# Rscript expected.R in this folder   (R 4.2.2; the packages and their versions stand in the column source)
source("../../internal/reference/testdata/emit.R")
library(psych); library(irr)
x <- read.csv("shroutfleiss1979.csv")[, -1]; begin("shroutfleiss1979", "shroutfleiss1979.csv", "icc shroutfleiss1979.csv --raters J1:J4")
r <- ICC(x, lmer = FALSE)$results; near(r$ICC[2], icc(x, "twoway", "agreement")$value, 1e-10); near(r$`lower bound`[2], icc(x, "twoway", "agreement")$lbound, 1e-6)
id <- c("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"); s <- "psych 2.2.9 ICC(lmer=FALSE); Shrout & Fleiss 1979 table 4 (.17 .29 .71 .44 .62 .91)"
emit(id, "", r$ICC, 1e-8, s); emit(paste0(id, ".statistic"), "", r$F, 1e-8, s); emit(paste0(id, ".df1"), "", r$df1, 1e-8, s); emit(paste0(id, ".df2"), "", r$df2, 1e-8, s)
emit(paste0(id, ".p"), "", r$p, 1e-8, s); emit(paste0(id, ".ci_low"), "", r$`lower bound`, 1e-8, s); emit(paste0(id, ".ci_high"), "", r$`upper bound`, 1e-8, s)
write_expected()
