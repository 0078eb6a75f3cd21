# ======================================================================================================================
# Recomputes a study's published estimates in R and compares them.
#
#   Rscript analysis.R          (in the folder that holds this file and the folder data)
#
# Base R is enough for most of it. Where they are installed, further packages compute the same numbers once more by code that
# others wrote: psych (alpha, omega), irr (kappa, alpha of Krippendorff), multilevel (rwg, ICC2), lme4 or nlme (random intercepts); and
# the factor models need lavaan. Nothing is downloaded, nothing random is drawn. The sections bear the names of the report's tables.
#
# What is printed: by section the numbers compared, how many are equal within tolerance (1e-6 of the number, 1e-4 where the number is
# the result of an iterative search: lavaan, lme4, nlme, minres), and the largest difference; then every number that differs, with both
# values. comparison.csv holds every comparison. The exit status is 1 when a number differs.
#
# data/expected.csv      the published estimates that are compared here
# data/not_compared.csv  the others, each with the reason
# The other tables in data are the records that everything is computed from; README.md describes them.
# ======================================================================================================================

options(stringsAsFactors = FALSE, digits = 10, warn = 1)
if (!file.exists(file.path("data", "expected.csv"))) {
  stop("data/expected.csv is not here: run the script in its own folder", call. = FALSE)
}

has <- function(package) requireNamespace(package, quietly = TRUE)
quietly <- function(expr) {  # packages that talk must not disturb the table that is printed
  out <- NULL
  invisible(utils::capture.output(out <- suppressMessages(suppressWarnings(expr))))
  out
}
packages <- sapply(c("psych", "GPArotation", "irr", "lavaan", "multilevel", "lme4", "nlme", "QCA"), has)

# ---- Reading: everything as text in UTF-8, whatever the locale ------------------------------------------------------

read_table <- function(name) {
  d <- utils::read.csv(file.path("data", paste0(name, ".csv")), colClasses = "character", na.strings = character(0),
                       encoding = "UTF-8", check.names = FALSE, comment.char = "", quote = "\"")
  names(d) <- enc2utf8(names(d))
  d
}
number <- function(x) suppressWarnings(as.numeric(x))
flag <- function(x) x == "1"

settings <- read_table("settings");     setting <- function(name) settings$value[match(name, settings$name)]
sections <- read_table("sections")
dims <- read_table("dimensions")
levels_table <- read_table("levels");   level_list <- function(by) levels_table$level[levels_table$by == by]
contrasts_table <- read_table("contrasts")
places <- read_table("places");         places$invited <- number(places$invited)
cells <- read_table("cells")
interviews <- read_table("interviews"); segments <- read_table("segments")
codings <- read_table("codings");       rulings <- read_table("rulings");  codes <- read_table("codes")
items <- read_table("items");           responses <- read_table("responses")
coupling_sets <- read_table("coupling"); benchmarks <- read_table("benchmarks")
models <- read_table("models");         path <- read_table("path");        hidden <- read_table("hidden")
expected <- read_table("expected")

for (k in c("group", "proposed", "interview", "survey", "own_items")) dims[[k]] <- flag(dims[[k]])
dims$polarity <- number(dims$polarity)
D <- nrow(dims)
kids <- lapply(dims$dimension, function(id) which(dims$parent == id))
low <- number(setting("band_low")); high <- number(setting("band_high"))
cases <- places$case[places$dept == ""]
periods <- level_list("period")

# ---- Names of estimates: measure(dim=..;source=..;case=..|own) -------------------------------------------------------

escape <- function(x) {
  if (!any(grepl("[%;=|]", x))) return(x)
  for (p in list(c("%", "%25"), c(";", "%3B"), c("=", "%3D"), c("|", "%7C"))) x <- gsub(p[1], p[2], x, fixed = TRUE)
  x
}
contrast <- function(first, second) structure(paste0(gsub("-", "%2D", escape(first), fixed = TRUE), "-", gsub("-", "%2D", escape(second), fixed = TRUE)), done = TRUE)
id_of <- function(family, measure, own = "", ...) {
  keys <- list(...)
  order <- c("dim", "source", "pass", "coder", "case", "dept", "side", "role", "period", "peer")
  of <- ""
  for (k in order) {
    v <- keys[[k]]
    if (is.null(v) || (length(v) == 1 && v == "")) next
    if (is.null(attr(v, "done"))) v <- escape(v)
    v <- as.vector(v)
    part <- paste0(k, "=", v)
    joined <- paste0(of, ifelse(of == "", "", ";"), part)
    of <- if (all(v != "")) joined else ifelse(v == "", of, joined)
  }
  paste0(family, ".", measure, "(", of, ifelse(own == "", "", paste0("|", own)), ")")
}

# ---- Collecting what is computed -------------------------------------------------------------------------------------

found <- new.env(); found$list <- vector("list", 1e5); found$n <- 0
parts <- c("estimate", "se", "ci_low", "ci_high", "statistic", "df1", "df2", "p", "n")
give <- function(id, estimate, se = NA, ci_low = NA, ci_high = NA, statistic = NA, df1 = NA, df2 = NA, p = NA, n = NA, with = "base R", tolerance = 1e-6) {
  k <- length(id)
  if (k == 0) return(invisible())
  column <- function(x) rep_len(as.numeric(x), k)
  found$n <- found$n + 1
  found$list[[found$n]] <- list(id = as.vector(id), estimate = column(estimate), se = column(se), ci_low = column(ci_low), ci_high = column(ci_high),
    statistic = column(statistic), df1 = column(df1), df2 = column(df2), p = column(p), n = column(n), with = rep_len(with, k), tolerance = column(tolerance))
  invisible()
}
wanted <- function(section) any(expected$section == section)
asked_for <- function(id) id %in% expected$id  # to spare the work for what is not compared

mean_of <- function(x) if (length(x)) mean(x) else NA_real_
least_answered <- function(k) pmin(k, pmax(2, ceiling(k / 2)))

# ======================================================================================================================
# Parents: the equal mean of a group's children in the same cell, if at least half of them are scored; a child of opposite polarity
# enters as 100 - score. Observed children make the composite, proposed ones the readiness; contextual dimensions (polarity 0)
# enter neither. A group with evidence of its own (items; in interviews the source) is scored from that.
# ======================================================================================================================

eligible <- function(d, proposed) {
  if (dims$polarity[d] == 0) return(integer(0))
  k <- kids[[d]]
  k[dims$polarity[k] != 0 & dims$proposed[k] == proposed]
}
# main: a matrix, rows are cells (or people), columns are dimensions with the scores of those that have evidence of their own.
compose <- function(main, own) {
  ready <- matrix(NA_real_, nrow(main), D)
  if (!nrow(main)) return(list(main = main, ready = ready, own = own))
  done <- rep(FALSE, D)
  mean_of_kids <- function(d, k) {
    x <- sapply(k, function(j) {
      v <- if (!own[j] && dims$proposed[j] && length(kids[[j]])) ready[, j] else main[, j]
      if (dims$polarity[j] != dims$polarity[d]) 100 - v else v
    })
    x <- matrix(x, nrow = nrow(main))
    used <- rowSums(!is.na(x))
    ifelse(used > 0 & 2 * used >= length(k), rowSums(x, na.rm = TRUE) / used, NA)
  }
  visit <- function(d) {
    if (done[d]) return(invisible())
    done[d] <<- TRUE
    for (j in kids[[d]]) visit(j)
    k <- eligible(d, FALSE)
    if (!own[d] && length(k)) main[, d] <<- mean_of_kids(d, k)
    k <- eligible(d, TRUE)
    if (length(k)) ready[, d] <<- mean_of_kids(d, k)
  }
  for (d in seq_len(D)) visit(d)
  list(main = main, ready = ready, own = own)
}
# What a dimension scores: its main score, else (a group of proposed dimensions alone) its readiness.
score_of <- function(board, cell, d) {
  x <- board$main[cell, d]
  if (is.na(x) && !length(eligible(d, FALSE))) board$ready[cell, d] else x
}
give_parents <- function(board, cells, source) {
  for (d in seq_len(D)) for (m in c("composite", "readiness")) {
    if (m == "composite" && board$own[d]) next
    give(id_of("score", m, dim = dims$dimension[d], source = source, case = cells$case, dept = cells$dept, side = cells$side, role = cells$role,
               period = cells$period), if (m == "composite") board$main[, d] else board$ready[, d])
  }
}
give_gaps <- function(board, cells, source) {
  key <- do.call(paste, c(cells[, c("case", "dept", "side", "role", "period")], sep = "\r"))
  for (t in seq_len(nrow(contrasts_table))) {
    by <- contrasts_table$by[t]; first <- contrasts_table$first[t]; second <- contrasts_table$second[t]
    a <- which(cells[[by]] == first & !(by == "case" & cells$dept != ""))
    if (!length(a)) next
    other <- cells[a, c("case", "dept", "side", "role", "period")]
    other[[by]] <- second
    b <- match(do.call(paste, c(other, sep = "\r")), key)
    a <- a[!is.na(b)]; b <- b[!is.na(b)]
    for (i in seq_along(a)) {
      k <- as.list(cells[a[i], c("case", "dept", "side", "role", "period")])
      k[[by]] <- contrast(first, second)
      give(do.call(id_of, c(list("score", "gap", dim = dims$dimension, source = source), k)), board$main[a[i], ] - board$main[b[i], ])
    }
  }
}

# ======================================================================================================================
# Survey means (POMP). Reversed items: x' = min + max - x. POMP = 100 (x - min)/(max - min), mean over the answered items of a
# dimension; at least min(k, max(2, k/2)) of the k items that are asked of the person's side must be answered.
# A cell's score is the mean over its responses (weighted where they carry weights); its standard error takes departments as
# clusters (CR1): sqrt(G/(G-1) * sum over departments of (sum of deviations)^2) / n, t with G-1 df, from 10 departments.
# ======================================================================================================================

