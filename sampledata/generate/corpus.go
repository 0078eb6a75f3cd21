package generate

import (
	"embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

//go:embed corpus/*.yaml
var corpusFiles embed.FS

// Passage is an invented stretch of speech with what a careful coder makes of it.
type Passage struct {
	ID         string   `yaml:"id"`
	Codes      []string `yaml:"codes"`
	Confusable []string `yaml:"confusable"` // codes that another coder may give instead
	Roles      []string `yaml:"roles"`      // who could say it
	Sides      []string `yaml:"sides"`      // whose department could say it
	Period     string   `yaml:"period"`     // the period talked about
	Intensity  int      `yaml:"intensity"`
	Direction  int      `yaml:"direction"` // toward the construct
	State      string   `yaml:"state"`
	LinkTo     string   `yaml:"link_to"`
	ZH         string   `yaml:"zh"`
	EN         string   `yaml:"en"`
}

// Corpus returns all passages in a fixed order.
func Corpus() ([]Passage, error) {
	entries, err := corpusFiles.ReadDir("corpus")
	if err != nil {
		return nil, err
	}
	var all []Passage
	for _, e := range entries {
		b, err := corpusFiles.ReadFile("corpus/" + e.Name())
		if err != nil {
			return nil, err
		}
		var ps []Passage
		if err := yaml.Unmarshal(b, &ps); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		all = append(all, ps...)
	}
	return all, nil
}

func (p *Passage) fits(role, side string) bool {
	return slices.Contains(p.Roles, role) && slices.Contains(p.Sides, side)
}
