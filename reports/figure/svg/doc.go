// Package svg draws figures as standalone SVG: heat map, dumbbell, coupling levels and path diagram.
//
// A drawing holds no script and no style sheet, only presentation attributes, so that a page with a strict content
// security policy may embed it and recolour it by its classes:
//
//	ink, soft   texts; grid thin lines; band, ground faint areas; first, second, s0–s2, link, node the marks
//	datum       an element that stands for an estimate; data-id is the estimate's id, its title the tooltip
//
// It stays readable in grey print and for colour-blind readers: one hue from light to dark, or blue against orange with
// different shapes, and every value is printed. Widths of texts are estimated (a Chinese character is one em), and all
// coordinates are written with one decimal, so that the same figure gives the same bytes everywhere.
package svg