for (k in c("min", "max")) items[[k]] <- number(items[[k]])
items$reverse <- flag(items$reverse)
has_survey <- nrow(responses) > 0
leaves <- dims$dimension[dims$dimension %in% items$dimension]
leaf_items <- lapply(leaves, function(l) which(items$dimension == l)); names(leaf_items) <- leaves
R <- nrow(responses)
responses$weight <- number(responses$weight)
asked <- matrix(TRUE, R, nrow(items))    # an item may be asked of one side alone
answer <- matrix(NA_real_, R, nrow(items), dimnames = list(NULL, items$item))  # reversed already
for (j in seq_len(nrow(items))) {
  if (items$ask[j] == "approval") asked[, j] <- responses$side == "approval"
  if (items$ask[j] == "line") asked[, j] <- responses$side == "supervision"
  x <- number(responses[[items$item[j]]])
  if (items$reverse[j]) x <- items$min[j] + items$max[j] - x
  answer[, j] <- ifelse(asked[, j], x, NA)
}
pomp_item <- t(100 * (t(answer) - items$min) / (items$max - items$min))
leaf_score <- matrix(NA_real_, R, length(leaves), dimnames = list(NULL, leaves))
leaf_valid <- matrix(FALSE, R, length(leaves))
for (l in seq_along(leaves)) {
  j <- leaf_items[[l]]
  x <- pomp_item[, j, drop = FALSE]
  n <- rowSums(!is.na(x)); k <- rowSums(asked[, j, drop = FALSE])
  leaf_valid[, l] <- n > 0
  leaf_score[, l] <- ifelse(n > 0 & n >= least_answered(k), rowSums(x, na.rm = TRUE) / n, NA)
}
cluster_name <- paste(responses$case, responses$dept, sep = "/")
survey_cells <- cells[cells$source == "survey", ]
members <- function(k, table) {  # rows of a table that stand in a cell
  in_cell <- rep(TRUE, nrow(table))
  for (by in c("case", "dept", "side", "role", "period")) if (k[[by]] != "" && !is.null(table[[by]])) in_cell <- in_cell & table[[by]] == k[[by]]
  which(in_cell)
}
cell_rows <- lapply(seq_len(nrow(survey_cells)), function(i) members(survey_cells[i, ], responses))
# Departments that the published tables hide in a dimension are one cluster, so that nothing of the single ones is in a standard error.
hidden_name <- paste(hidden$case, hidden$dept, sep = "/")
hidden_in <- function(dimension, periods = character(0)) unique(hidden_name[hidden$dimension == dimension & (hidden$period == "" | hidden$period %in% periods)])
as_clusters <- function(names, dimension, periods = character(0)) ifelse(names %in% hidden_in(dimension, periods), "hidden", names)
clustered_se <- function(x, g) {
  u <- rowsum(x - mean(x), g)
  k <- length(u)
  c(se = sqrt(k / (k - 1) * sum(u^2)) / length(x), df = k - 1)
}
invited_in <- function(k) {  # a department's own number; of a side the sum; of a case its own, else the sum; of the study the sum of the cases
  if (k$case == "") return(if (length(cases)) sum(sapply(cases, function(x) invited_in(list(case = x, dept = "", side = "")))) else NA)
  own <- places$invited[places$case == k$case & places$dept == ""]
  if (k$dept == "" && k$side == "" && length(own) && !is.na(own[1])) return(own[1])
  d <- places[places$case == k$case & places$dept != "" & (k$dept == "" | places$dept == k$dept) & (k$side == "" | places$side == k$side), ]
  if (nrow(d)) sum(d$invited) else NA
}

survey_main <- matrix(NA_real_, nrow(survey_cells), D)
if (has_survey) for (i in seq_len(nrow(survey_cells))) {
  k <- survey_cells[i, ]; r <- cell_rows[[i]]
  key <- function(measure, dimension) id_of("score", measure, dim = dimension, source = "survey", case = k$case, dept = k$dept, side = k$side, role = k$role, period = k$period)
  people <- length(unique(responses$person[r][rowSums(leaf_valid[r, , drop = FALSE]) > 0]))
  give(key("respondents", ""), people)
  if (k$role == "" && k$period == "") {
    invited <- invited_in(k)
    give(key("respondents_invited", ""), invited)
    give(key("response_rate", ""), people / invited)
  }
  for (l in seq_along(leaves)) {
    x <- leaf_score[r, l]; ok <- !is.na(x); x <- x[ok]; rr <- r[ok]; w <- responses$weight[rr]
    n <- length(x)
    m <- if (n && sum(w) > 0) sum(w * x) / sum(w) else NA
    survey_main[i, match(leaves[l], dims$dimension)] <- m
    se <- half <- df <- NA
    if (k$case != "" && k$dept == "" && k$side == "" && k$role == "" && n > 1 && all(w == 1) && all(responses$dept[rr] != "")) {
      if (length(unique(cluster_name[rr])) >= 10) {
        s <- clustered_se(x, as_clusters(cluster_name[rr], leaves[l], setdiff(k$period, "")))
        if (s["df"] >= 9) { se <- s["se"]; df <- s["df"]; half <- qt(.975, df) * se }
      }
    }
    a <- answer[r, leaf_items[[l]], drop = FALSE]
    top <- t(t(a) >= items$max[leaf_items[[l]]] - 1)
    give(c(key("survey_pomp", leaves[l]), key("survey_pomp_median", leaves[l]), key("survey_pomp_sd", leaves[l]), key("percent_agree", leaves[l])),
         c(m, if (n) median(x) else NA, if (n > 1) sd(x) else NA, 100 * mean(top, na.rm = TRUE)),
         se = c(se, NA, NA, NA), ci_low = c(m - half, NA, NA, NA), ci_high = c(m + half, NA, NA, NA), df1 = c(df, NA, NA, NA), n = c(n, n, n, sum(!is.na(a))))
  }
}

# ---- Composites, readiness, gaps, distance from peers ----------------------------------------------------------------

own_survey <- dims$own_items | dims$dimension %in% leaves
survey_board <- compose(survey_main, own_survey)
if (has_survey) {
  give_parents(survey_board, survey_cells, "survey")
  give_gaps(survey_board, survey_cells, "survey")
  benchmarks$value <- number(benchmarks$value)
  for (case in cases) if (setting("own_case") %in% c("", case)) for (b in which(!duplicated(benchmarks[, c("peer", "dimension", "period")]))) {
    i <- which(survey_cells$case == case & survey_cells$dept == "" & survey_cells$side == "" & survey_cells$role == "" & survey_cells$period == benchmarks$period[b])
    d <- match(benchmarks$dimension[b], dims$dimension)
    if (length(i) && !is.na(d)) give(id_of("score", "peer_gap", dim = benchmarks$dimension[b], source = "survey", case = case, period = benchmarks$period[b],
      peer = benchmarks$peer[b]), score_of(survey_board, i[1], d) - benchmarks$value[b])
  }
}

# ======================================================================================================================
# Distribution of the answers: the share of the valid answers that are each point, as asked (not reversed).
# ======================================================================================================================

if (has_survey && wanted("distributions")) for (i in which(survey_cells$dept == "" & survey_cells$side == "" & survey_cells$role == "" & survey_cells$period == "")) {
  for (j in seq_len(nrow(items))) {
    x <- answer[cell_rows[[i]], j]
    x <- x[!is.na(x)]
    if (items$reverse[j]) x <- items$min[j] + items$max[j] - x
    if (!length(x) || items$max[j] - items$min[j] > 11) next
    points <- seq(items$min[j], items$max[j])
    give(id_of("describe", "share", paste0(items$item[j], "=", format(points, trim = TRUE)), dim = items$dimension[j], source = "survey", case = survey_cells$case[i]),
         sapply(points, function(p) mean(x == p)), n = length(x))
  }
}

# ======================================================================================================================
# Interviews. The settled codes first, from the coders' own layers (codings.csv) and the team's rulings (rulings.csv): a coder's latest
# pass on a segment counts; one reviewer: single; all reviewers gave it: agreed; one of two, or half: unresolved; of three or more a
# strict majority, else rejected; intensity and direction are the medians of those who gave the code (absent is direction -1), and
# a tie of directions is unresolved. Then, interview by interview, V = sum(intensity * direction)/sum(intensity), Q = 50 + 50 V.
# ======================================================================================================================

passes <- level_list("pass")
has_interviews <- nrow(interviews) > 0
codings$intensity <- number(codings$intensity); codings$direction <- number(codings$direction); codings$human <- flag(codings$human)
codings$unit <- paste(codings$interview, codings$segment, sep = "\r")
segments$unit <- paste(segments$interview, segments$segment, sep = "\r")
rulings$unit <- paste(rulings$interview, rulings$segment, sep = "\r")
rulings$accept <- flag(rulings$accept); rulings$intensity <- number(rulings$intensity); rulings$direction <- number(rulings$direction)

settle <- function() {
  cod <- codings[codings$human, ]
  cod$rank <- match(cod$pass, passes)
  who <- paste(cod$unit, cod$coder, sep = "\n")
  if (nrow(cod)) cod <- cod[cod$rank == ave(cod$rank, who, FUN = max), ]
  reviewers <- tapply(cod$coder, cod$unit, function(x) length(unique(x)))
  g <- cod[cod$code != "", ]
  g <- g[!duplicated(g[, c("unit", "coder", "code")]), ]
  ruled <- rulings[!duplicated(rulings[, c("unit", "code")]), ]
  pair <- paste(g$unit, g$code, sep = "\n"); rule <- paste(ruled$unit, ruled$code, sep = "\n")
  all <- unique(c(pair, rule))
  first <- match(all, pair); second <- match(all, rule)
  u <- data.frame(unit = ifelse(is.na(first), ruled$unit[second], g$unit[first]), code = ifelse(is.na(first), ruled$code[second], g$code[first]))
  rows <- split(seq_len(nrow(g)), factor(pair, levels = all))
  direction <- ifelse(g$state == "absent", -1, g$direction)
  u$givers <- lengths(rows)
  u$reviewers <- as.numeric(reviewers[u$unit]); u$reviewers[is.na(u$reviewers)] <- 0
  u$intensity <- sapply(rows, function(i) { x <- g$intensity[i]; x <- x[!is.na(x)]; if (length(x)) median(x) else NA_real_ })
  middle <- lapply(rows, function(i) { x <- sort(direction[i]); n <- length(x); if (n) c(x[(n + 1) %/% 2], x[n %/% 2 + 1]) else c(NA, NA) })
  a <- sapply(middle, `[`, 1); b <- sapply(middle, `[`, 2)
  tie <- !is.na(a) & a != b
  u$direction <- ifelse(tie, NA, a)
  u$absent <- sapply(rows, function(i) 2 * sum(g$state[i] == "absent") > length(i))
  u$status <- ifelse(u$reviewers <= 1, "single", ifelse(u$givers == u$reviewers, "agreed", ifelse(u$reviewers == 2 | 2 * u$givers == u$reviewers, "unresolved",
              ifelse(2 * u$givers > u$reviewers, "majority", "rejected"))))
  u$status[tie & u$status != "rejected" & is.na(second)] <- "unresolved"
  r <- !is.na(second)
  u$status[r] <- "adjudicated"
  u$accepted <- !(u$status %in% c("unresolved", "rejected"))
  u$accepted[r] <- ruled$accept[second[r]]
  given <- r & !is.na(ruled$intensity[second]); u$intensity[given] <- ruled$intensity[second[given]]
  given <- r & !is.na(ruled$direction[second]); u$direction[given] <- ruled$direction[second[given]]
  u$interview <- sub("\r.*", "", u$unit)
  u$period <- segments$period[match(u$unit, segments$unit)]
  u
}

