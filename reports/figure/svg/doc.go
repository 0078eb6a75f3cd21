// Package svg sets the shapes of a figure's drawing as standalone SVG.
//
// A picture holds no script and no style sheet, only presentation attributes, so that a page with a strict content
// security policy may embed it and recolour it by its classes:
//
//	ink, soft, onhatch, onfill, halo        texts
//	grid, joint, cut, link                  lines
//	band, node, first, second, s2           areas and marks
//	datum                                   an element that stands for an estimate; data-id is the estimate's id, its
//	                                        title the tooltip
//
// Its title and description are those of the figure. All coordinates are written with one decimal, so that the same
// figure gives the same bytes everywhere.
package svg
