suppressMessages(library(haven))
a <- commandArgs(TRUE); d <- read_sav(a[1], user_na=TRUE)
sh <- function(x) ifelse(is.na(x), "", if (is.character(x)) x else formatC(as.numeric(x), digits=12, format="g", width=1))
o <- file(a[2], "w", encoding="UTF-8")
for (n in names(d)) { v <- d[[n]]; l <- attr(v,"labels"); m <- attr(v,"na_values")
 ls <- if (is.null(l)) "" else paste(paste0(sh(unname(l)), "=", names(l)), collapse="|")
 ms <- if (is.null(m)) "" else paste(sh(m), collapse="|")
 lb <- attr(v,"label"); if (is.null(lb)) lb <- ""
 writeLines(paste("VAR", n, lb, ls, ms, sep="\t"), o) }
cols <- lapply(d, function(v) sh(as.vector(unclass(v))))
m <- do.call(paste, c(list(rep("ROW", nrow(d))), unname(cols), sep="\t"))
writeLines(m, o); close(o)