interview_cells <- cells[cells$source == "interview", ]
I <- nrow(interviews)
interview_main <- matrix(NA_real_, nrow(interview_cells), D)
if (has_interviews) {
  units <- if (nrow(codings) + nrow(rulings)) settle() else data.frame(unit = character(0), code = character(0), status = character(0), accepted = logical(0),
    interview = character(0), period = character(0), intensity = numeric(0), direction = numeric(0), absent = logical(0))
  units <- units[units$interview %in% interviews$interview, ]
  case_of <- interviews$case[match(units$interview, interviews$interview)]
  for (case in c("", cases)) for (s in c("single", "agreed", "majority", "adjudicated", "unresolved", "rejected")) {
    here <- case == "" | case_of == case
    give(id_of("score", paste0("consensus_", s), source = "interview", case = case), sum(here & units$status == s), n = sum(here))
  }
  # Coverage: the share of the segments that somebody reviewed, and that somebody gave a code.
  segment_case <- interviews$case[match(segments$interview, interviews$interview)]
  cover <- function(of, rows, ...) for (what in c("reviewed", "coded")) {
    x <- codings$unit[rows & (what == "reviewed" | codings$code != "")]
    give(id_of("score", "coverage", what, source = "interview", ...), mean(segments$unit[of] %in% x), n = sum(of))
  }
  every <- rep(TRUE, nrow(codings))
  for (case in c("", cases)) cover(case == "" | segment_case == case, every, case = case)
  for (p in setdiff(passes, "")) {
    cover(rep(TRUE, nrow(segments)), codings$pass == p, pass = p)
    for (coder in unique(codings$coder[codings$pass == p])) cover(rep(TRUE, nrow(segments)), codings$pass == p & codings$coder == coder, pass = p, coder = coder)
  }

  # Tallies: interview x dimension, over all periods ("") and in each. A code counts for its dimension and for the groups above that
  # have interviews as a source of their own.
  accepted <- units[units$accepted, ]
  accepted$rated <- !is.na(accepted$intensity) & !is.na(accepted$direction)
  above <- lapply(seq_len(D), function(d) { out <- integer(0); while (length(d) == 1 && !is.na(d) && !(d %in% out)) { out <- c(out, d); d <- match(dims$parent[d], dims$dimension) }; out })
  sourced <- which(dims$interview)
  spread <- list()
  for (i in seq_len(nrow(accepted))) {
    d <- match(codes$dimension[match(accepted$code[i], codes$code)], dims$dimension)
    if (!is.na(d)) { t <- intersect(above[[d]], sourced); if (length(t)) spread[[length(spread) + 1]] <- cbind(i, t) }
  }
  spread <- if (length(spread)) do.call(rbind, spread) else cbind(i = integer(0), t = integer(0))
  tally <- function(period) {
    k <- if (period == "") rep(TRUE, nrow(spread)) else accepted$period[spread[, 1]] == period
    s <- spread[k, , drop = FALSE]
    at <- cbind(match(accepted$interview[s[, 1]], interviews$interview), s[, 2])
    zero <- matrix(0, I, D)
    add <- function(v, rows = rep(TRUE, nrow(at))) { out <- zero; for (r in which(rows)) out[at[r, 1], at[r, 2]] <- out[at[r, 1], at[r, 2]] + v[r]; out }
    u <- accepted[s[, 1], ]
    list(segments = add(rep(1, nrow(s)), !duplicated(cbind(u$unit, s[, 2]))), mentioned = add(rep(1, nrow(s)), !u$absent), weight = add(u$intensity, u$rated),
         toward = add(u$intensity * u$direction, u$rated), all = as.numeric(table(factor(segments$interview[period == "" | segments$period == period], interviews$interview))))
  }
  tallies <- lapply(c("", periods), tally); names(tallies) <- c("all", periods)
  was_asked <- matrix(FALSE, I, D)  # an interview was asked what the sheet names, with the groups above; and whatever it speaks of
  for (i in seq_len(I)) {
    if (!flag(interviews$asked_given[i])) was_asked[i, ] <- TRUE
    for (d in match(strsplit(interviews$asked[i], ";", fixed = TRUE)[[1]], dims$dimension)) if (!is.na(d)) was_asked[i, above[[d]]] <- TRUE
  }
  was_asked <- was_asked | tallies$all$segments > 0
  size <- number(interviews$characters); size[is.na(size) | size <= 0] <- NA
  if (all(is.na(size))) { size <- number(interviews$words); size[is.na(size) | size <= 0] <- NA }
  minimum <- number(setting("min_interviews"))
  for (i in seq_len(nrow(interview_cells))) {
    k <- interview_cells[i, ]
    rows <- members(c(as.list(k[c("case", "dept", "side", "role")]), period = ""), interviews)
    t <- tallies[[if (k$period == "") "all" else k$period]]
    if (is.null(t)) next
    for (d in sourced) {
      r <- rows[was_asked[rows, d]]
      if (!length(r)) next
      key <- function(measure) id_of("score", measure, dim = dims$dimension[d], source = "interview", case = k$case, dept = k$dept, side = k$side, role = k$role, period = k$period)
      rated <- r[t$weight[r, d] > 0]
      v <- if (length(rated) >= max(1, minimum)) mean(t$toward[rated, d] / t$weight[rated, d]) else NA
      interview_main[i, d] <- 50 + 50 * v
      family <- sourced[dims$parent[sourced] == dims$parent[d]]
      ahead <- rowSums(t$segments[r, family, drop = FALSE] > t$segments[r, d])
      some <- r[t$all[r] > 0]; long <- r[!is.na(size[r])]
      give(sapply(c("interview_prevalence", "interview_q", "interview_v", "interview_share", "interview_rate", "interview_salience"), key),
           c(mean(t$mentioned[r, d] > 0), 50 + 50 * v, v, mean_of(t$segments[some, d] / t$all[some]), mean_of(t$segments[long, d] / (size[long] / 1000)),
             mean(t$segments[r, d] > 0 & ahead < 2)), n = c(length(r), length(rated), length(rated), length(some), length(long), length(r)))
    }
  }
}
interview_board <- compose(interview_main, dims$interview)
if (has_interviews) {
  give_parents(interview_board, interview_cells, "interview")
  give_gaps(interview_board, interview_cells, "interview")
}

# ======================================================================================================================
# Interviews and survey: the same band (low, mid, high; the cuts belong to mid) is 1, low against high -1, adjacent 0.
# ======================================================================================================================

find_cell <- function(cells, case, period = "") which(cells$case == case & cells$dept == "" & cells$side == "" & cells$role == "" & cells$period == period)
band <- function(x) (x > high + 1e-9) - (x < low - 1e-9)
for (case in cases) for (d in which(dims$interview & dims$survey)) {
  a <- find_cell(interview_cells, case); b <- find_cell(survey_cells, case)
  if (!length(a) || !length(b)) next
  x <- score_of(interview_board, a, d); y <- score_of(survey_board, b, d)
  if (!is.na(x) && !is.na(y)) give(id_of("score", "triangulation", dim = dims$dimension[d], case = case), 1 - abs(band(x) - band(y)))
}

# ======================================================================================================================
# Coupling coordination, on scores / 100: T = sum(alpha * U), D = sqrt(C * T).
#   standard  C = n (prod U)^(1/n) / sum U
#   wang2021  C = sqrt((1 - mean of the pairs' |Ui - Uj|) * (prod of U/max U)^(1/(n-1)))      Wang et al. 2021
#   fan2024   C = 1 - 2 SD, divisor n                                                        Fan et al. 2024
# Weights: equal; entropy (1 - e, e = -sum p ln p / ln(cases), p of min-max values); CRITIC (sd * sum(1 - r)); principal components.
# ======================================================================================================================

coupling_c <- function(u, variant) {
  n <- length(u)
  if (variant == "fan2024") return(max(0, min(1, 1 - 2 * sqrt(mean((u - mean(u))^2)))))
  if (sum(u) == 0) return(NA)
  if (variant == "wang2021") return(sqrt(max(0, 1 - mean(dist(u))) * prod(u / max(u))^(1 / (n - 1))))
  min(1, n * prod(u)^(1 / n) / sum(u))
}
weigh <- function(u, method) {  # u: cases x systems, complete
  k <- ncol(u)
  if (method == "equal") return(rep(1 / k, k))
  if (nrow(u) < 3) return(rep(NA, k))
  x <- apply(u, 2, function(v) (v - min(v)) / (max(v) - min(v)))
  if (any(is.nan(x))) return(rep(NA, k))
  w <- switch(method,
    entropy = 1 - apply(x, 2, function(v) { p <- v / sum(v); p <- p[p > 0]; -sum(p * log(p)) / log(nrow(x)) }),
    critic = apply(x, 2, sd) * colSums(1 - cor(x)),
    pca = {
      e <- eigen(cor(x), symmetric = TRUE)
      keep <- which(e$values > 1 + 1e-9)
      v <- sapply(keep, function(c) { v <- e$vectors[, c]; if (sum(v) < -1e-9 || (sum(v) <= 1e-9 && v[which(abs(v) > 1e-9)[1]] < 0)) -v else v })
      abs(matrix(v, nrow = k) %*% (e$values[keep] / sum(e$values[keep])))
    })
  as.numeric(w) / sum(w)
}
cuts <- number(strsplit(setting("coupling_cuts"), ";", fixed = TRUE)[[1]])
if (!length(cuts)) cuts <- (1:9) / 10
forms <- list(c("", setting("coupling_variant"), setting("coupling_weights")))
for (v in setdiff(c("standard", "wang2021", "fan2024"), setting("coupling_variant"))) forms <- c(forms, list(c(paste0("variant=", v), v, setting("coupling_weights"))))
for (w in setdiff(c("equal", "entropy", "critic", "pca"), setting("coupling_weights"))) forms <- c(forms, list(c(paste0("weights=", w), setting("coupling_variant"), w)))
if (wanted("coupling") && length(cases)) for (source in c("interview", "survey")) for (set in unique(coupling_sets$set)) for (period in unique(c("", periods))) {
  board <- if (source == "survey") survey_board else interview_board
  of <- if (source == "survey") survey_cells else interview_cells
  systems <- match(coupling_sets$system[coupling_sets$set == set], dims$dimension)
  u <- t(sapply(cases, function(case) { i <- find_cell(of, case, period); if (length(i)) sapply(systems, function(d) score_of(board, i[1], d)) / 100 else rep(NA_real_, length(systems)) }))
  u[] <- pmin(1, pmax(0, u))
  whole <- rowSums(is.na(u)) == 0
  for (f in forms) {
    alpha <- weigh(u[whole, , drop = FALSE], f[3])
    for (i in which(whole)) {
      cc <- coupling_c(u[i, ], f[2]); tt <- sum(alpha * u[i, ])
      dd <- if (is.na(cc)) NA else sqrt(cc * tt)
      give(sapply(c("coupling_c", "development_t", "coordination_d", "level"), function(m) id_of("ccd", m, f[1], dim = set, source = source, case = cases[i], period = period)),
           if (is.na(tt)) rep(NA, 4) else c(cc, tt, dd, 1 + sum(dd >= cuts)))
    }
  }
}

