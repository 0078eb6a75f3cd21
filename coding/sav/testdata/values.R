# Rscript values.R FILE > FILE.csv: the values as haven reads them, user-missing ones kept, dates as SPSS counts them
suppressMessages(library(haven))
f <- commandArgs(TRUE)[1]
d <- read_sav(f, user_na = TRUE)
q <- function(x) paste0('"', gsub('"', '""', x), '"')
cat(paste(q(names(d)), collapse = ","), "\n", sep = "")
for (i in seq_len(nrow(d))) {
  cat(paste(sapply(d, function(v) {
    x <- v[[i]]
    if (inherits(v, "Date")) x <- as.numeric(x) * 86400 + 12219379200
    if (inherits(v, "POSIXct")) x <- as.numeric(x) + 12219379200
    x <- unclass(x)
    attributes(x) <- NULL
    if (is.na(x)) if (is.character(v)) '""' else "" else if (is.character(x)) q(x) else sprintf("%.17g", x)
  }), collapse = ","), "\n", sep = "")
}
