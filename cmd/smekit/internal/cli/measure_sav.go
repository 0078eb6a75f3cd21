package cli

import (
	"io"

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
			return v.Name, func(x sav.Value) sheet.Cell { return savCell(v, x) }
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

func savCell(v *sav.Variable, x sav.Value) sheet.Cell {
	switch text := v.Show(x); {
	case text == "":
		return sheet.Cell{}
	case v.Width > 0:
		return sheet.Cell{Kind: sheet.Text, Text: text}
	case v.Format.Dated():
		return sheet.Cell{Kind: sheet.Date, Text: text}
	default:
		return sheet.Cell{Kind: sheet.Number, Num: x.Num, Text: text}
	}
}
