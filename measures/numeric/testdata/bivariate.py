# Bivariate normal probabilities for the tests of package numeric: python3 bivariate.py > bivariate.csv   (mpmath 1.3.0)
# P(x0<X<=x1, y0<Y<=y1) as the integral over x of phi(x) [Phi((y1-rho x)/s) - Phi((y0-rho x)/s)], 30 digits.
from mpmath import mp, mpf, inf, sqrt, erfc, exp, pi
from mpmath.calculus.quadrature import GaussLegendre

mp.dps = 30
NODES = GaussLegendre(mp).calc_nodes(5, mp.prec)  # 48 points on every panel


def lower(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def between(a, b):
    return lower(-a) - lower(-b) if a > 0 else lower(b) - lower(a)


def cell(x0, x1, y0, y1, rho):
    x0, x1, y0, y1, rho = map(mpf, (x0, x1, y0, y1, rho))
    s = sqrt(1 - rho * rho)
    lo, hi = max(x0, mpf(-30)), min(x1, mpf(30))
    ends = {lo, hi} | {mpf(i) for i in range(-30, 31) if lo < i < hi}
    if rho != 0:
        for y in (y0, y1):
            if abs(y) != inf:
                for i in range(-32, 33, 4):
                    e = y / rho + i * s / abs(rho)
                    if lo < e < hi:
                        ends.add(e)
    ends = sorted(ends)
    total = mpf(0)
    for a, b in zip(ends, ends[1:]):
        for x, w in NODES:
            x = (a + b) / 2 + (b - a) / 2 * x
            total += w * (b - a) / 2 * exp(-x * x / 2) * between((y0 - rho * x) / s, (y1 - rho * x) / s)
    return total / sqrt(2 * pi)


def row(kind, *v):
    print(",".join([kind] + [repr(float(x)).replace("inf", "Inf") for x in v] + [mp.nstr(cell(*v), 20)]))


print("function,x0,x1,y0,y1,rho,value")
for rho in ("-0.9999", "-0.99", "-0.93", "-0.92", "-0.6", "-0.25", "0.1", "0.31", "0.74", "0.76", "0.925", "0.95", "0.999", "0.99999"):
    rho = float(rho)
    for h, k in ((0, 0), (-1.5, 0.3), (0.7, 0.7), (0.7, 0.71), (1.2, -1.2), (-2.5, -2), (2.2, 3), (-4, 1)):
        row("cdf", -inf, float(h), -inf, float(k), rho)
for c in ((-inf, -2.5, 1.0, inf, 0.8), (-inf, -3.0, 2.0, inf, 0.6), (1.5, 2.0, -2.0, -1.5, 0.7), (2.0, inf, 2.0, inf, -0.5),
          (-1.0, -0.5, 1.0, 1.5, 0.95), (0.2, 0.4, -1.0, -0.5, 0.99), (-0.5, 0.5, -0.5, 0.5, 0.3), (1.0, inf, -inf, -1.0, 0.9),
          (-inf, -1.0, -inf, -1.5, -0.97), (3.0, 4.0, 3.0, inf, 0.2)):
    row("cell", *c)
