package pass

import (
	"errors"
	"strings"
	"testing"
)

func TestDecodeDealIsBounded(t *testing.T) {
	_, err := decodeDeal(strings.NewReader(strings.Repeat(" ", 101)), 100)
	if e, is := errors.AsType[*DealError](err); !is || e.Code != "deal.error.too_large" {
		t.Errorf("101 bytes of 100: %v", err)
	}
	if _, err = decodeDeal(strings.NewReader(strings.Repeat(" ", 100)), 100); !strings.Contains(err.Error(), "not the JSON of a deal") {
		t.Errorf("100 bytes of 100: %v", err)
	}
}
