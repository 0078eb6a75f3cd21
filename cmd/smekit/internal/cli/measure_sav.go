package cli

import (
	"io"
	"math"

	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
)

var (
	noteUserMissing = estimate.DefineNote("sav_user_missing", "{0} values that the SPSS file declares as missing count as missing")
	noteSAVGuessed  = estimate.DefineNote("sav_encoding_guessed", "the SPSS file does not name its text encoding; taken as {0}")
	noteSAVDamaged  = estimate.DefineNote("sav_encoding_damaged", "{0} texts of the SPSS file have characters that its encoding does not know")
)

// isSAV recognises an SPSS system file by its first bytes.
func isSAV(r io.ReaderAt) bool {
	var head [4]byte
	_, err := r.ReadAt(head[:], 0)
	return err == nil && (string(head[:]) == "$FL2" || string(head[:]) == "$FL3")
}

// openSAV opens an SPSS file as a plain table: values without their labels, dates as ISO text. The notes say how many values were
// there and count as missing because the file says so.
func openSAV(r io.ReaderAt, size int64, path string, na []string) (*measures.Table, []estimate.Note, error) {
	file, err := sav.Open(r, size, path, sav.Limits{})
	if err != nil {
		return nil, nil, err
	}
	missing := 0
	t, err := measures.ReadTable(path, "", func() measures.RowSeq {
		return dialect.SPSSRows(file, &missing, func(v *sav.Variable) (string, func(sav.Value) sheet.Cell) {
			return v.Name, savCells(v)
		})
	}, na)
	if err != nil {
		return nil, nil, err
	}
	var notes []estimate.Note
	if missing > 0 {
		notes = append(notes, noteUserMissing.Says(missing))
	}
	for _, n := range file.Notes() {
		switch n.Code {
		case "sav.encoding_guessed":
			notes = append(notes, noteSAVGuessed.Says(n.Args[0]))
		case "sav.encoding_damaged":
			notes = append(notes, noteSAVDamaged.Says(n.Args[0]))
		}
	}
	return t, notes, nil
}

// savCells makes cells of a variable's values; those of small whole numbers, as most answers are, are made once.
func savCells(v *sav.Variable) func(sav.Value) sheet.Cell {
	dated := v.Format.Dated()
	cell := func(x sav.Value) sheet.Cell {
		switch text := v.Show(x); {
		case text == "":
			return sheet.Cell{}
		case v.Width > 0:
			return sheet.Cell{Kind: sheet.Text, Text: text}
		case dated:
			return sheet.Cell{Kind: sheet.Date, Text: text}
		default:
			return sheet.Cell{Kind: sheet.Number, Num: x.Num, Text: text}
		}
	}
	if v.Width > 0 || dated {
		return cell
	}
	var small [100]sheet.Cell
	return func(x sav.Value) sheet.Cell {
		i := int(x.Num)
		if x.Missing || i < 0 || i >= len(small) || float64(i) != x.Num || i == 0 && math.Signbit(x.Num) {
			return cell(x)
		}
		if small[i].Kind == sheet.Empty {
			small[i] = cell(x)
		}
		return small[i]
	}
}
