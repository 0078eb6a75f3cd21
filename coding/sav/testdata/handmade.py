# Writes the files that no program here makes. python3 handmade.py, in this folder.
import struct, sys

class File:
    def __init__(self, order='<', code=2, encoding=None, packed=False, cases=-1, version=b'$FL2'):
        self.o, self.enc, self.packed = order, encoding or 'ascii', packed
        self.b, self.n, self.slots = bytearray(), 0, 0
        self.code, self.cases, self.version = code, cases, version
    def i(self, *x): self.b += struct.pack(self.o + '%di' % len(x), *x)
    def d(self, *x): self.b += struct.pack(self.o + '%dd' % len(x), *x)
    def t(self, s, n): self.b += (s if isinstance(s, bytes) else s.encode(self.enc)).ljust(n, b' ')[:n]
    def var(self, name, width=0, label=None, missing=(), rng=False, fmt=None):
        f = fmt or ((1 << 16 | min(width, 255) << 8) if width else (5 << 16 | 8 << 8 | 2))
        self.i(2, width, int(label is not None), -len(missing) if rng else len(missing), f, f)
        self.t(name, 8)
        if label is not None:
            l = label.encode(self.enc); self.i(len(l)); self.t(l, (len(l) + 3) // 4 * 4)
        for m in missing:
            self.t(m, 8) if width else self.d(m)
        self.slots += 1
        for _ in range((width - 1) // 8):
            self.i(2, -1, 0, 0, 0, 0); self.t('', 8); self.slots += 1
    def labels(self, pairs, at, text=False):
        self.i(3, len(pairs))
        for v, l in pairs:
            self.t(v, 8) if text else self.d(v)
            l = l.encode(self.enc); self.b += bytes([len(l)]); self.t(l, (len(l) + 8) // 8 * 8 - 1)
        self.i(4, len(at), *at)
    def ext(self, kind, size, payload): self.i(7, kind, size, len(payload) // size); self.b += payload
    def machine(self): self.ext(3, 4, struct.pack(self.o + '8i', 22, 0, 0, -1, 1, 1, 1 if self.o == '>' else 2, self.code))
    def floats(self, sysmis=-sys.float_info.max): self.ext(4, 8, struct.pack(self.o + '3d', sysmis, sys.float_info.max, -1.7976931348623155e308))
    def save(self, name, data, tail=b''):
        self.i(999, 0)
        head = self.version + b'@(#) SPSS DATA FILE by hand'.ljust(60)
        head += struct.pack(self.o + '5id', 2, self.slots, int(self.packed), 0, self.cases, 100.0)
        head += b'05 Mar 2410:20:30' + b'label'.ljust(64) + b'\0\0\0'
        open(name, 'wb').write(head + self.b + data + tail)

SYS = -sys.float_info.max

# the byte order of old mainframes and Macs; every number in it
f = File('>', code=1252, encoding='cp1252', cases=3)
f.var('X', label='Größe', missing=(9.0,)); f.var('NAME', 10); f.var('Y', missing=(-1.0, sys.float_info.max, -5.0), rng=True)
f.labels([(1.0, 'kühl'), (2.0, 'heiß')], [1]); f.machine(); f.floats()
f.ext(13, 1, b'X=Temp\tNAME=OwnName\tY=Y')
f.ext(11, 4, struct.pack('>9i', 2, 8, 1, 1, 10, 0, 3, 8, 2))
rows = [(1.0, 'Jörg', 2.5), (9.0, '', SYS), (2.0, 'Zoë Müller', -5.0)]
f.save('big-endian.sav', b''.join(struct.pack('>d', x) + n.encode('cp1252').ljust(16) + struct.pack('>d', y) for x, n, y in rows))

f = File('>', code=1252, encoding='cp1252', packed=True, cases=3)
f.var('X'); f.var('NAME', 10); f.machine(); f.floats()
f.save('big-endian-bytecode.sav', bytes([101, 253, 254, 255, 0, 254, 254, 253]) + b'J\xf6rg    ' + struct.pack('>d', 0.5) + bytes([253, 253, 252, 0, 0, 0, 0, 0]) + b'Zo\xeb M\xfcll' + b'er      ')

# GBK by the code page alone, as old Chinese SPSS wrote it
f = File(code=936, encoding='gbk')
f.var('Q1', label='对协同是否满意', missing=(9.0,)); f.var('NAME', 12)
f.labels([(5.0, '非常满意'), (9.0, '拒答')], [1]); f.machine(); f.floats()
f.ext(13, 1, 'Q1=满意度\tNAME=姓名'.encode('gbk'))
data = b''.join(struct.pack('<d', x) + n.encode('gbk').ljust(16) for x, n in [(5.0, '张三'), (9.0, '欧阳一二三'), (SYS, '')])
f.save('gbk-by-code-page.sav', data)

# the same with a code page that says nothing
f = File(code=2, encoding='gbk')
f.var('Q1', label='对协同是否满意', missing=(9.0,)); f.var('NAME', 12)
f.labels([(5.0, '非常满意'), (9.0, '拒答')], [1]); f.machine(); f.floats()
f.ext(13, 1, 'Q1=满意度\tNAME=姓名'.encode('gbk'))
f.save('gbk-not-said.sav', data)

# nothing but variables: no extension records, short names, 8 letters of text
f = File()
f.var('A'); f.var('B', 8, missing=('none', 'na')); f.labels([('x', 'ex'), ('none', 'nothing')], [2], text=True)
f.save('oldest.sav', b''.join(struct.pack('<d', x) + n.ljust(8) for x, n in [(1.5, b'x'), (SYS, b'none'), (-7.0, b'        ')]))

# a text of 505 bytes takes three segments, the last of which holds nothing
f = File(code=65001, encoding='utf-8')
f.var('T', 255); f.var('T0', 255); f.var('T1', 1); f.var('N')
f.machine(); f.floats(); f.ext(13, 1, b'T=text\tN=n'); f.ext(14, 1, b'T=00505\0\t')
def seg(s): return s[:255].ljust(256) + s[255:505].ljust(256) + b' ' * 8
f.save('empty-last-segment.sav', b''.join(seg(s) + struct.pack('<d', n) for s, n in [(b'a' * 254 + '宁'.encode() + b'b' * 248, 1.0), (b'', 2.0), (b'q' * 255, 3.0), (b'q' * 254 + b' z', 4.0)]))

# labels for a place where no variable begins, an unknown extension, a display record of the wrong length, two records of
# labels for one variable, a repeated length before each missing value of a long text, labels of a long text
f = File(code=65001, encoding='utf-8', cases=2)
f.var('A'); f.var('LONG', 20)
f.labels([(1.0, 'one')], [1, 3, 77]); f.labels([(2.0, 'two')], [1])
f.machine(); f.floats(); f.ext(99, 1, b'whatever'); f.ext(11, 4, struct.pack('<2i', 1, 1)); f.ext(13, 1, b'A=alpha\tLONG=longer')
f.ext(20, 1, b'utf8')
f.ext(21, 1, struct.pack('<i', 6) + b'longer' + struct.pack('<3i', 20, 1, 20) + b'abcdefghij'.ljust(20) + struct.pack('<i', 7) + b'letters')
f.ext(22, 1, struct.pack('<i', 6) + b'longer' + b'\2' + struct.pack('<i', 8) + b'n/a     ' + struct.pack('<i', 8) + b'none    ')
f.save('odd-records.sav', struct.pack('<d', 1.0) + b'abcdefghij'.ljust(24) + struct.pack('<d', 2.0) + b'n/a'.ljust(24))

# sets of variables of every kind, as in the developer's guide of PSPP
f = File(code=65001, encoding='utf-8', cases=1)
for n in 'ABCD': f.var(n)
f.machine(); f.floats(); f.ext(5, 1, b'first= a b\nsecond= C d\n')
f.ext(7, 1, b'$a=C 10 my mcgroup a b c\n$b=D2 55 0  d c\n')
f.ext(19, 1, b'$d=E 1 2 34 13 third mdgroup a d\n$e=E 11 6 choice 0  b c\n')
f.ext(17, 1, b"one('1'\n)two('x'\n'it''s'\n)")
f.ext(18, 1, b"A:$@Role('1'\n)/C:unit('kg'\n)$@Role('3'\n)")
f.save('sets-and-attributes.sav', struct.pack('<4d', 1, 2, 3, 4))

# a number that means system-missing other than the usual one
f = File(cases=2)
f.var('A'); f.machine(); f.floats(sysmis=-1.0)
f.save('own-system-missing.sav', struct.pack('<2d', -1.0, 3.0))
