# Rscript expected.R in this folder   (R 4.2.2)
source("../../internal/reference/testdata/emit.R")
d <- read.csv("saturation.csv"); iv <- unique(d$interview); seen <- c(); begin("saturation", "saturation.csv", "saturation saturation.csv --interview interview --code code --base 4 --run 2"); nw <- sapply(iv, function(i) { z <- setdiff(d$code[d$interview == i], seen); seen <<- c(seen, z); length(z) }); s <- "Guest, Namey & Chen 2020"; emit("new_codes", iv, nw, 0, s); emit("cumulative_codes", iv, cumsum(nw), 0, s); for (i in 5:9) emit("guest_ratio", paste0(iv[i], "-", iv[i + 1]), sum(nw[i:(i + 1)]) / sum(nw[1:4]), 1e-8, s)
write_expected()
