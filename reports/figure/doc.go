// Package figure is the model of a figure: what is shown, not how it is drawn. Package drawing turns it into shapes, which
// the formats set; office writers make native charts of the kinds they have. Every figure is also a table of the same
// cells (Data).
package figure
