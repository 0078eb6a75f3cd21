package pass

import (
	"encoding/json"
	"errors"
	"io"
)

// DealCodes reads from a deal's JSON the name of its pass and the codes that were active in its codebook, without reading
// the units, which stand behind them. An earlier pass is read with these.
func DealCodes(r io.Reader) (passName string, codes []string, err error) {
	d := json.NewDecoder(r)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return "", nil, errors.Join(errors.New("pass: no deal"), err)
	}
	named, listed := false, false
	for d.More() && !(named && listed) {
		key, err := d.Token()
		if err != nil {
			return "", nil, err
		}
		switch key {
		case "pass":
			named = true
			err = d.Decode(&passName)
		case "book":
			listed = true
			var book struct {
				Codes []dealCode `json:"codes"`
			}
			err = d.Decode(&book)
			for i := range book.Codes {
				if book.Codes[i].Active {
					codes = append(codes, book.Codes[i].ID)
				}
			}
		default:
			var other json.RawMessage
			err = d.Decode(&other)
		}
		if err != nil {
			return "", nil, err
		}
	}
	if !named || !listed {
		return "", nil, errors.New("pass: no deal: it names no pass or no codebook")
	}
	return passName, codes, nil
}
