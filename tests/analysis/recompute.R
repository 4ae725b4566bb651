# Recomputes the figures of the analysis from the exported SPSS files, by R's own functions and by
# formulas written out, apart from the program. Prints one figure a line: its name, its value.
folder <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name) {
  as.data.frame(haven::zap_labels(haven::read_sav(file.path(folder, paste0(name, ".sav")))))
}
tell <- function(name, ...) cat(paste0(name, " ", format(c(...), digits = 15), "\n"), sep = "")

start <- read("start"); staff <- read("start_staff"); closing <- read("closing")
ended <- read("closing_staff"); follow <- read("followup"); check <- read("checkin")
derived <- read("derived"); episodes <- read("episodes")
at <- function(table, point) table[table$timepoint == point, ]
of <- function(table, name, who) as.numeric(table[[name]][match(who, table$person_id)])

people <- sort(unique(c(start$person_id, staff$person_id, episodes$person_id)))
on_time <- start$person_id[!(start$late_flag %in% 1)]
buyers <- start$person_id[start$buy_ever %in% 1]
half <- at(follow, "f06")
due <- list(
  t1 = union(closing$person_id, episodes$person_id[episodes$response_closing %in% 0]),
  f06 = union(half$person_id, episodes$person_id[episodes$response_f06 %in% 0])
)
tell("flow.persons", length(people)); tell("flow.late", nrow(start) - length(on_time))
tell("flow.closing_due", length(due$t1)); tell("flow.half_year_due", length(due$f06))

# Shares: Wilson by prop.test, McNemar by binom.test, the paired difference as Newcombe has it.
wilson <- function(part, whole) as.numeric(prop.test(part, whole, correct = FALSE)$conf.int)
newcombe <- function(both, after, before, neither) {
  n <- both + after + before + neither
  p <- c(both + after, both + before) / n
  ends <- rbind(wilson(both + after, n), wilson(both + before, n))
  margins <- prod(both + after, before + neither, both + before, after + neither)
  product <- both * neither - after * before
  corrected <- if (product < 0) product else max(product - n / 2, 0)
  phi <- if (margins == 0) 0 else corrected / sqrt(margins)
  reach <- function(a, b) sqrt(a^2 - 2 * phi * a * b + b^2)
  value <- p[1] - p[2]
  c(value, value - reach(p[1] - ends[1, 1], ends[2, 2] - p[2]),
    value + reach(ends[1, 2] - p[1], p[2] - ends[2, 1]))
}
abstinence <- function(name, before, after) {
  cells <- c(sum(before & after), sum(!before & after), sum(before & !after),
             sum(!before & !after))
  tell(paste0(name, ".cells"), cells)
  changed <- cells[2] + cells[3]
  p <- if (changed == 0) 1 else binom.test(min(cells[2:3]), changed)$p.value
  tell(paste0(name, ".p"), p)
  tell(paste0(name, ".difference"), do.call(newcombe, as.list(cells)))
}
for (point in c("t1", "f06")) {
  who <- Reduce(intersect, list(buyers, on_time, due[[point]]))
  before <- of(at(derived, "t0"), "abstinent_30d", who)
  after <- of(at(derived, point), "abstinent_30d", who)
  known <- !is.na(before) & !is.na(after)
  abstinence(paste0("abstinent.", point, ".known"), before[known] == 1, after[known] == 1)
  worst <- ifelse(is.na(after), 0, after)[!is.na(before)]
  abstinence(paste0("abstinent.", point, ".worst"), before[!is.na(before)] == 1, worst == 1)
}

