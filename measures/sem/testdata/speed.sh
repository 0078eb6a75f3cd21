#!/bin/sh
# Times smekit against R as whole processes: a CFA of 25 six-point items, 2,400 rows and five factors (MLR, WLSMV) against lavaan, the polychoric
# correlations of the same items against psych, and a mediation with 5,000 bootstrap replicates against lavaan's bootstrap.
#
#   sh speed.sh [mlr|wlsmv|polychoric|mediate ...]     (all four without arguments)
#
# Needs go, R with lavaan and psych, and GNU time (/usr/bin/time). RUNS (default 3) is how often each pair runs, smekit and R in turn; BOOT (5000) the
# replicates of smekit, RBOOT (500) those of lavaan, whose time is extrapolated to BOOT: time of R and its packages + the rest × BOOT/RBOOT; with
# RBOOT=5000 nothing is extrapolated. Prints a Markdown table of medians (ranges) of wall seconds, the ratio of medians, and the largest peak memory.
set -eu
cd "$(dirname "$0")"
here=$(pwd) runs=${RUNS:-3} boot=${BOOT:-5000} rboot=${RBOOT:-500}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd ../../.. && go build -o "$tmp/smekit" ./cmd/smekit)
Rscript speed.R data "$here/../../factor/testdata/bfi.csv" "$tmp/items.csv" "$tmp/model.lav"
Rscript ../../mediate/testdata/speed.R data "$tmp/mediate.csv"

# timed LOG COMMAND...: appends "wall-seconds peak-KB" to LOG.
timed() {
    log=$1
    shift
    /usr/bin/time -a -o "$log" -f '%e %M' "$@" >"$tmp/out" 2>"$tmp/err" || { cat "$tmp/err" >&2; exit 1; }
}

ours() {
    case $1 in
    mlr) timed "$tmp/$1.ours" "$tmp/smekit" measure cfa "$tmp/items.csv" --model "$tmp/model.lav" --estimator mlr ;;
    wlsmv) timed "$tmp/$1.ours" "$tmp/smekit" measure cfa "$tmp/items.csv" --model "$tmp/model.lav" --estimator wlsmv --ordered ;;
    polychoric) timed "$tmp/$1.ours" "$tmp/smekit" measure correlate "$tmp/items.csv" --method polychoric ;;
    mediate) timed "$tmp/$1.ours" "$tmp/smekit" measure mediate "$tmp/mediate.csv" --x x --m m1,m2 --y y --bootstrap "$boot" ;;
    *) echo "speed.sh: $1 is none of mlr wlsmv polychoric mediate" >&2; exit 2 ;;
    esac
}

theirs() {
    case $1 in
    mlr | wlsmv) timed "$tmp/$1.r" Rscript speed.R "$1" "$tmp/items.csv" "$tmp/model.lav" ;;
    polychoric) timed "$tmp/$1.r" Rscript ../../correlate/testdata/speed.R "$tmp/items.csv" ;;
    mediate)
        timed "$tmp/mediate.r" Rscript ../../mediate/testdata/speed.R "$tmp/mediate.csv" "$rboot"
        [ "$rboot" -eq "$boot" ] || timed "$tmp/mediate.start" Rscript ../../mediate/testdata/speed.R "$tmp/mediate.csv" 0
        ;;
    esac
}

# extrapolate: the wall times of lavaan's bootstrap as if it had drawn BOOT replicates.
extrapolate() {
    [ -f "$tmp/mediate.start" ] || return 0
    paste "$tmp/mediate.r" "$tmp/mediate.start" | awk -v k="$boot" -v r="$rboot" '{ printf "%.2f %d\n", $3 + ($1 - $3) * k / r, $2 }' >"$tmp/long"
    mv "$tmp/long" "$tmp/mediate.r"
}

# row NAME: the table's row from both logs.
row() {
    for who in ours r; do
        sort -n "$tmp/$1.$who" | awk '{ t[NR] = $1; if ($2 > m) m = $2 }
            END { h = NR % 2 ? t[(NR + 1) / 2] : (t[NR / 2] + t[NR / 2 + 1]) / 2; printf "%.2f %.2f %.2f %.0f ", h, t[1], t[NR], m / 1024 }'
    done | awk -v name="$1" '{ printf "| %s | %s (%s–%s) | %s (%s–%s) | %.0f | %d | %d |\n", name, $1, $2, $3, $5, $6, $7, $5 / $1, $4, $8 }'
}

echo "| what | smekit, s | R, s | ratio | smekit, MB | R, MB |"
echo "| --- | --- | --- | --- | --- | --- |"
for what in ${*:-mlr wlsmv polychoric mediate}; do
    for _ in $(seq "$runs"); do
        ours "$what"
        theirs "$what"
    done
    [ "$what" != mediate ] || extrapolate
    row "$what"
done