# ======================================================================================================================
# Reliability of the scales, on all responses; items asked of everybody (where at least two are). Covariances pairwise complete, as psych.
#   alpha = k/(k-1) (1 - tr C / sum C), Feldt's interval; CITC = item with the sum of the others; lambda 6; split halves (Guttman lambda 4);
#   omega total of one minres factor on R: 1 - sum u^2 / sum R; omega of a one-factor model: (sum l)^2 / ((sum l)^2 + sum theta)
# ======================================================================================================================

common_items <- function(l) {
  j <- leaf_items[[l]]
  all <- j[items$ask[j] == "all"]
  if (length(all) < 2 && length(all) < length(j)) j else all
}
one_minres <- function(r) {  # least squares on the correlations of different items
  off <- function(l) { e <- r - tcrossprod(l); diag(e) <- 0; e }
  e <- eigen(r, symmetric = TRUE)
  start <- sqrt(e$values[1]) * e$vectors[, 1] * .9
  fit <- optim(start, function(l) sum(off(l)^2), function(l) -4 * as.vector(off(l) %*% l), method = "BFGS", control = list(reltol = 1e-16, maxit = 2000))
  fit$par * sign(sum(fit$par))
}
alpha_of <- function(C) { k <- ncol(C); k / (k - 1) * (1 - sum(diag(C)) / sum(C)) }
if (has_survey && wanted("reliability")) for (l in leaves) {
  j <- common_items(l); k <- length(j)
  x <- answer[, j, drop = FALSE]
  n <- sum(rowSums(!is.na(x)) > 0)
  key <- function(measure, own = "") id_of("reliability", measure, own, dim = l)
  name <- items$item[j]
  give(key("item_n", name), colSums(!is.na(x))); give(key("item_mean", name), colMeans(x, na.rm = TRUE)); give(key("item_sd", name), apply(x, 2, sd, na.rm = TRUE))
  if (k < 2 || n < 3) next
  C <- cov(x, use = "pairwise.complete.obs")
  if (anyNA(C)) next
  a <- alpha_of(C); df1 <- n - 1; df2 <- (n - 1) * (k - 1)
  give(key("alpha"), a, ci_low = 1 - (1 - a) * qf(.975, df1, df2), ci_high = 1 - (1 - a) * qf(.025, df1, df2), n = n)
  give(key("item_total_r", name), rowSums(C) / sqrt(diag(C) * sum(C)))
  give(key("item_rest_r", name), sapply(seq_len(k), function(i) sum(C[i, -i]) / sqrt(C[i, i] * sum(C[-i, -i]))))
  if (k > 2) give(key("alpha_if_dropped", name), sapply(seq_len(k), function(i) alpha_of(C[-i, -i, drop = FALSE])))
  if (any(diag(C) == 0)) next
  r <- cov2cor(C); mean_r <- (sum(r) - k) / (k * (k - 1))
  give(key("alpha_std"), k * mean_r / (1 + (k - 1) * mean_r), n = n); give(key("average_r"), mean_r, n = n)
  if (min(eigen(r, symmetric = TRUE, only.values = TRUE)$values) > 1e-10) give(key("lambda6"), 1 - sum(1 / diag(solve(r))) / sum(r), n = n)
  if (k == 2) give(key("spearman_brown"), 2 * r[1, 2] / (1 + r[1, 2]), n = n)
  if (k <= 16) {
    half <- combn(k, k %/% 2, function(i) 4 * sum(r[i, -i]) / sum(r))
    give(c(key("split_half_max"), key("split_half_min")), c(max(half), min(half)), n = n)
  }
  if (k < 3) next
  if (k <= 8) {
    give(key("omega_total"), 1 - sum(1 - one_minres(r)^2) / sum(r), n = n, with = "base R (optim)", tolerance = 1e-4)
  } else if (packages["psych"] && packages["GPArotation"]) {
    o <- try(quietly(psych::omega(r, nfactors = min(3, k %/% 3), fm = "minres", rotate = "oblimin", plot = FALSE, flip = FALSE, n.obs = n, option = "equal")), TRUE)
    if (!inherits(o, "try-error")) give(c(key("omega_total"), key("omega_hierarchical")), c(o$omega.tot, o$omega_h), n = n, with = "psych", tolerance = 2e-3)
  }
  one <- NULL  # standardised loadings of one factor by maximum likelihood; three items determine them
  if (k == 3) one <- suppressWarnings(c(sqrt(r[1, 2] * r[1, 3] / r[2, 3]), sqrt(r[1, 2] * r[2, 3] / r[1, 3]), sqrt(r[1, 3] * r[2, 3] / r[1, 2])))
  else for (factr in c(10, 1e4, 1e7)) {
    f <- try(quietly(factanal(covmat = list(cov = C, n.obs = n), factors = 1, control = list(lower = 1e-6, opt = list(factr = factr, maxit = 2000)))), TRUE)
    if (!inherits(f, "try-error")) { one <- as.vector(f$loadings); break }
  }
  if (!is.null(one) && !anyNA(one) && max(one^2) < 1 - 1e-5) {
    load <- one * sqrt(diag(C)); theta <- (1 - one^2) * diag(C)
    give(key("omega_unidimensional"), sum(load)^2 / (sum(load)^2 + sum(theta)), n = n, with = if (k == 3) "base R" else "base R (factanal)", tolerance = 1e-4)
  }
  if (packages["psych"]) {
    p <- try(quietly(psych::alpha(as.data.frame(x), check.keys = FALSE, warnings = FALSE)), TRUE)
    if (!inherits(p, "try-error")) {
      give(c(key("alpha"), key("alpha_std"), key("average_r"), key("lambda6")), c(p$total$raw_alpha, p$total$std.alpha, p$total$average_r, p$total$`G6(smc)`), with = "psych")
      give(key("item_rest_r", name), p$item.stats$r.drop, with = "psych")
      if (k > 2) give(key("alpha_if_dropped", name), p$alpha.drop$raw_alpha, with = "psych")
    }
    if (k <= 8) {
      o <- try(quietly(psych::fa(r, nfactors = 1, fm = "minres", n.obs = n)), TRUE)
      if (!inherits(o, "try-error")) give(key("omega_total"), 1 - sum(o$uniquenesses) / sum(r), with = "psych (fa)", tolerance = 1e-4)
    }
  }
}

# ======================================================================================================================
# Aggregation to departments. rwg(j) = J(1 - s2/null)/(J(1 - s2/null) + s2/null), null (A^2 - 1)/12 or slight skew (LeBreton & Senter 2008);
# ICC(1) = (MSB - MSW)/(MSB + (n0 - 1) MSW), n0 = (N - sum n^2 / N)/(K - 1), ICC(2) = (MSB - MSW)/MSB on the row mean; the same
# by REML; AD = mean |x - item mean|. Over the departments that the tables show.
# ======================================================================================================================

