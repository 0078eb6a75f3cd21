# Makes masi.csv and masi-expected.csv: python3 masi.py, with NLTK 3.8 (nltk.metrics.agreement, nltk.metrics.masi_distance).
# NLTK takes 0.67 and 0.33 for the 2/3 and 1/3 of MASI, and cannot compare two empty sets: there are none here.
import csv, random
from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask

random.seed(20060522)
codes, coders = "abcdef", ["Li", "Wu", "Zhao"]
rows = []
for unit in range(60):
    truth = random.sample(codes, random.choice([1, 1, 2, 3]))
    row = []
    for coder in coders:
        given = [c for c in truth if random.random() < .8] + [c for c in codes if random.random() < .06]
        given = sorted(set(given)) or [random.choice(codes)]
        row.append("" if random.random() < .15 else ";".join(given))
    rows.append([str(unit + 1)] + row)
with open("masi.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["unit"] + coders)
    w.writerows(rows)

def alpha(names):
    data = [(n, r[0], frozenset(r[1 + coders.index(n)].split(";"))) for r in rows for n in names if r[1 + coders.index(n)]]
    both = {u for u in {d[1] for d in data} if sum(d[1] == u for d in data) >= 2}
    return AnnotationTask([d for d in data if d[1] in both], distance=masi_distance).alpha()

with open("masi-expected.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["case", "file", "command", "measure", "of", "estimate", "tolerance", "source"])
    source = "NLTK 3.8 nltk.metrics.agreement.AnnotationTask(data, distance=masi_distance).alpha(); M = 0.67, 0.33"
    for of, names in [("", coders)] + [(a + "~" + b, [a, b]) for i, a in enumerate(coders) for b in coders[i + 1:]]:
        w.writerow(["masi-nltk", "masi.csv", "", "krippendorff_alpha_masi", of, repr(alpha(names)), "1e-12", source])
