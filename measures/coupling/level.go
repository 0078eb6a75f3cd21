package coupling

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Name is what a class of coordination is called.
type Name struct{ ZH, EN string }

var levelNames = [...]Name{
	{"极度失调", "extreme imbalance"},
	{"严重失调", "severe imbalance"},
	{"中度失调", "moderate imbalance"},
	{"轻度失调", "mild imbalance"},
	{"濒临失调", "near imbalance"},
	{"勉强协调", "barely coordinated"},
	{"初级协调", "primary coordination"},
	{"中级协调", "intermediate coordination"},
	{"良好协调", "good coordination"},
	{"优质协调", "quality coordination"},
}

// Levels is the number of classes that have names: [0,.1), [.1,.2), … [.9,1].
const Levels = len(levelNames)

// LevelName is the name of one of the ten classes, 1 to 10; empty for another number.
func LevelName(level int) Name {
	if level < 1 || level > Levels {
		return Name{}
	}
	return levelNames[level-1]
}

// Notes of the level: ccd_level_1 to ccd_level_10 are the names of the ten classes, ccd_level_of counts other classes.
var (
	levelNotes = defineLevels()
	noteOf     = estimate.DefineNote("ccd_level_of", "class {0} of {1}")
)

func defineLevels() (codes [Levels]estimate.Code) {
	for i, name := range levelNames {
		codes[i] = estimate.DefineNote("ccd_level_"+strconv.Itoa(i+1), name.EN)
	}
	return codes
}

func levelNote(level, classes int) estimate.Note {
	if classes == Levels {
		return levelNotes[level-1].Says()
	}
	return noteOf.Says(level, classes)
}

// classes are the cuts and their description.
func classes(given []float64) ([]float64, string, error) {
	if given == nil {
		cuts := make([]float64, Levels-1)
		for i := range cuts {
			cuts[i] = float64(i+1) / float64(Levels)
		}
		return cuts, "ten classes, closed below: [0,.1) [.1,.2) ... [.9,1]", nil
	}
	texts := make([]string, len(given))
	last := 0.0
	for i, c := range given {
		if !(c > last && c < 1) {
			return nil, "", fmt.Errorf("ccd: cuts must rise and lie between 0 and 1, got %v", given)
		}
		last = c
		texts[i] = strconv.FormatFloat(c, 'g', -1, 64)
	}
	return given, fmt.Sprintf("%d classes, closed below, cuts %s", len(given)+1, strings.Join(texts, " ")), nil
}