# Changes: Hodges-Lehmann from Walsh averages and qsignrank, the exact test by convolution.
signed <- function(name, d) {
  walsh <- sort(outer(d, d, "+")[!lower.tri(diag(length(d)))] / 2)
  tell(paste0(name, ".shift"), median(walsh))
  k <- max(qsignrank(0.025, length(d)), 1)
  tell(paste0(name, ".interval"), walsh[k], walsh[length(walsh) + 1 - k])
  d <- d[d != 0]
  ranks <- rank(abs(d)) * 2
  ways <- c(1, rep(0, sum(ranks)))
  for (r in ranks) ways <- ways + c(rep(0, r), head(ways, -r))
  lower <- min(sum(ranks[d > 0]), sum(ranks[d < 0]))
  tell(paste0(name, ".p"), min(1, 2 * sum(ways[1:(lower + 1)]) / 2^length(d)))
}
# A linear model with a random intercept by restricted maximum likelihood, profiled.
mixed <- function(name, y, time, person) {
  x <- cbind(1, time); groups <- split(seq_along(y), person)
  parts <- function(ratio) {
    xx <- matrix(0, 2, 2); xy <- c(0, 0); yy <- 0; logdet <- 0
    for (g in groups) {
      v <- solve(diag(length(g)) + ratio)
      xx <- xx + t(x[g, , drop = FALSE]) %*% v %*% x[g, , drop = FALSE]
      xy <- xy + t(x[g, , drop = FALSE]) %*% v %*% y[g]
      yy <- yy + t(y[g]) %*% v %*% y[g]
      logdet <- logdet + log(1 + length(g) * ratio)
    }
    b <- solve(xx, xy); df <- length(y) - 2
    s2 <- as.numeric(yy - t(b) %*% xy) / df
    list(b = b, s2 = s2, xx = xx, fit = df * log(s2) + logdet + log(det(xx)))
  }
  best <- optimize(function(l) parts(exp(l))$fit, c(-15, 10), tol = 1e-12)$minimum
  end <- parts(exp(best)); error <- sqrt(end$s2 * solve(end$xx)[2, 2])
  tell(paste0(name, ".model"), end$b[2] + c(0, -1, 1) * qnorm(0.975) * error)
}
# The ratio of means with the sandwich of Mancl and DeRouen.
ratio <- function(name, y, time, person) {
  mu <- ave(y, time); m0 <- mean(y[time == 0])
  alpha <- max((var(y[time == 0]) - m0) / m0^2, 1e-3)
  x <- cbind(1, time); groups <- split(seq_along(y), person)
  d <- x * mu; v <- mu + alpha * mu^2
  bread <- solve(t(d) %*% (d / v)); meat <- matrix(0, 2, 2)
  for (g in groups) {
    di <- d[g, , drop = FALSE]; wi <- di / v[g]
    h <- di %*% bread %*% t(wi)
    u <- t(wi) %*% solve(diag(length(g)) - h, y[g] - mu[g])
    meat <- meat + u %*% t(u)
  }
  b <- log(mean(y[time == 1]) / m0)
  error <- sqrt((bread %*% meat %*% bread)[2, 2])
  tell(paste0(name, ".model"), exp(b + c(0, -1, 1) * qnorm(0.975) * error))
}
change <- function(name, table0, table1, who, point, model) {
  prefix <- paste0(name, ".", point)
  before <- of(table0, name, who); after <- of(table1, name, who)
  now <- who %in% due[[point]]
  known <- now & !is.na(before) & !is.na(after)
  tell(paste0(prefix, ".known"), sum(known))
  tell(paste0(prefix, ".missing"), sum(now & !is.na(before)) - sum(known))
  d <- (after - before)[known]
  tell(paste0(prefix, ".before"), quantile(before[known], c(0.25, 0.5, 0.75)))
  if (sum(known) >= 6) {
    signed(prefix, d)
    t <- t.test(d); tell(paste0(prefix, ".mean"), t$estimate, t$conf.int)
  }
  y <- c(before, after); time <- rep(0:1, each = length(who)); person <- rep(who, 2)
  # The ratio is of those with both answers; else drop-out would look like a change.
  keep <- !is.na(y) & (identical(model, mixed) | rep(!is.na(before) & !is.na(after), 2))
  if (sum(keep & time == 1) >= 5) model(prefix, y[keep], time[keep], person[keep])
}
change("buy_total_90d_n", at(derived, "t0"), at(derived, "t1"), intersect(on_time, buyers), "t1",
       ratio)
change("main_days_30d", start, closing, intersect(on_time, start$person_id[start$buy_ever %in% 0]),
       "t1", mixed)
change("mood_2w", start, closing, on_time, "t1", mixed)
change("mood_2w", start, half, on_time, "f06", mixed)
change("confidence", start, closing, on_time, "t1", mixed)

# Reliable change of mood.
who <- intersect(on_time, due$t1)
before <- of(start, "mood_2w", who); after <- of(closing, "mood_2w", who)
known <- !is.na(before) & !is.na(after)
for (r in c(0.6, 0.7, 0.8)) {
  least <- 1.96 * sqrt(2 * (sd(before[known]) * sqrt(1 - r))^2)
  d <- (after - before)[known]
  tell(paste0("reliable.", r), least, sum(d > least), sum(d < -least))
}

# Relapse after six months, and the course of the urge.
who <- intersect(buyers, due$f06)
relapse <- of(at(derived, "f06"), "relapse", who)
tell("relapse.f06", sum(relapse %in% 1), sum(!is.na(relapse)), length(who))
tell("relapse.f06.wilson", wilson(sum(relapse %in% 1), sum(!is.na(relapse))))
urge <- check[!is.na(check$urge_max_7d), ]
mixed("urge", as.numeric(urge$urge_max_7d), as.numeric(sub("s", "", urge$timepoint)),
      urge$person_id)

# Who has no closing form, and the groups.
there <- intersect(due$t1, on_time)
came <- intersect(there, closing$person_id); gone <- setdiff(there, closing$person_id)
one <- na.omit(of(start, "mood_2w", came)); other <- na.omit(of(start, "mood_2w", gone))
tell("balance.mood_2w", (mean(one) - mean(other)) / sqrt((var(one) + var(other)) / 2))
source <- of(staff, "ref_source", on_time)
moods <- of(closing, "mood_2w", on_time) - of(start, "mood_2w", on_time)
groups <- list(na.omit(moods[source %in% 1]), na.omit(moods[!is.na(source) & source != 1]))
apart <- t.test(groups[[1]], groups[[2]])
tell("police.mood", diff(rev(apart$estimate)), apart$conf.int)
held <- of(episodes, "dose", intersect(ended$person_id, on_time))
tell("doses", sum(held < 4), sum(held >= 4 & held < 11), sum(held >= 11))
tell("top.sat_overall", sum(closing$sat_overall %in% 5), sum(!is.na(closing$sat_overall)))
