package study_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
)

const ownYAML = `framework:
  id: own
  version: 1.0
  title_zh: 自拟框架
  scale_min: 1
  scale_max: 7
  na_codes: [无, '88']
bands: {low: 30, high: 70}
weights: entropy
dimensions:
  - {id: A, kind: group, polarity: 1, label_zh: 甲, label_en: Alpha}
  - {id: A.1, parent: A, polarity: 1, sources: [survey, interview], label_zh: 甲一}
  - id: A.2
    parent: A
    polarity: -1
    sources: [interview]
    status: proposed
items:
  - {id: Q1, dimension: A.1, text_zh: 甲一吗, reverse: true, ask: line, status: core}
hazards:
  - {id: H1, code: A.2, high: [A.1], either: ['low:A.1', 'gap:A.1:role', 'departments>=2:A.2'], items: [Q1]}
coupling:
  - {id: C1, systems: [A.1, A.2]}
roles:
  - {id: boss, zh: 头, en: Boss, level: leader}
department_types:
  - {id: t, zh: 类, side: support}
`

func ownWorkbook(t testing.TB) []byte {
	return workbook(t, nil,
		tab{"framework", rows("key|value", "id|own", "version|1.0", "title_zh|自拟框架", "scale_min|#1", "scale_max|#7", "na_codes|无;88", "bands.low|#30", "bands.high|#70", "weights|entropy")},
		tab{"dimensions", rows("编号|上级|类别|状态|极性|证据来源|label_zh|label_en", "A||group||#1||甲|Alpha", "A.1|A|||#1|survey;interview|甲一|", "A.2|A||拟建|#-1|访谈||")},
		tab{"items", rows("题号|维度|题目|反向|询问对象|状态", "Q1|A.1|甲一吗|是|条线|核心")},
		tab{"hazards", rows("id|code|high|either|items", "H1|A.2|A.1|low:A.1;gap:A.1:role;departments>=2:A.2|Q1")},
		tab{"coupling", rows("id|systems", "C1|A.1;A.2")},
		tab{"roles", rows("id|zh|en|level", "boss|头|Boss|leader")},
		tab{"department_types", rows("id|zh|side", "t|类|支持")})
}

func TestFrameworkReadsTheSameFromBothForms(t *testing.T) {
	survey := []byte("id,role,Q1\n1,头,7\n")
	a := open(t, map[string][]byte{"framework.yaml": []byte(ownYAML), "responses.csv": survey})
	b := open(t, map[string][]byte{"framework.xlsx": ownWorkbook(t), "responses.csv": survey})
	wantLines(t, a, nil, nil)
	wantLines(t, b, nil, nil)
	if a.Framework.Hash == "" || a.Framework.Hash != b.Framework.Hash {
		t.Errorf("YAML %+v\nworkbook %+v", *a.Framework, *b.Framework)
	}
	f := a.Framework
	if f.ID != "own" || f.Version != "1.0" || f.Bands.Low != 30 || f.Bands.Margin != 5 || f.Weights != "entropy" || a.Options.Weights != "entropy" || !slices.Equal(f.NACodes, []string{"无", "88"}) {
		t.Errorf("%+v", *f)
	}
	if it := f.Items[0]; it.Min != 1 || it.Max != 7 || !it.Reverse || it.Ask != "line" || !it.Core {
		t.Errorf("%+v", it)
	}
	if d := f.Dimension("A.2"); d.Polarity != -1 || !d.Proposed || d.Pos.String() != "framework.yaml!13:13" {
		t.Errorf("%+v", d)
	}
	if d := b.Framework.Dimension("A.2"); d.Pos.String() != "framework.xlsx!dimensions!4:4" {
		t.Errorf("%+v", d)
	}
	if len(f.Hazards[0].Either) != 3 || a.Survey.Responses[0].Role != "boss" || answers(a, 0) != "7" {
		t.Errorf("%+v", f.Hazards[0])
	}
}

