package dialect

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// scales lists the columns that are scales.
func (s *survey) scales() []*built {
	var out []*built
	for _, b := range s.built {
		if b.Kind == "scale" {
			out = append(out, b)
		}
	}
	return out
}

// codesOfMissing are numbers that people write for a missing answer.
var codesOfMissing = []float64{-1, -2, -3, -7, -8, -9, -77, -88, -97, -98, -99, -999, 77, 88, 97, 98, 99, 999, 9999}

// ranges settles the range of each scale: that of the study's own item, that of its labels, or the smallest usual one around
// what was answered in its block, which is then asked about. Numbers beyond it are codes of missing answers to be
// confirmed, or problems; they stay as they stand in the file.
func (s *survey) ranges() {
	groups, order := map[string][]*built{}, []string(nil)
	for _, b := range s.scales() {
		if i := slices.IndexFunc(s.opts.Items, func(it coding.Item) bool { return it.ID == b.Name }); i >= 0 && s.opts.Items[i].Max > s.opts.Items[i].Min {
			b.low, b.high, b.sure = s.opts.Items[i].Min, s.opts.Items[i].Max, true
		}
		if b.sure {
			continue
		}
		key := "block " + b.from.block
		if b.from.block == "" {
			key = "one " + b.Name
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], b)
	}
	type scale struct { // of a block; of questions that stand alone, all of a size
		block     string
		low, high float64
	}
	asked, scales := map[scale][]string{}, []scale(nil)
	seen := map[scale][2]float64{}
	for _, key := range order {
		lowest, highest := math.Inf(1), math.Inf(-1)
		for _, b := range groups[key] {
			for _, x := range b.usual() {
				lowest, highest = min(lowest, x), max(highest, x)
			}
		}
		low, high := usualRange(lowest, highest)
		of := scale{groups[key][0].from.block, low, high}
		if asked[of] == nil {
			scales = append(scales, of)
			seen[of] = [2]float64{lowest, highest}
		}
		seen[of] = [2]float64{min(lowest, seen[of][0]), max(highest, seen[of][1])}
		for _, b := range groups[key] {
			b.low, b.high = low, high
			asked[of] = append(asked[of], b.Name)
		}
	}
	for _, of := range scales {
		s.ask("dialect.survey_ask_scale", listed(asked[of]), plainNumber(seen[of][0]), plainNumber(seen[of][1]), plainNumber(of.low), plainNumber(of.high))
	}
	odd, times := map[float64][]string{}, map[float64]int{}
	for _, b := range s.scales() {
		for r := range b.values {
			v := &b.values[r]
			if !v.Ok() || v.Num >= b.low && v.Num <= b.high && v.Num == math.Trunc(v.Num) {
				continue
			}
			if slices.Contains(codesOfMissing, v.Num) || v.Num > b.high && (v.Num == 9 || v.Num == 8) {
				if n := len(odd[v.Num]); n == 0 || odd[v.Num][n-1] != b.Name {
					odd[v.Num] = append(odd[v.Num], b.Name)
				}
				times[v.Num]++
				b.na(plainNumber(v.Num))
				continue
			}
			s.problem(s.rows[r].Pos.At(b.Col), "out_of_range", "", plainNumber(b.low), plainNumber(b.high), plainNumber(v.Num))
		}
	}
	for _, x := range slices.Sorted(maps.Keys(odd)) {
		s.ask("dialect.survey_ask_missing", plainNumber(x), listed(odd[x]), strconv.Itoa(times[x]))
	}
}

// usual lists the distinct points that were chosen, without codes of missing answers: numbers off 0 to 10, and an 8 or 9 that
// stands apart from the rest.
func (b *built) usual() []float64 {
	points := map[float64]bool{}
	for r := range b.values {
		if v := &b.values[r]; v.Ok() && v.Num >= 0 && v.Num <= 10 && v.Num == math.Trunc(v.Num) {
			points[v.Num] = true
		}
	}
	list := slices.Sorted(maps.Keys(points))
	for n := len(list); n > 2 && (list[n-1] == 9 || list[n-1] == 8) && list[n-2] <= list[n-1]-2 && !points[10] && list[n-2] <= 6; n = len(list) {
		list = list[:n-1]
	}
	return list
}

