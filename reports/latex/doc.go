// Package latex writes a document as LaTeX source for XeLaTeX and the class ctexart: three-line tables with booktabs, long
// ones over pages with their header repeated, wide ones on landscape pages, captions that LaTeX numbers and lists, notes
// below, figures as TikZ pictures with real text.
//
// The writer holds syntax alone: every text comes from package grid. What a reader needs is a TeX distribution with ctex,
// booktabs, longtable, caption, pdflscape, hyperref and TikZ; fonts are those of the machine (Times New Roman or TeX Gyre
// Termes, and what ctex finds for Chinese).
package latex