reml_icc <- function(y, g) {  # random intercept: profile REML over the share of the variance between groups
  g <- factor(g); n <- as.numeric(table(g)); m <- as.numeric(tapply(y, g, mean)); within <- sum((y - m[g])^2); N <- length(y)
  criterion <- function(rho) {
    lambda <- rho / (1 - rho); w <- n / (1 + n * lambda); mu <- sum(w * m) / sum(w)
    (N - 1) * log(within + sum(w * (m - mu)^2)) + sum(log(1 + n * lambda)) + log(sum(w))
  }
  grid <- seq(0, .99, by = .01)
  at <- grid[which.min(sapply(grid, criterion))]
  best <- optimize(criterion, c(max(0, at - .011), min(.9999, at + .011)), tol = 1e-12)
  if (criterion(0) <= best$objective) 0 else best$minimum
}
skewed_null <- c(`5` = 1.34, `6` = 1.85, `7` = 2.90, `8` = 3.47, `9` = 5.66, `10` = 6.30, `11` = 7.31)
rwg <- function(ratio, j) ifelse(ratio > 1, 0, j * (1 - ratio) / (j * (1 - ratio) + ratio))
if (has_survey && wanted("aggregation")) for (l in leaves) for (case in c("", cases)) {
  j <- common_items(l); J <- length(j)
  if (length(unique(items$min[j])) > 1 || length(unique(items$max[j])) > 1) next
  r <- which(responses$dept != "" & (case == "" | responses$case == case) & !(cluster_name %in% hidden_in(l)))
  x <- answer[r, j, drop = FALSE]
  any <- rowSums(!is.na(x)) > 0
  x <- x[any, , drop = FALSE]; g <- if (case == "") cluster_name[r][any] else responses$dept[r][any]
  key <- function(measure, own = "") id_of("aggregate", measure, own, dim = l, case = case)
  if (!length(g)) next
  A <- items$max[j[1]] - items$min[j[1]] + 1
  by <- split(seq_along(g), g)
  if (case != "") give(key("group_n", paste0("dept=", names(by))), lengths(by))
  agreement <- t(sapply(by, function(i) {
    y <- x[i, , drop = FALSE]; enough <- colSums(!is.na(y)) >= 2
    if (length(i) < 2 || !any(enough)) return(c(NA, NA, NA))
    y <- y[, enough, drop = FALSE]
    s2 <- mean(apply(y, 2, var, na.rm = TRUE))
    c(rwg(s2 / ((A^2 - 1) / 12), ncol(y)), rwg(s2 / skewed_null[as.character(A)], ncol(y)), mean(apply(y, 2, function(v) mean(abs(v - mean(v, na.rm = TRUE)), na.rm = TRUE))))
  }))
  if (case != "") { give(key("rwg_j", paste0("dept=", names(by))), agreement[, 1]); give(key("rwg_j_skewed", paste0("dept=", names(by))), agreement[, 2]) }
  give(c(key("rwg_j", "mean"), key("rwg_j", "median"), key("ad_mean", "mean")), c(mean(agreement[, 1], na.rm = TRUE), median(agreement[, 1], na.rm = TRUE), mean(agreement[, 3], na.rm = TRUE)))
  y <- ifelse(rowSums(!is.na(x)) >= least_answered(J), rowMeans(x, na.rm = TRUE), NA)
  ok <- !is.na(y); y <- y[ok]; gg <- g[ok]
  n <- as.numeric(table(gg)); K <- length(n); N <- length(y)
  if (K < 2 || N == K) next
  m <- tapply(y, gg, mean); within <- sum((y - m[gg])^2); between <- sum(n * (m - mean(y))^2)
  msb <- between / (K - 1); msw <- within / (N - K); n0 <- (N - sum(n^2) / N) / (K - 1)
  give(key("icc1"), (msb - msw) / (msb + (n0 - 1) * msw), n = N); give(key("icc2"), (msb - msw) / msb, n = N)
  give(key("anova_f"), msb / msw, statistic = msb / msw, df1 = K - 1, df2 = N - K, p = pf(msb / msw, K - 1, N - K, lower.tail = FALSE), n = N)
  if (msw > 0 && any(asked_for(key("icc1_reml")))) {
    rho <- reml_icc(y, gg)
    give(c(key("icc1_reml"), key("icc2_reml")), c(rho, n0 * rho / (1 + (n0 - 1) * rho)), n = N, with = "base R (REML)", tolerance = 1e-4)
    if (packages["lme4"]) {
      fit <- try(quietly(lme4::lmer(y ~ 1 + (1 | gg), REML = TRUE, control = lme4::lmerControl(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-12)))), TRUE)
      if (!inherits(fit, "try-error")) { v <- as.data.frame(lme4::VarCorr(fit))$vcov; give(key("icc1_reml"), v[1] / sum(v), with = "lme4", tolerance = 1e-4) }
    }
  }
  if (packages["multilevel"]) {
    give(key("icc2"), multilevel::ICC2(aov(y ~ factor(gg))), with = "multilevel")
    if (case != "" && J > 1 && !anyNA(x)) {
      w <- try(multilevel::rwg.j(as.data.frame(x), g, ranvar = (A^2 - 1) / 12), TRUE)
      if (!inherits(w, "try-error")) { w <- w[w$gsize > 1, ]; give(key("rwg_j", paste0("dept=", w$grpid)), w$rwg.j, with = "multilevel") }
    }
  }
}

# ======================================================================================================================
# Agreement of the coders on each code, by pass: given (1) or not (0), over the segments that two or more of them reviewed.
#   Cohen 1960, Scott 1955, Holsti 1969, Fleiss 1971, Conger 1980, Krippendorff 2011 (nominal), Gwet 2008 (AC1), Brennan & Prediger 1981.
# Standard errors: linearisation (Gwet 2014; pairs: Fleiss, Cohen & Everitt 1969), segments clustered in interviews (CR1), t with
# clusters - 1 df, upper limit cut at 1.
# ======================================================================================================================

with_interval <- function(id, value, u, clusters, with = "base R") {
  s <- rowsum(u, clusters); G <- length(s)
  se <- if (G < 2) NA else sqrt(G / (G - 1) * sum(s^2)) / length(u)
  if (!is.na(se) && se < 1e-12) se <- 0
  q <- if (G > 1) qt(.975, G - 1) else NA
  give(id, value, se = se, ci_low = value - q * se, ci_high = min(1, value + q * se), df1 = if (G > 1) G - 1 else NA, n = length(u), with = with)
}
chance_corrected <- function(p, pe, e) {  # p, e: by unit the agreement observed and that expected by chance
  kappa <- (mean(p) - pe) / (1 - pe)
  u <- (p - pe) / (1 - pe) - kappa
  if (!is.null(e)) u <- u - 2 * (1 - kappa) * (e - pe) / (1 - pe)
  list(kappa = kappa, u = u)
}
if (wanted("agreement")) for (p in passes) {
  cod <- codings[codings$pass == p & codings$human, ]
  coders <- sort(unique(cod$coder), method = "radix")
  if (length(coders) < 2) next
  seen <- table(factor(cod$unit, unique(cod$unit)), factor(cod$coder, coders)) > 0
  seen <- seen[rowSums(seen) >= 2, , drop = FALSE]
  unit <- rownames(seen); clusters <- sub("\r.*", "", unit)
  m <- length(coders)
  for (code in sort(unique(cod$code[cod$code != ""]), method = "radix")) {
    key <- function(measure, own = "") id_of("agreement", measure, own, dim = code, pass = p)
    if (!any(asked_for(c(key("percent_agreement"), key("krippendorff_alpha"))))) next
    given <- table(factor(cod$unit[cod$code == code], unit), factor(cod$coder[cod$code == code], coders)) > 0
    x <- matrix(ifelse(seen, ifelse(given, 1, 0), NA), length(unit), m)
    r <- rowSums(!is.na(x)); ones <- rowSums(x, na.rm = TRUE); zeros <- r - ones; n <- length(r)
    agree <- (ones * (ones - 1) + zeros * (zeros - 1)) / (r * (r - 1))
    pi <- c(mean(zeros / r), mean(ones / r))
    with_interval(key("percent_agreement"), mean(agree), agree - mean(agree), clusters)
    give(key("prevalence", c("0", "1")), c(sum(zeros), sum(ones)) / sum(r))
    pe <- sum(pi^2)
    if (pe < 1 - 1e-12) { f <- chance_corrected(agree, pe, (zeros * pi[1] + ones * pi[2]) / r); with_interval(key("fleiss_kappa"), f$kappa, f$u, clusters) }
    pe <- sum(pi * (1 - pi))
    f <- chance_corrected(agree, pe, (zeros * (1 - pi[1]) + ones * (1 - pi[2])) / r); with_interval(key("gwet_ac"), f$kappa, f$u, clusters)
    f <- chance_corrected(agree, .5, NULL); with_interval(key("brennan_prediger"), f$kappa, f$u, clusters)
    # Conger: chance agreement of the pairs of coders, each with its own margins
    by <- rbind(colMeans(x == 0, na.rm = TRUE), colMeans(x == 1, na.rm = TRUE)); count <- colSums(!is.na(x))
    others <- rowSums(by) - by
    own <- colSums(others * by); pe <- sum(own) / (m * (m - 1))
    if (pe < 1 - 1e-12) {
      e <- rowSums(sapply(seq_len(m), function(c) ifelse(is.na(x[, c]), own[c], n / count[c] * (others[ifelse(is.na(x[, c]), 0, x[, c]) + 1, c] - own[c]) + own[c]))) / (m * (m - 1))
      f <- chance_corrected(agree, pe, e); with_interval(key("conger_kappa"), f$kappa, f$u, clusters)
    }
    total <- c(sum(zeros), sum(ones)); N <- sum(total)
    if (all(total > 0)) give(key("krippendorff_alpha"), 1 - (N - 1) * sum(2 * ones * zeros / (r - 1)) / (2 * total[1] * total[2]))
    if (packages["irr"] && all(total > 0)) {  # irr's Fleiss takes no gaps, and its alpha is off by one for several coders without gaps
      v <- if (!anyNA(x)) try(quietly(irr::kappam.fleiss(x))$value, TRUE)
      if (is.numeric(v)) give(key("fleiss_kappa"), v, with = "irr")
      v <- if (anyNA(x) || m == 2) try(quietly(irr::kripp.alpha(t(x), "nominal"))$value, TRUE)
      if (is.numeric(v)) give(key("krippendorff_alpha"), v, with = "irr")
    }
    for (a in seq_len(m - 1)) for (b in (a + 1):m) {
      pair <- paste0(coders[a], "~", coders[b])
      both <- !is.na(x[, a]) & !is.na(x[, b]); n2 <- sum(both)
      if (n2 < 2) next
      y <- x[both, a]; z <- x[both, b]; cl <- clusters[both]; same <- as.numeric(y == z)
      with_interval(key("percent_agreement", pair), mean(same), same - mean(same), cl)
      give(key("holsti", pair), 2 * sum(same) / (count[a] + count[b]))
      A <- c(mean(y == 0), mean(y == 1)); B <- c(mean(z == 0), mean(z == 1)); pe <- sum(A * B)
      if (pe < 1 - 1e-12) {
        kappa <- (mean(same) - pe) / (1 - pe)
        u <- (same - (B[y + 1] + A[z + 1]) * (1 - kappa)) / (1 - pe)
        with_interval(key("cohen_kappa", pair), kappa, u - mean(u), cl)
        if (packages["irr"]) { v <- try(quietly(irr::kappa2(cbind(y, z)))$value, TRUE); if (is.numeric(v)) give(key("cohen_kappa", pair), v, with = "irr") }
        if (packages["psych"] && length(unique(y)) == 2 && length(unique(z)) == 2) give(key("cohen_kappa", pair), quietly(psych::cohen.kappa(cbind(y, z)))$kappa, with = "psych")
      }
      M <- (A + B) / 2; pe <- sum(M^2)
      if (pe < 1 - 1e-12) { f <- chance_corrected(same, pe, (M[y + 1] + M[z + 1]) / 2); with_interval(key("scott_pi", pair), f$kappa, f$u, cl) }
    }
  }
}

# ======================================================================================================================
# Comparisons of levels (roles, sides, periods), first - second, with departments as clusters, and of a case's departments.
# t: difference over its CR1 standard error, G - 1 df; p by Holm over the dimensions compared at once. Welch's t; U of the first level;
# d with the pooled SD, g = d times the exact correction; Cliff's delta = 2U/(n1 n2) - 1; Hodges-Lehmann: median of all differences.
# Periods: people who answered in both, each once, are compared with themselves (at least min_n of them).
# ======================================================================================================================

