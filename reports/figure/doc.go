// Package figure is the model of a figure: what is shown, not how it is drawn. Package svg draws it; office writers make
// native charts of the kinds they have.
package figure