// usualRange is the smallest usual scale around what was answered.
func usualRange(lowest, highest float64) (low, high float64) {
	ends := []float64{5, 7, 10}
	low = 1
	if lowest < 1 {
		low, ends = 0, []float64{4, 6, 10}
	}
	for _, e := range ends {
		if highest <= e {
			return low, e
		}
	}
	return low, max(10, highest)
}

// listed writes names in a row, the middle of long lists left out.
func listed(names []string) string {
	if len(names) > 12 {
		return strings.Join(names[:10], ", ") + ", … " + names[len(names)-1] + " (" + strconv.Itoa(len(names)) + ")"
	}
	return strings.Join(names, ", ")
}

// instrument proposes the items of the questionnaire.
func (s *survey) instrument() []coding.Item {
	var items []coding.Item
	for _, b := range s.scales() {
		it := coding.Item{Pos: s.pos(s.headRow(), b.Col), ID: b.Name, Dimension: s.dimension(b.Name), Text: labelOf(b.from.wording()), Min: b.low, Max: b.high, Ask: "all", Core: true}
		for _, l := range b.Labels {
			if x, ok := parseValue(l.Value); ok && x >= b.low && x <= b.high && !slices.Contains(b.Missing, l.Value) && strings.TrimSpace(l.Text) != "" {
				if it.Labels == nil {
					it.Labels = map[string]float64{}
				}
				it.Labels[l.Text] = x
			}
		}
		it.NACodes = append(it.NACodes, b.Missing...)
		items = append(items, it)
	}
	s.reversed()
	return items
}

// mostCompared is how many items of a group are compared with one another: a questionnaire has fewer.
const mostCompared = 400

// fewestPairs is how many people must have answered two items for their correlation to be looked at.
const fewestPairs = 8

// reversed asks about items that may be worded the other way round: their answers run against those of their block, or they
// alone are denied. Nothing is recoded.
func (s *survey) reversed() {
	groups, order := map[string][]*built{}, []string(nil)
	for _, b := range s.scales() {
		key := "range " + plainNumber(b.low) + " " + plainNumber(b.high)
		if d := s.dimension(b.Name); d != "" {
			key = "dimension " + d
		} else if b.from.block != "" {
			key = "block " + b.from.block
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], b)
	}
	for _, key := range order {
		list := groups[key]
		var against map[int]opposite
		if len(list) > 2 {
			against = runAgainst(list[:min(len(list), mostCompared)])
		}
		if len(list) > mostCompared {
			s.note("dialect.survey_compared", strconv.Itoa(mostCompared), strconv.Itoa(len(list)))
		}
		denied := map[int]string{}
		for i, b := range list {
			if w := denial(b.from.wording()); w != "" {
				denied[i] = w
			}
		}
		if len(denied)*2 > len(list) && len(list) > 2 {
			clear(denied)
		}
		s.direction(list, against, denied)
	}
}

var denials = []*regexp.Regexp{
	regexp.MustCompile(`不(?:能|会|愿|想|敢|清楚|知道|了解|够|足|到位|及时|顺畅|一致|明确|统一|配合|好|是|太|需要|必|得不|用)?|没有|没能|从未|缺乏|缺少|难以|很难|无法|无人|毫无|推诿|很少|拖延`),
	regexp.MustCompile(`(?i)\b(?:not|never|no|nobody|none|hardly|rarely|seldom|lacks?|without|unable|fails?|difficult|cannot|\w+n't)\b`),
}

// bothWays takes out words with 不 that deny nothing.
var bothWays = strings.NewReplacer("不仅", "", "不断", "", "不同", "", "不论", "", "不管", "", "差不多", "", "不少", "", "不得不", "", "不久", "", "不但", "", "不过", "")