respondent_board <- compose({ x <- matrix(NA_real_, R, D); x[, match(leaves, dims$dimension)] <- leaf_score; x }, own_survey)
values <- respondent_board$main   # of every response; groups by the rule of composites
tidy <- function(x) round(x, 9)   # sums in another order must not break ties
pair_table <- function(x, y) {    # all differences with their counts
  a <- table(x); b <- table(y)
  d <- as.vector(outer(as.numeric(names(a)), as.numeric(names(b)), "-")); k <- as.vector(outer(as.numeric(a), as.numeric(b)))
  o <- order(d)
  list(d = d[o], cum = cumsum(k[o]))
}
middle_difference <- function(x, y) {
  t <- pair_table(x, y); n <- length(x) * length(y)
  mean(c(t$d[which(t$cum >= (n + 1) %/% 2)[1]], t$d[which(t$cum >= n %/% 2 + 1)[1]]))
}
hedges_j <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2) - log(m / 2) / 2)
eta2_limits <- function(f, df1, df2) {  # noncentral F
  n <- df1 + df2 + 1
  limit <- function(p) if (pf(f, df1, df2) < p) 0 else uniroot(function(l) pf(f, df1, df2, l) - p, c(0, 10 * f * df1 + 100), tol = 1e-12)$root
  l <- sapply(c(.975, .025), limit)
  l / (l + n)
}
unweighted <- all(responses$weight == 1)
min_n <- number(setting("min_n"))

compare_levels <- function(case, by, first, second) {
  level <- responses[[by]]
  r <- which((case == "" | responses$case == case) & level %in% c(first, second))
  if (!all(c(first, second) %in% level[r])) return(invisible())
  linked <- FALSE
  if (by == "period") {
    both <- intersect(responses$person[r][level[r] == first], responses$person[r][level[r] == second])
    if (length(both) >= min_n) { linked <- TRUE; r <- r[responses$person[r] %in% both] }
  }
  k <- list(source = "survey", case = case); k[[by]] <- contrast(first, second)
  key <- function(measure, d, own = "") do.call(id_of, c(list("compare", measure, own, dim = dims$dimension[d]), k))
  late <- list()
  # the difference of means has an interval and a p where the groups have 5 people and there are 10 clusters; p waits for Holm
  late_difference <- function(d, value, se, df, n, smallest, clusters) {
    if (is.finite(value / se) && smallest >= 5 && clusters >= 10) late[[length(late) + 1]] <<- list("mean_difference", d, value, df, 2 * pt(-abs(value / se), df), n, smallest, clusters, se)
    else give(key("mean_difference", d), value, n = n)
  }
  for (d in seq_len(D)) {
    x <- values[r, d]
    if (all(is.na(x)) || !any(asked_for(key("mean", d, c(first, second))))) if (all(is.na(x))) next
    cl <- as_clusters(cluster_name[r], dims$dimension[d], if (by == "period") c(first, second) else character(0))
    ok <- !is.na(x); x <- x[ok]; lv <- level[r][ok]; cl <- cl[ok]; who <- responses$person[r][ok]
    if (linked) {
      lone <- table(factor(responses$person[r]), factor(level[r], c(first, second)))  # exactly one response in each period
      once <- rownames(lone)[lone[, 1] == 1 & lone[, 2] == 1]
      pairs <- intersect(intersect(who[lv == first], who[lv == second]), once)
      i <- match(pairs, who[lv == first]); j <- match(pairs, who[lv == second])
      a <- x[lv == first][i]; b <- x[lv == second][j]
      cl_a <- as_clusters(cluster_name[r], dims$dimension[d], c(first, second))[match(pairs, responses$person[r])]; cl_b <- cl_a
    } else { a <- x[lv == first]; b <- x[lv == second]; cl_a <- cl[lv == first]; cl_b <- cl[lv == second] }
    n1 <- length(a); n2 <- length(b)
    for (s in 1:2) {
      v <- list(a, b)[[s]]; g <- list(cl_a, cl_b)[[s]]
      if (!length(v)) next
      ci <- if (length(unique(g)) > 1) clustered_se(v, g) else c(NA, NA)
      own <- c(first, second)[s]
      give(key("group_n", d, own), length(v)); give(key("median", d, own), median(v)); give(key("sd", d, own), if (length(v) > 1) sd(v) else NA)
      give(key("mean", d, own), mean(v), se = ci[1], ci_low = mean(v) - qt(.975, ci[2]) * ci[1], ci_high = mean(v) + qt(.975, ci[2]) * ci[1], n = length(v))
    }
    if (n1 < 2 || n2 < 2) next
    if (linked) {
      diff <- a - b
      ci <- clustered_se(diff, cl_a)
      t <- mean(diff) / ci[1]
      late_difference(d, mean(diff), ci[1], ci[2], n1, min(n1, n2), ci[2] + 1)
      late[[length(late) + 1]] <- list("paired_t", d, t, ci[2], 2 * pt(-abs(t), ci[2]), n1, min(n1, n2), ci[2] + 1)
      z <- tidy(diff); z <- z[z != 0]
      give(key("wilcoxon_v", d), sum(rank(abs(z))[z > 0]), statistic = sum(rank(abs(z))[z > 0]))
      next
    }
    u <- rowsum(c((a - mean(a)) / n1, -(b - mean(b)) / n2), c(cl_a, cl_b)); G <- length(u); N <- n1 + n2
    se <- sqrt(G / (G - 1) * (N - 1) / (N - 2) * sum(u^2)); t <- (mean(a) - mean(b)) / se
    smallest <- min(length(unique(who[lv == first])), length(unique(who[lv == second])))
    late_difference(d, mean(a) - mean(b), se, G - 1, N, smallest, G)
    late[[length(late) + 1]] <- list("student_t", d, t, G - 1, 2 * pt(-abs(t), G - 1), N, smallest, G)
    va <- var(a) / n1; vb <- var(b) / n2; w <- (mean(a) - mean(b)) / sqrt(va + vb)
    give(key("welch_t", d), w, statistic = w, df1 = (va + vb)^2 / (va^2 / (n1 - 1) + vb^2 / (n2 - 1)), n = N)
    rk <- rank(tidy(c(a, b))); U <- sum(rk[seq_len(n1)]) - n1 * (n1 + 1) / 2
    give(key("mann_whitney_u", d), U, statistic = U, n = N); give(key("cliff_delta", d), 2 * U / (n1 * n2) - 1, n = N)
    give(key("median_difference", d), middle_difference(tidy(a), tidy(b)), n = N)
    pooled <- sqrt(((n1 - 1) * var(a) + (n2 - 1) * var(b)) / (N - 2)); cd <- (mean(a) - mean(b)) / pooled
    give(key("cohen_d", d), cd, n = N); give(key("hedges_g", d), cd * hedges_j(N - 2), n = N)
  }
  for (m in c("mean_difference", "student_t", "paired_t")) {
    rows <- Filter(function(x) x[[1]] == m && is.finite(x[[3]]) && x[[7]] >= 5 && x[[8]] >= 10, late)
    p <- p.adjust(sapply(rows, `[[`, 5), "holm")
    for (i in seq_along(rows)) {
      x <- rows[[i]]
      if (m == "mean_difference") give(key(m, x[[2]]), x[[3]], se = x[[9]], ci_low = x[[3]] - qt(.975, x[[4]]) * x[[9]], ci_high = x[[3]] + qt(.975, x[[4]]) * x[[9]], statistic = x[[3]] / x[[9]], df1 = x[[4]], p = p[i], n = x[[6]])
      else give(key(m, x[[2]]), x[[3]], statistic = x[[3]], df1 = x[[4]], p = p[i], n = x[[6]])
    }
  }
}
compare_departments <- function(case) {
  r <- which(responses$case == case & responses$dept != "")
  for (d in seq_len(D)) {
    key <- function(measure, own) id_of("compare", measure, own, dim = dims$dimension[d], source = "survey", case = case)
    x <- values[r, d]; ok <- !is.na(x); x <- x[ok]; g <- responses$dept[r][ok]
    if (!length(x)) next
    by <- split(x, g); own <- paste0("dept=", names(by)); n <- lengths(by); m <- sapply(by, mean); s <- sapply(by, sd); se <- s / sqrt(n)
    give(key("group_n", own), n); give(key("median", own), sapply(by, median)); give(key("sd", own), s)
    give(key("mean", own), m, se = se, ci_low = m - qt(.975, n - 1) * se, ci_high = m + qt(.975, n - 1) * se, n = n)
    by <- by[n >= 2]
    if (length(by) < 2) next
    x <- unlist(by, use.names = FALSE); g <- rep(names(by), lengths(by)); N <- length(x); K <- length(by)
    ssb <- sum(lengths(by) * (sapply(by, mean) - mean(x))^2); ssw <- sum(sapply(by, function(v) sum((v - mean(v))^2)))
    if (ssw <= 0) next
    df1 <- K - 1; df2 <- N - K; f <- (ssb / df1) / (ssw / df2); ci <- eta2_limits(f, df1, df2)
    give(key("anova_f", "dept"), f, statistic = f, df1 = df1, df2 = df2, p = pf(f, df1, df2, lower.tail = FALSE), n = N)
    if (all(sapply(by, var) > 0)) { w <- oneway.test(x ~ factor(g)); give(key("welch_f", "dept"), w$statistic, statistic = w$statistic, df1 = w$parameter[1], df2 = w$parameter[2], p = w$p.value, n = N) }
    h <- kruskal.test(tidy(x), factor(g))
    give(key("kruskal_h", "dept"), h$statistic, statistic = h$statistic, df1 = h$parameter, p = h$p.value, n = N)
    give(key("eta2", "dept"), ssb / (ssb + ssw), ci_low = ci[1], ci_high = ci[2], n = N)
    give(key("omega2", "dept"), (ssb - df1 * ssw / df2) / (ssb + ssw + ssw / df2), n = N)
    give(key("epsilon2", "dept"), h$statistic / (N - 1), n = N)
  }
}
if (has_survey && wanted("comparisons") && unweighted) for (case in c("", cases)) {
  for (t in seq_len(nrow(contrasts_table))) {
    by <- contrasts_table$by[t]
    if ((by == "case" && case != "") || (by == "dept" && case == "")) next
    compare_levels(case, by, contrasts_table$first[t], contrasts_table$second[t])
  }
  if (case != "") compare_departments(case)
}

# ======================================================================================================================
# Correlations of the observed dimensions, and the items' screen for one common factor. A row is a person: of those who answered more
# than once the latest answers count. Pearson, pairwise complete; t with n - 2 df; Fisher's z interval.
# KMO (Kaiser & Rice 1974); Bartlett's test with the smallest n of a pair; Harman: first eigenvalue / k, a weak screen.
# ======================================================================================================================