func TestFrameworkDamage(t *testing.T) {
	bad := strings.NewReplacer("parent: A, polarity: 1", "parent: AA, polarity: 2", "low: 30, high: 70", "low: 80, high: 70", "scale_max: 7", "scale_max: 1",
		"weights: entropy", "weight: entropy", "systems: [A.1, A.2]", "systems: [A.1, A.9]", "gap:A.1:role", "gap:A.1", "items: [Q1]", "items: [Q11]",
		"{id: boss,", "{id: boss, levle: x,", "{id: t, zh: 类,", "{id: t, zh: 类}\n  - {id: t, zh: 类,", "dimension: A.1", "dimension: A.l").Replace(ownYAML)
	bad += "hazard:\n  - {id: x}\n"
	s := open(t, map[string][]byte{"framework.yaml": []byte(bad), "responses.csv": []byte("id,Q1\n1,1\n")})
	wantLines(t, s, []string{
		`framework.yaml!5:5: expected a lowest point below the highest, got 1 and 1`,
		`framework.yaml!8:8: expected a low cut not above the high one, got 80 and 70`,
		`framework.yaml!9:9: there is no key "weight" (did you mean weights?)`,
		`framework.yaml!12:12: expected a parent that is in this table, got "AA"`,
		`framework.yaml!12:12: expected one of 1 正, -1 负, 0 中性, got "2"`,
		`framework.yaml!19:19: expected a dimension of the framework, got "A.l" (did you mean A.1?)`,
		`framework.yaml!21:21: expected high:ID, low:ID, gap:ID:role (or side, department) or departments>=K:ID, got "gap:A.1"`,
		`framework.yaml!21:21: expected an item of the framework, got "Q11" (did you mean Q1?)`,
		`framework.yaml!23:23: expected a dimension of the framework, got "A.9"`,
		`framework.yaml!25:25: there is no key "levle" (did you mean level?)`,
		`framework.yaml!28:28: the id "t" is already used in framework.yaml!27:27`,
		`framework.yaml!29:29: there is no key "hazard" (did you mean hazards?)`,
	}, []string{
		`framework.yaml!5:5: 最小值应小于最大值，实为 1 和 1`,
		`framework.yaml!8:8: 低分界不应高于高分界，实为 80 和 70`,
		`framework.yaml!9:9: 没有“weight”这个键（是否应为 weights？）`,
		`framework.yaml!12:12: 上级应在本表中，实为“AA”`,
		`framework.yaml!12:12: 应为 1 正, -1 负, 0 中性 之一，实为“2”`,
		`framework.yaml!19:19: 应为框架中的维度，实为“A.l”（是否应为 A.1？）`,
		`framework.yaml!21:21: 应为 high:ID、low:ID、gap:ID:role（或 side、department）或 departments>=K:ID，实为“gap:A.1”`,
		`framework.yaml!21:21: 应为框架中的题项，实为“Q11”（是否应为 Q1？）`,
		`framework.yaml!23:23: 应为框架中的维度，实为“A.9”`,
		`framework.yaml!25:25: 没有“levle”这个键（是否应为 level？）`,
		`framework.yaml!28:28: 编号“t”与 framework.yaml!27:27 重复`,
		`framework.yaml!29:29: 没有“hazard”这个键（是否应为 hazards？）`,
	})
}

func TestFrameworkCycle(t *testing.T) {
	f, problems := study.ParseFramework("f.yaml", []byte("dimensions:\n  - {id: A, parent: C, polarity: 1}\n  - {id: B, parent: A, polarity: 1}\n  - {id: C, parent: B, polarity: 1}\n"))
	if len(problems) != 1 || locale.ProblemLine("en", problems[0]) != "f.yaml!2:2: a dimension is its own ancestor: A → C → B → A" || f.Dimension("A").Parent != "" || f.Dimension("C").Parent != "B" {
		t.Errorf("%+v", problems)
	}
}

