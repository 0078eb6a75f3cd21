// Package drawing turns a figure into shapes: rectangles, ellipses, paths and texts with their places. Every format that
// draws (svg, docx, latex) sets the same shapes, so that a figure looks alike wherever it stands.
//
// Drawings stay readable in grey print and for colour-blind readers: one hue from light to dark, or blue against orange
// with another hatch, marker or dash, and values in print. Widths of texts are estimated (a Chinese character is one em),
// names wrap, and nothing depends on chance, clock or map order, so that the same figure gives the same drawing
// everywhere. Answers on a scale are laid out after [Heiberger2014]; a network stands on a circle, its groups side by
// side.
//
// [Heiberger2014] R. M. Heiberger and N. B. Robbins, Design of diverging stacked bar charts for Likert scales and other
// applications, Journal of Statistical Software 57(5), 2014.
package drawing