// denial is the word by which a wording says no, empty without one.
func denial(s string) string {
	s = bothWays.Replace(s)
	for _, re := range denials {
		if w := re.FindString(s); w != "" {
			return w
		}
	}
	return ""
}

// mostPeople is how many people's answers are looked at: more would not change a sign.
const mostPeople = 5000

// runAgainst finds the items whose answers correlate negatively with the rest of their group once each of them is turned,
// one at a time, the worst first. Where more than half would have to turn, the others are the odd ones; where half, nobody
// can say which. The value is the correlation of the item with the sum of the items that are not turned, and the fewest people
// who answered it and one of these.
func runAgainst(list []*built) map[int]opposite {
	n := len(list)
	c, both := covariances(list)
	if c == nil {
		return nil
	}
	sign, with := make([]float64, n), make([]float64, n) // with[i]: covariance of i with the sum of all, each with its sign
	for i := range sign {
		sign[i] = 1
		for j := range list {
			with[i] += c[i][j]
		}
	}
	for range n {
		total := 0.0
		for i := range sign {
			total += sign[i] * with[i]
		}
		worst, at := -0.1, -1
		for i := range list {
			rest := total - 2*sign[i]*with[i] + c[i][i] // variance of the sum of the others
			if c[i][i] < 1e-9 || rest < 1e-9 {
				continue
			}
			if r := (sign[i]*with[i] - c[i][i]) / math.Sqrt(c[i][i]*rest); r < worst {
				worst, at = r, i
			}
		}
		if at < 0 {
			break
		}
		sign[at] = -sign[at]
		for j := range list {
			with[j] += 2 * sign[at] * c[j][at]
		}
	}
	turned := 0
	for _, sg := range sign {
		turned += yes(sg < 0)
	}
	if turned*2 == n {
		return nil
	}
	if turned*2 > n {
		for i := range sign {
			sign[i] = -sign[i]
		}
	}
	rest := 0.0 // variance of the sum of the items that are not turned
	for j := range list {
		for k := range list {
			if sign[j] > 0 && sign[k] > 0 {
				rest += c[j][k]
			}
		}
	}
	out := map[int]opposite{}
	for i := range list {
		if sign[i] > 0 {
			continue
		}
		cov, people := 0.0, 0
		for j := range list {
			if sign[j] > 0 {
				cov += c[i][j]
				if b := both[i][j]; b >= fewestPairs && (people == 0 || b < people) {
					people = b
				}
			}
		}
		if r := cov / math.Sqrt(c[i][i]*rest); r < 0 {
			out[i] = opposite{max(r, -1), people}
		}
	}
	return out
}

// covariances are those of the items, over the people who answered both; 0 where they are too few, nil where no item has
// enough. The second result is how many people answered both.
func covariances(list []*built) ([][]float64, [][]int) {
	people := min(len(list[0].values), mostPeople)
	answers := make([][]float64, len(list)) // NaN: none on the scale
	enough := false
	for i, b := range list {
		answers[i] = make([]float64, people)
		n := 0
		for r := range answers[i] {
			answers[i][r] = math.NaN()
			if x, ok := b.point(r); ok && x >= b.low && x <= b.high {
				answers[i][r] = x
				n++
			}
		}
		enough = enough || n >= fewestPairs
	}
	if !enough {
		return nil, nil
	}
	c, both := make([][]float64, len(list)), make([][]int, len(list))
	for i := range c {
		c[i], both[i] = make([]float64, len(list)), make([]int, len(list))
	}
	for i := range list {
		for j := range i + 1 {
			var n, sx, sy, sxy float64
			for r, x := range answers[i] {
				if y := answers[j][r]; !math.IsNaN(x) && !math.IsNaN(y) {
					n, sx, sy, sxy = n+1, sx+x, sy+y, sxy+x*y
				}
			}
			both[i][j], both[j][i] = int(n), int(n)
			if n >= fewestPairs {
				c[i][j] = (sxy - sx*sy/n) / (n - 1)
				c[j][i] = c[i][j]
			}
		}
	}
	return c, both
}