func TestOpenErrors(t *testing.T) {
	if _, err := study.Open(context.Background(), fstest.MapFS{}, "nowhere", study.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := study.Open(ctx, fstest.MapFS{"ties.csv": {Data: []byte("from,to\n")}}, ".", study.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestProgressCountsEveryFile(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, data := range clean(t) {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	last, seen := 0, map[string]bool{}
	_, err := study.Open(context.Background(), fsys, ".", study.Options{Progress: func(file string, done, total int) {
		if done != last+1 || total != len(fsys) {
			t.Errorf("%s: %d of %d after %d", file, done, total, last)
		}
		last, seen[file] = done, true
	}})
	if err != nil || len(seen) != len(fsys) {
		t.Errorf("%d files, %v", len(seen), err)
	}
}

// Every code in this package's source has words in both languages.
func TestEveryCodeHasWords(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	uses := map[string]*regexp.Regexp{
		"problem.": regexp.MustCompile(`(?:report|problem|reject|lateProblem|refer|referAt|referred|dim|dims|check)\([^\n]*?, "([a-z_]+)"|Code: "([a-z_]+)"|problem: "([a-z_]+)"|p\.Code, p\.Args = "([a-z_]+)"`),
		"receipt.": regexp.MustCompile(`(?:\.note|noteMany|\.say)\("([a-z_]+)"|note: "([a-z_]+)"|got\.note = "([a-z_]+)"|ReceiptNote\{Code: "([a-z_]+)"`),
		"reason.":  regexp.MustCompile(`(?:fault|reason) = "([a-z_]+)"|dismiss(?:Once)?\("([a-z_]+)"|bump\([^\n]*?, "([a-z_]+)"|reject\([^\n]*?, "([a-z_]+)"`),
	}
	count := map[string]int{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		src = regexp.MustCompile(`ReceiptNote\{Code: `).ReplaceAll(src, []byte("ReceiptNote{Note: "))
		for prefix, use := range uses {
			for _, m := range use.FindAllStringSubmatch(string(src), -1) {
				code := strings.Join(m[1:], "")
				known := slices.Contains(locale.Codes(prefix), prefix+code)
				if known {
					count[prefix]++
					continue
				}
				t.Errorf("%s: %s%s has no words", name, prefix, code)
			}
		}
		for _, lang := range locale.Languages() {
			for _, m := range regexp.MustCompile(`ReceiptNote\{Note: "([a-z_]+)"`).FindAllStringSubmatch(string(src), -1) {
				if locale.ReceiptNote(lang, coding.ReceiptNote{Code: m[1]}) == m[1] {
					t.Errorf("%s: receipt.%s has no words", name, m[1])
				}
			}
		}
	}
	if count["problem."] < 60 || count["receipt."] < 30 || count["reason."] < 20 {
		t.Errorf("too few uses found: %v", count)
	}
}

func FuzzSettings(f *testing.F) {
	f.Add([]byte("title: x\norder: {period: [a, b]}\ncomparisons: [{by: role, levels: [leader, staff]}]\nbands: {low: 1}\n"))
	f.Add([]byte("a: &a [*a]\n<<: *a\n"))
	f.Add([]byte("files: {ties: ../x}\nmask: {names: [a]}\nseed: 99999999999999999999\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := open(t, map[string][]byte{"study.yaml": data, "responses.csv": []byte("id,ME_REL_1\n1,1\n")})
		for _, p := range s.Problems {
			if strings.Contains(locale.Problem("en", p), "problem.") {
				t.Errorf("no words for %s", p.Code)
			}
		}
	})
}

func FuzzFramework(f *testing.F) {
	f.Add([]byte(ownYAML))
	f.Add(study.BuiltinFramework()[:4000])
	f.Add([]byte("dimensions: [{id: A, parent: A, polarity: 1}]\nitems: [[1]]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fw, _ := study.ParseFramework("framework.yaml", data)
		if fw.ScaleMin >= fw.ScaleMax || fw.Bands.Low > fw.Bands.High {
			t.Errorf("%+v", fw.Bands)
		}
		for i := range fw.Dimensions {
			steps := 0
			for up := &fw.Dimensions[i]; up != nil && up.Parent != ""; up = fw.Dimension(up.Parent) {
				if steps++; steps > len(fw.Dimensions) {
					t.Fatal("a cycle is left")
				}
			}
		}
	})
}

func FuzzResponses(f *testing.F) {
	f.Add([]byte("id,department,ME_REL_1\n1,甲,5 非常同意\n"))
	f.Add([]byte("编号,时期,权重,用时,ME_REL_1\n例,a,-1,2分,５\n\n1,b,x,00:01,(5)\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		open(t, map[string][]byte{"responses.csv": bytes.Clone(data), "coding/1/A.csv": data})
	})
}

// One workbook with the items of its framework and a questionnaire: the questionnaire is what was asked (Q1 alone, on its
// own scale), and a hazard may name the framework's Q2 all the same. The sheets' names and order do not matter.
func TestWorkbookWithItemsAndInstrument(t *testing.T) {
	dimensions := tab{"dimensions", rows("id|parent|kind|polarity|sources", "A|||#1|survey", "B|||#1|survey")}
	hazards := tab{"hazards", rows("id|high|items", "H1|A|Q1;Q2")}
	roles := tab{"roles", rows("id|zh|en|level", "boss|头|Boss|leader")}
	answered := tab{"responses", rows("id|role|Q1", "1|头|#4")}
	for _, names := range [][2]string{{"items", "instrument"}, {"题项", "问卷"}, {"items", "量表"}, {"题目", "items"}} {
		items := tab{names[0], rows("item|dimension|text|min|max", "Q1|A|甲|#1|#5", "Q2|B|乙|#1|#5")}
		instrument := tab{names[1], rows("item|dimension|text|min|max", "Q1|A|甲|#0|#6")}
		for _, tabs := range [][]tab{{dimensions, hazards, roles, items, instrument, answered}, {answered, instrument, items, hazards, dimensions, roles}} {
			if names[1] == "items" { // items is the framework's own name for its sheet, so the other one is the questionnaire
				tabs = slices.Clone(tabs)
				for i := range tabs {
					switch tabs[i].name {
					case items.name:
						tabs[i] = tab{names[0], instrument.rows}
					case instrument.name:
						tabs[i] = tab{names[1], items.rows}
					}
				}
			}
			s := openRoot(t, map[string][]byte{"s.xlsx": workbook(t, nil, tabs...)}, "s.xlsx")
			wantLines(t, s, nil, nil)
			if in := s.Instrument; !in.Own || len(in.Items) != 1 || in.Items[0].ID != "Q1" || in.Items[0].Max != 6 {
				t.Errorf("%v: instrument %+v", names, in)
			}
			if f := s.Framework; len(f.Items) != 2 || len(f.Hazards) != 1 || !slices.Equal(f.Hazards[0].Items, []string{"Q1", "Q2"}) {
				t.Errorf("%v: items %+v, hazards %+v", names, f.Items, f.Hazards)
			}
			if !slices.Equal(s.Survey.Items, []string{"Q1"}) || len(s.Survey.Responses) != 1 {
				t.Errorf("%v: %v", names, s.Survey.Items)
			}
		}
	}
}
