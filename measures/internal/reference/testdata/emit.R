# Collects expected values. emit() turns vectors into rows; field names another column of the tidy row
# (measure "icc1.ci_low" = column ci_low of the row icc1; df1/df2 = the two parts of a df such as 2;24.5).
rows <- list(); cur <- list()
begin <- function(case, file, command) cur <<- list(case = case, file = file, command = command)
emit <- function(measure, of, estimate, tol, source) {
  stopifnot(all(is.finite(as.numeric(estimate))))
  rows[[length(rows) + 1]] <<- data.frame(case = cur$case, file = cur$file, command = cur$command, measure = measure,
    of = of, estimate = as.numeric(estimate), tolerance = tol, source = source, row.names = NULL)
}
near <- function(a, b, tol) stopifnot(max(abs(as.numeric(a) - as.numeric(b))) <= tol)
quietly <- function(x) { sink(tempfile()); on.exit(sink()); suppressMessages(suppressWarnings(x)) }
write_expected <- function() {
  e <- do.call(rbind, rows); stopifnot(!anyDuplicated(e[, c("case", "measure", "of")])); q <- function(x) paste0('"', gsub('"', '""', x), '"')
  writeLines(c("case,file,command,measure,of,estimate,tolerance,source", paste(q(e$case), q(e$file), q(e$command), q(e$measure), q(e$of),
    sprintf("%.17g", e$estimate), sprintf("%g", e$tolerance), q(e$source), sep = ",")), "expected.csv")
}
