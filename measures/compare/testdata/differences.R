# Rscript differences.R in this folder   (R 4.2.2, base and stats)
source("../../internal/reference/testdata/emit.R")
difference <- function(of, D, w, s) {
  emit("mean_difference", of, D, 1e-9, "base"); emit(paste0("mean_difference.", c("se", "ci_low", "ci_high", "statistic", "df")), of, c(w$stderr, w$conf.int, w$statistic, w$parameter), 1e-8, s)
  emit("mean_difference.p", of, w$p.value, 1e-10, s)
}
two <- function(d, v, g, lv) { A <- d[[v]][d[[g]] == lv[1]]; B <- d[[v]][d[[g]] == lv[2]]; difference(paste0(v, ": ", lv[1], "-", lv[2]), mean(A) - mean(B), t.test(A, B), "stats t.test") }
begin("toothgrowth-supp", "toothgrowth.csv", "compare toothgrowth.csv --value len --by supp"); two(read.csv("toothgrowth.csv"), "len", "supp", c("OJ", "VC"))
begin("chickwts-two", "chickwts.csv", "compare chickwts.csv --value weight --by feed --levels soybean,casein"); two(read.csv("chickwts.csv"), "weight", "feed", c("soybean", "casein"))
s <- read.csv("sleep.csv"); a <- s$extra[s$group == 1]; b <- s$extra[s$group == 2]
begin("sleep-paired", "sleep.csv", "compare sleep.csv --value extra --by group --paired ID"); difference("extra: 1-2", mean(a - b), t.test(a, b, paired = TRUE), "stats t.test(paired=TRUE)")
e <- do.call(rbind, rows); q <- function(x) paste0('"', gsub('"', '""', x), '"')
writeLines(c("case,file,command,measure,of,estimate,tolerance,source", paste(q(e$case), q(e$file), q(e$command), q(e$measure), q(e$of), sprintf("%.17g", e$estimate), sprintf("%g", e$tolerance), q(e$source), sep = ",")), "differences.csv")