latest <- function() {
  position <- match(responses$period, periods)
  o <- order(responses$person, ifelse(is.na(position), 0, position), seq_len(R))
  o[!duplicated(responses$person[o], fromLast = TRUE)]
}
persons <- if (has_survey) latest() else integer(0)
asked_of_all <- function(j) {  # items that every side among the people is asked
  j[vapply(j, function(i) all(asked[persons, i]), TRUE)]
}
observed <- leaves[!dims$proposed[match(leaves, dims$dimension)]]
if (has_survey && wanted("correlations")) {
  for (a in seq_along(observed)) for (b in seq_along(observed)) if (a < b) {
    x <- leaf_score[persons, observed[a]]; y <- leaf_score[persons, observed[b]]
    ok <- !is.na(x) & !is.na(y); n <- sum(ok)
    if (n < 4 || sd(x[ok]) == 0 || sd(y[ok]) == 0) next
    t <- cor.test(x[ok], y[ok])
    give(id_of("correlate", "r", paste0(observed[a], "~", observed[b]), source = "survey"), t$estimate, ci_low = t$conf.int[1], ci_high = t$conf.int[2],
         statistic = t$statistic, df1 = t$parameter, p = t$p.value, n = n)
  }
  j <- asked_of_all(unlist(leaf_items[observed]))
  x <- answer[persons, j, drop = FALSE]
  r <- if (length(j) > 1) suppressWarnings(cor(x, use = "pairwise.complete.obs")) else NA
  if (length(j) > 1 && !anyNA(r)) {
    k <- length(j); e <- eigen(r, symmetric = TRUE, only.values = TRUE)$values
    pairs <- crossprod(!is.na(x)); n <- min(pairs[upper.tri(pairs)])
    key <- function(measure) id_of("factor", measure, source = "survey")
    give(key("harman_first_factor"), e[1] / k)
    if (min(e) > 0) {
      q <- -cov2cor(solve(r)); off <- upper.tri(r)
      give(key("kmo"), sum(r[off]^2) / (sum(r[off]^2) + sum(q[off]^2)))
      b <- -(n - 1 - (2 * k + 5) / 6) * sum(log(e))
      give(key("bartlett_chi2"), b, statistic = b, df1 = k * (k - 1) / 2, p = pchisq(b, k * (k - 1) / 2, lower.tail = FALSE))
      if (packages["psych"]) give(key("kmo"), quietly(psych::KMO(r))$MSA, with = "psych")
    }
  }
}

# ======================================================================================================================
# Factor models of each stage (lavaan): estimator MLR, full information where answers are missing, one row a person; rivals with their
# differences of chi-square (Satorra & Bentler 2001). AVE = mean squared standardised loading; CR = (sum l)^2/((sum l)^2 + sum(1 - l^2))
# (Fornell & Larcker 1981); HTMT: mean |r| between two blocks of items over the geometric mean of the mean |r| within each
# (Henseler et al. 2015); htmt2 with geometric means (Roemer et al. 2021).
# ======================================================================================================================

htmt <- function(r, a, b, geometric) {
  f <- if (geometric) function(x) exp(mean(log(abs(x)))) else function(x) mean(abs(x))
  inside <- function(i) { m <- r[i, i]; f(m[upper.tri(m)]) }
  f(r[a, b]) / sqrt(inside(a) * inside(b))
}
rmsea_limits <- function(x, df, n) {  # 90 %, noncentral chi-square
  limit <- function(p) if (pchisq(x, df) < p) 0 else uniroot(function(l) pchisq(x, df, l) - p, c(0, 10 * x + 100), tol = 1e-10)$root
  sqrt(c(limit(.95), limit(.05)) / (n * df))
}
theory <- models[models$model == "dimensions", ]
if (has_survey && wanted("measurement")) {
  blocks <- split(theory$item, factor(theory$factor, unique(theory$factor)))
  stage_of <- theory$stage[match(names(blocks), theory$factor)]
  x <- answer[persons, theory$item, drop = FALSE]
  r <- suppressWarnings(cor(x, use = "pairwise.complete.obs"))
  for (a in seq_along(blocks)) for (b in seq_along(blocks)) if (a < b && stage_of[a] != stage_of[b]) for (g in c(FALSE, TRUE)) {
    give(id_of("cfa", if (g) "htmt2" else "htmt", paste0(names(blocks)[a], "~~", names(blocks)[b]), source = "survey"), htmt(r, blocks[[a]], blocks[[b]], g))
  }
}
if (has_survey && wanted("measurement") && packages["lavaan"]) for (stage in unique(models$stage)) {
  if (!any(asked_for(id_of("cfa", "chi2", dim = stage, source = "survey")))) next
  here <- models[models$stage == stage, ]
  name <- unique(here$item); short <- paste0("x", seq_along(name))   # names that any syntax takes
  data <- as.data.frame(answer[persons, name, drop = FALSE]); names(data) <- short
  missing <- here$missing[1]
  fits <- indices <- list()
  for (m in unique(here$model)) {
    of <- here[here$model == m, ]; factors <- unique(of$factor)
    syntax <- paste(sapply(seq_along(factors), function(f) paste0("f", f, " =~ ", paste(short[match(of$item[of$factor == factors[f]], name)], collapse = " + "))), collapse = "\n")
    fit <- try(quietly(lavaan::cfa(syntax, data, estimator = "MLR", missing = missing)), TRUE)
    if (inherits(fit, "try-error") || !lavaan::lavInspect(fit, "converged")) next
    fits[[m]] <- fit
    own <- if (m == "dimensions") "" else paste0(m, ":")
    key <- function(measure, of = "") id_of("cfa", measure, if (m == "dimensions") of else own, dim = stage, source = "survey")
    n <- lavaan::lavInspect(fit, "nobs")
    measured <- quietly(lavaan::fitMeasures(fit))
    v <- function(k) if (k %in% names(measured)) as.numeric(measured[k]) else NA
    indices[[m]] <- measured
    lav <- function(...) give(..., n = n, with = "lavaan", tolerance = 1e-4)
    lav(key("chi2"), v("chisq"), statistic = v("chisq"), df1 = v("df"), p = v("pvalue"))
    lav(key("chi2_scaled"), v("chisq.scaled"), statistic = v("chisq.scaled"), df1 = v("df.scaled"), p = v("pvalue.scaled"))
    for (s in c("", "_scaled", "_robust")) {
      dot <- sub("_", ".", s)
      lav(key(paste0("cfi", s)), v(paste0("cfi", dot))); lav(key(paste0("tli", s)), v(paste0("tli", dot)))
      limits <- c(v(paste0("rmsea.ci.lower", dot)), v(paste0("rmsea.ci.upper", dot)))
      # The limits of rmsea_scaled follow from the scaled chi-square on its df; lavaan 0.6 takes the plain one on c * df instead.
      if (s == "_scaled") limits <- rmsea_limits(v("chisq.scaled"), v("df.scaled"), n)
      lav(key(paste0("rmsea", s)), v(paste0("rmsea", dot)), ci_low = limits[1], ci_high = limits[2], df1 = v("df"))
    }
    lav(key("srmr"), v("srmr")); lav(key("aic"), v("aic")); lav(key("bic"), v("bic")); lav(key("loglik"), v("logl"))
    if (m != "dimensions") next
    p <- lavaan::parameterEstimates(fit); s <- lavaan::standardizedSolution(fit)
    back <- function(k) ifelse(grepl("^x", k), name[number(sub("x", "", k))], factors[number(sub("f", "", k))])
    l <- p[p$op == "=~", ]; free <- l$se > 0
    lav(key("loading", paste0(back(l$lhs), "=~", back(l$rhs))), l$est, se = ifelse(free, l$se, NA), ci_low = ifelse(free, l$ci.lower, NA), ci_high = ifelse(free, l$ci.upper, NA),
        statistic = ifelse(free, l$z, NA), p = ifelse(free, l$pvalue, NA))
    l <- s[s$op == "=~", ]
    lav(key("loading_std", paste0(back(l$lhs), "=~", back(l$rhs))), l$est.std, se = l$se, ci_low = l$ci.lower, ci_high = l$ci.upper, statistic = l$z, p = l$pvalue)
    both <- s[s$op == "~~" & s$lhs != s$rhs & grepl("^f", s$lhs), ]
    lav(key("correlation", paste0(back(both$lhs), "~~", back(both$rhs))), both$est.std, se = both$se, ci_low = both$ci.lower, ci_high = both$ci.upper, statistic = both$z, p = both$pvalue)
    for (f in unique(l$lhs)) {
      load <- l$est.std[l$lhs == f]; ave <- mean(load^2)
      lav(key("ave", back(f)), ave); lav(key("composite_reliability", back(f)), sum(load)^2 / (sum(load)^2 + sum(1 - load^2)))
      if (nrow(both)) lav(key("fornell_larcker_ok", back(f)), as.numeric(ave > max(both$est.std[both$lhs == f | both$rhs == f]^2)))
    }
    full <- cov2cor(unclass(lavaan::lavInspect(fit, "sampstat")$cov))   # with missing answers the saturated model's
    for (a in seq_along(factors)) for (b in seq_along(factors)) if (a < b) for (g in c(FALSE, TRUE)) {
      block <- function(f) short[match(of$item[of$factor == factors[f]], name)]
      lav(key(if (g) "htmt2" else "htmt", paste0(factors[a], "~~", factors[b])), htmt(full, block(a), block(b), g))
    }
  }
  pairs <- if (length(fits) > 1) combn(names(fits), 2, simplify = FALSE) else list()
  for (p in pairs) {
    freer <- fits[[p[1]]]; restricted <- fits[[p[2]]]
    key <- function(measure) id_of("cfa", measure, paste0(p[2], "-", p[1]), dim = stage, source = "survey")
    t <- try(quietly(lavaan::lavTestLRT(freer, restricted, method = "satorra.bentler.2001")), TRUE)
    if (!inherits(t, "try-error")) give(key("chi2_diff"), t[2, "Chisq diff"], statistic = t[2, "Chisq diff"], df1 = t[2, "Df diff"], p = t[2, "Pr(>Chisq)"], with = "lavaan", tolerance = 1e-4)
    for (k in c("cfi", "rmsea")) give(key(paste0(k, "_diff")), as.numeric(indices[[p[2]]][paste0(k, ".robust")] - indices[[p[1]]][paste0(k, ".robust")]), with = "lavaan", tolerance = 1e-4)
  }
}

# ======================================================================================================================
# Path model: from the situation by the mechanism's groups in parallel to the effect, on people's composite scores; OLS with
# departments as clusters (CR1, G - 1 df). a: mediator on x; b, direct: y on x and mediators; total: y on x; indirect = a b.
# Bootstrap intervals are not compared: R draws other samples.
# ======================================================================================================================

