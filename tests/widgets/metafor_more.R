# What data/reference/metafor_reference.json lacks, or holds only as exactly as metafor's own stopping rules: computed
# with metafor on given sets, with tight stopping rules. Prints long CSV: set, what, value.
# Usage: Rscript metafor_more.R sets.csv [tables.csv]   (sets: set, yi, vi, x, group; tables: 2 x 2 counts, means)
suppressMessages(library(metafor))
options(warn = -1)
args <- commandArgs(trailingOnly = TRUE)
# Fisher scoring can't always be that exact; then the next best that it reaches. Smaller steps keep it from circling.
settle <- function(compute) {
  for (threshold in c(1e-12, 1e-10, 1e-8)) for (step in c(1, 0.5)) {
    control <- list(threshold = threshold, maxiter = 1000, tol = 1e-14, stepadj = step)
    r <- try(compute(control), silent = TRUE)
    if (!inherits(r, "try-error") && !anyNA(r$estimate)) return(r)
  }
  stop(r)
}
fit <- function(...) settle(function(control) rma(..., control = control))
out <- character()
put <- function(set, what, value) {
  value <- as.numeric(value)
  name <- if (length(value) > 1) paste(what, seq_along(value) - 1, sep = ".") else what
  out <<- c(out, sprintf("%s,%s,%.17g", set, name, value))
}
put_fit <- function(set, what, r) {
  put(set, paste0(what, ".estimate"), coef(r))
  put(set, paste0(what, ".se"), r$se)
  put(set, paste0(what, ".ci_low"), r$ci.lb)
  put(set, paste0(what, ".ci_high"), r$ci.ub)
  put(set, paste0(what, ".stat"), r$zval)
  put(set, paste0(what, ".p"), r$pval)
  put(set, paste0(what, ".tau2"), r$tau2)
  put(set, paste0(what, ".i2"), r$I2)
  put(set, paste0(what, ".h2"), r$H2)
  put(set, paste0(what, ".q"), r$QE)
}
tests <- c(wald = "z", hksj = "knha", "hksj-modified" = "adhoc")

pools <- function(set, yi, vi) {
  for (method in c("EE", "DL", "REML", "ML", "PM", "EB", "HE", "SJ")) for (test in names(tests)) {
    if (method == "EE" && test != "wald") next
    r <- fit(yi, vi, method = method, test = tests[[test]])
    put_fit(set, paste("pool", method, test, sep = "."), r)
    if (test != "wald") {
      p <- predict(r)
      put(set, paste("pool", method, test, "pi_low", sep = "."), p$pi.lb)
      put(set, paste("pool", method, test, "pi_high", sep = "."), p$pi.ub)
    }
  }
  ci <- suppressMessages(confint(fit(yi, vi), control = list(tol = 1e-14, tau2.max = 1e12)))
  put(set, "q_profile", ci$random[1, 2:3])
}

sensitivity <- function(set, yi, vi) {
  lm_test <- regtest(yi, vi, model = "lm")
  rma_test <- regtest(fit(yi, vi))
  put(set, "egger.t", lm_test$zval)
  put(set, "egger.p", lm_test$pval)
  put(set, "egger.z", rma_test$zval)
  put(set, "egger.p_mixed", rma_test$pval)
  for (test in c("wald", "hksj")) {
    r <- fit(yi, vi, test = tests[[test]])
    filled <- settle(function(control) trimfill(r, control = control))
    put(set, paste0("trim.", test, ".k0"), filled$k0)
    put(set, paste0("trim.", test, ".left"), filled$side == "left")
    # The filled pool fitted anew, as trimfill() does not always hand on the control values.
    again <- fit(as.numeric(filled$yi), filled$vi, test = tests[[test]])
    put(set, paste0("trim.", test, ".estimate"), coef(again))
    put(set, paste0("trim.", test, ".ci_low"), again$ci.lb)
    put(set, paste0("trim.", test, ".ci_high"), again$ci.ub)
    steps <- settle(function(control) cumul(rma(yi, vi, test = tests[[test]], control = control)))
    for (name in c("estimate", "se", "tau2")) put(set, paste("cumulative", test, name, sep = "."), steps[[name]])
    left <- settle(function(control) leave1out(rma(yi, vi, test = tests[[test]], control = control)))
    for (name in c("estimate", "se", "tau2")) put(set, paste("leave", test, name, sep = "."), left[[name]])
  }
}

moderators <- function(set, yi, vi, x, group) {
  for (method in c("REML", "DL", "PM")) for (test in names(tests)) {
    r <- fit(yi, vi, mods = cbind(x = x), method = method, test = tests[[test]])
    name <- paste("regression", method, test, sep = ".")
    put_fit(set, name, r)
    put(set, paste0(name, ".r2"), r$R2)
    put(set, paste0(name, ".qm"), r$QM)
    put(set, paste0(name, ".p_qm"), r$QMp)
    put(set, paste0(name, ".p_qe"), r$QEp)
  }
  if (length(unique(group)) < 2 || length(unique(group)) == length(group)) return()
  levels <- unique(group)
  fits <- lapply(levels, function(one) fit(yi[group == one], vi[group == one]))
  estimates <- sapply(fits, coef)
  between <- rma(estimates, sapply(fits, function(r) r$se^2), mods = ~ factor(levels), method = "FE")
  put(set, "separate.q_between", between$QM)
  put(set, "separate.p", between$QMp)
  dummies <- sapply(levels, function(one) as.numeric(group == one))
  common <- fit(yi, vi, mods = dummies[, -1, drop = FALSE])
  put(set, "common.q_between", common$QM)
  put(set, "common.p", common$QMp)
  put_fit(set, "common.hksj", fit(yi, vi, mods = dummies, intercept = FALSE, test = "knha"))
}

sets <- read.csv(args[1], colClasses = c(set = "character", group = "character"))
for (name in unique(sets$set)) {
  one <- sets[sets$set == name, ]
  pools(name, one$yi, one$vi)
  if (nrow(one) > 2 && length(unique(one$vi)) > 1) sensitivity(name, one$yi, one$vi)
  if (nrow(one) > 3) moderators(name, one$yi, one$vi, one$x, one$group)
}

if (length(args) > 1) {
  d <- read.csv(args[2])
  keep <- function(what, e) {
    put("tables", paste0(what, ".yi"), e$yi)
    put("tables", paste0(what, ".vi"), e$vi)
  }
  for (measure in c("RR", "OR", "RD")) for (to in c("only0", "all", "none")) {
    e <- escalc(measure = measure, ai = e1, n1i = n1, ci = e2, n2i = n2, data = d, add = if (to == "none") 0 else 0.5, to = to)
    keep(paste(measure, to, sep = "."), e)
  }
  for (measure in c("MD", "SMD"))
    keep(measure, escalc(measure = measure, m1i = m1, sd1i = s1, n1i = n1, m2i = m2, sd2i = s2, n2i = n2, data = d))
}
writeLines(c("set,what,value", out))