complete_of <- function(columns, departments) which(rowSums(is.na(columns)) == 0 & departments != "")
if (has_survey && wanted("path") && nrow(path) > 2) {
  column <- function(i) {
    d <- match(path$dimension[i], dims$dimension)
    if (!flag(path$made[i])) return(values[persons, d])
    k <- kids[[d]]; k <- k[!dims$proposed[k]]   # a contextual situation: equal mean of its observed dimensions, half of which must be scored
    x <- sapply(k, function(j) if (dims$polarity[j] < 0) 100 - values[persons, j] else values[persons, j])
    used <- rowSums(!is.na(x))
    ifelse(used > 0 & 2 * used >= length(k), rowSums(x, na.rm = TRUE) / used, NA)
  }
  data <- sapply(seq_len(nrow(path)), column)
  dept <- ifelse(responses$dept[persons] == "", "", cluster_name[persons])
  ok <- complete_of(data, dept); data <- data[ok, , drop = FALSE]; dept <- dept[ok]
  last <- ncol(data); m <- 2:(last - 1)
  regress <- function(y, X) {
    X <- cbind(1, X); xtx <- solve(crossprod(X)); beta <- as.vector(xtx %*% crossprod(X, y)); e <- as.vector(y - X %*% beta)
    meat <- crossprod(rowsum(X * e, dept)); G <- length(unique(dept)); n <- nrow(X)
    list(beta = beta, se = sqrt(diag(xtx %*% meat %*% xtx) * G / (G - 1) * (n - 1) / (n - ncol(X))), df = G - 1)
  }
  if (length(ok) > last && length(unique(dept)) > 1) {
    effect <- function(measure, own, fit, i) {
      b <- fit$beta[i]; se <- fit$se[i]; t <- b / se
      give(id_of("mediate", measure, own, source = "survey"), b, se = se, ci_low = b - qt(.975, fit$df) * se, ci_high = b + qt(.975, fit$df) * se, statistic = t, df1 = fit$df,
           p = 2 * pt(-abs(t), fit$df), n = length(ok))
    }
    own <- if (length(m) > 1) path$dimension[m] else ""
    outcome <- regress(data[, last], data[, c(1, m), drop = FALSE]); total <- regress(data[, last], data[, 1])
    ab <- numeric(0)
    for (i in seq_along(m)) {
      first <- regress(data[, m[i]], data[, 1])
      effect("a", own[i], first, 2); effect("b", own[i], outcome, 2 + i)
      a <- first$beta[2]; b <- outcome$beta[2 + i]; ab <- c(ab, a * b)
      z <- a * b / sqrt(b^2 * first$se[2]^2 + a^2 * outcome$se[2 + i]^2)
      give(id_of("mediate", "indirect", own[i], source = "survey"), a * b, n = length(ok))
      give(id_of("mediate", "sobel_z", own[i], source = "survey"), z, statistic = z, p = 2 * pnorm(-abs(z)), n = length(ok))
    }
    effect("direct", "", outcome, 2); effect("total", "", total, 2)
    if (length(m) > 1) give(id_of("mediate", "proportion_mediated", own, source = "survey"), ab / total$beta[2])
    give(id_of("mediate", "total_indirect", source = "survey"), sum(ab), n = length(ok))
    give(id_of("mediate", "proportion_mediated", source = "survey"), sum(ab) / total$beta[2])
  }
}

# ======================================================================================================================
# Multilevel: the share of the variance of people's composite scores that lies between departments (random intercept, REML).
# ======================================================================================================================

if (has_survey && wanted("multilevel")) for (d in which(dims$parent == "" & !dims$proposed)) {
  key <- id_of("multilevel", "icc", dim = dims$dimension[d], source = "survey")
  if (!asked_for(key)) next
  y <- values[persons, d]; g <- cluster_name[persons]
  ok <- !is.na(y) & responses$dept[persons] != "" & !(g %in% hidden_in(dims$dimension[d], periods))
  y <- y[ok]; g <- g[ok]
  give(key, reml_icc(y, g), n = length(y), with = "base R (REML)", tolerance = 1e-4)
  if (packages["lme4"]) {
    fit <- try(quietly(lme4::lmer(y ~ 1 + (1 | g), REML = TRUE, control = lme4::lmerControl(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-12)))), TRUE)
    if (!inherits(fit, "try-error")) { v <- as.data.frame(lme4::VarCorr(fit))$vcov; give(key, v[1] / sum(v), with = "lme4", tolerance = 1e-4) }
  } else if (packages["nlme"]) {
    fit <- try(quietly(nlme::lme(y ~ 1, random = ~ 1 | g, method = "REML", control = nlme::lmeControl(msTol = 1e-12, tolerance = 1e-12))), TRUE)
    if (!inherits(fit, "try-error")) { v <- as.numeric(nlme::VarCorr(fit)[, "Variance"]); give(key, v[1] / sum(v), with = "nlme", tolerance = 1e-4) }
  }
}

# ======================================================================================================================
# Comparison
# ======================================================================================================================

columns <- c("id", parts, "with", "tolerance")
made <- found$list[seq_len(found$n)]
found <- data.frame(lapply(stats::setNames(columns, columns), function(k) { x <- unlist(lapply(made, `[[`, k), use.names = FALSE); if (is.null(x)) character(0) else x }))
found <- found[found$id %in% expected$id, ]
rows <- list()
for (part in parts) {
  want <- number(expected[[part]][match(found$id, expected$id)])
  have <- found[[part]]
  k <- which(!is.na(want) & (part == "estimate" | !is.na(have)))
  if (part == "n") k <- k[!is.na(have[k])]
  if (!length(k)) next
  difference <- abs(have[k] - want[k])
  # relative, with an absolute floor for numbers near 0; a p is compared as a number between 0 and 1
  allowed <- found$tolerance[k] * (if (part == "p") rep(1, length(k)) else pmax(abs(have[k]), abs(want[k]), 1e-2))
  rows[[part]] <- data.frame(section = expected$section[match(found$id[k], expected$id)], id = found$id[k], part = part, published = want[k], r = have[k],
    difference = difference, tolerance = allowed, with = found$with[k], equal = !is.na(difference) & difference <= allowed)
}
comparison <- if (length(rows)) do.call(rbind, rows) else data.frame(section = character(0), id = character(0), equal = logical(0), difference = numeric(0), with = character(0))
comparison <- comparison[order(match(comparison$section, sections$section), match(comparison$id, expected$id), match(comparison$part, parts), comparison$with, method = "radix"), ]
write_table <- function(d, file) {
  con <- file(file, open = "wb"); on.exit(close(con))
  quote <- function(x) ifelse(grepl("[\",\n]", x), paste0("\"", gsub("\"", "\"\"", x), "\""), x)
  text <- lapply(d, function(x) if (is.numeric(x)) ifelse(is.na(x), "", vapply(x, function(v) format(v, digits = 15), "")) else quote(enc2utf8(as.character(x))))
  writeLines(c(paste(names(d), collapse = ","), if (nrow(d)) do.call(paste, c(unname(text), sep = ","))), con, sep = "\n", useBytes = TRUE)
}
write_table(comparison, "comparison.csv")

utf8 <- isTRUE(l10n_info()[["UTF-8"]])
relative <- function(d) d$difference / pmax(abs(d$published), abs(d$r), 1e-2)
cat("R ", R.version$major, ".", R.version$minor, "; packages: ", paste0(names(packages), ifelse(packages, "", " (missing)"), collapse = ", "), "\n\n", sep = "")
cat(sprintf("%-52s %10s %10s %10s %10s\n", "Section", "estimates", "compared", "equal", "largest"))
for (s in seq_len(nrow(sections))) {
  of <- expected[expected$section == sections$section[s], ]
  if (!nrow(of)) next
  d <- comparison[comparison$section == sections$section[s], ]
  cat(sprintf("%-52s %10d %10d %10d %10s%s\n", sections$title_en[s], nrow(of), nrow(d), sum(d$equal), if (nrow(d)) format(max(relative(d), na.rm = TRUE), digits = 2) else "",
              if (utf8) paste0("  ", sections$title_zh[s]) else ""))
}
cat(sprintf("%-52s %10d %10d %10d %10s\n", "All", nrow(expected), nrow(comparison), sum(comparison$equal), if (nrow(comparison)) format(max(relative(comparison), na.rm = TRUE), digits = 2) else ""))
cat("estimates: published and to be compared. compared: numbers of them (with standard errors, limits, tests), each as often as there is\n",
    "code for it. largest: the largest difference in parts of the number (below 0.01: of 0.01).\n\nBy what computed them:\n", sep = "")
for (w in sort(unique(comparison$with), method = "radix")) cat(sprintf("  %-20s %8d compared, %d equal\n", w, sum(comparison$with == w), sum(comparison$equal[comparison$with == w])))

missed <- expected[!(expected$id %in% comparison$id), ]
if (nrow(missed)) {
  cat("\nNot recomputed here (", nrow(missed), "):\n", sep = "")
  why <- ifelse(missed$section == "measurement" & !packages["lavaan"], "package lavaan is missing",
         ifelse(grepl("^omega", missed$measure) & !(packages["psych"] & packages["GPArotation"]), "packages psych and GPArotation are missing",
         ifelse(missed$section == "comparisons" & has_survey & !unweighted, "the responses carry weights", "R gives no number")))
  for (w in unique(why)) cat("  ", sum(why == w), " ", w, ", as ", missed$id[why == w][1], "\n", sep = "")
}
not_compared <- read_table("not_compared")
if (nrow(not_compared)) {
  cat("\nPublished, not compared (data/not_compared.csv):\n")
  for (w in unique(not_compared$reason)) cat(sprintf("  %6d  %s\n", sum(not_compared$reason == w), w))
}
cat("\nSet analyses (QCA): the study has none", if (!packages["QCA"]) " (package QCA is missing, too)" else "", "; nothing to compare.\n", sep = "")
wrong <- comparison[!comparison$equal, ]
if (nrow(wrong)) {
  cat("\nDIFFERENT (", nrow(wrong), "):\n", sep = "")
  for (i in seq_len(nrow(wrong))) cat("  ", wrong$id[i], " ", wrong$part[i], ": published ", format(wrong$published[i], digits = 12), ", R ", format(wrong$r[i], digits = 12), " (", wrong$with[i], ")\n", sep = "")
  quit(status = 1, save = "no")
}
cat("\nEvery number that was compared is equal within tolerance.\n")
