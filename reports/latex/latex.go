package latex

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// Write writes the document in the languages ("zh", "en"): one document with the whole in each, in their order.
func Write(w io.Writer, d *document.Document, langs []string) error {
	if len(langs) == 0 {
		return errors.New("latex: no language")
	}
	p := &page{w: bufio.NewWriter(w), d: d, langs: langs, kinds: map[string]string{}}
	for _, f := range d.Figures() {
		p.kinds[f.Key] = "fig"
	}
	for _, t := range d.Tables() {
		p.kinds[t.Key] = "tab"
	}
	p.preamble()
	for i, lang := range langs {
		p.lang, p.captions = lang, d.Captions(lang)
		p.document(i)
	}
	p.put("\\end{document}\n")
	return p.w.Flush()
}

// page is a file in the making; the buffered writer keeps the first error.
type page struct {
	w        *bufio.Writer
	d        *document.Document
	langs    []string
	lang     string            // being written
	captions map[string]string // short names of tables and figures by key
	kinds    map[string]string // tab or fig, by key
}

func (p *page) put(s ...string) {
	for _, x := range s {
		p.w.WriteString(x)
	}
}

func (p *page) in(t table.Text) string { return text(t.In(p.lang)) }

// preamble writes the packages. A document in Chinese alone takes ctex's Chinese names and headings, any other its plain scheme.
func (p *page) preamble() {
	scheme := "plain"
	if len(p.langs) == 1 && p.langs[0] == locale.Chinese {
		scheme = "chinese"
	}
	p.put(`% Compile with xelatex, twice: the first run collects captions and references.
\documentclass[UTF8,a4paper,zihao=-4,scheme=`, scheme, `]{ctexart}
\usepackage[margin=25mm]{geometry}
\usepackage{array,booktabs,longtable,pdflscape,caption,needspace,xcolor,textcomp}
\usepackage{tikz}
\usetikzlibrary{arrows.meta,patterns}
\usepackage[hidelinks]{hyperref}
\IfFontExistsTF{Times New Roman}{\setmainfont{Times New Roman}}{\IfFontExistsTF{texgyretermes-regular.otf}{\setmainfont{texgyretermes}[Extension=.otf,UprightFont=*-regular,BoldFont=*-bold,ItalicFont=*-italic,BoldItalicFont=*-bolditalic]}{}}
% symbols that Latin text fonts lack are taken from the Chinese font
\xeCJKDeclareCharClass{CJK}{"2190 -> "21FF, "2200 -> "22FF, "2460 -> "24FF, "2500 -> "25FF, "2600 -> "26FF}
\setlength{\tabcolsep}{3pt}
\setlength{\LTcapwidth}{\linewidth}
\setlength{\emergencystretch}{3em}
\renewcommand{\arraystretch}{1.15}
\newcommand{\tablenotes}[1]{\par\nopagebreak\vspace{-4pt}{\footnotesize\setlength{\parindent}{0pt}\raggedright #1\par}\vspace{10pt}}
% the rule below a table whose notes are its last row: no page ends at it
\newcommand{\lastrule}[1]{\noalign{\nobreak\vskip 2pt}\multispan{#1}\unskip\leaders\hrule height .08em\hfill\cr\noalign{\nobreak\vskip 2pt}}
\DeclareCaptionLabelFormat{tight}{#1#2}
\newcommand{\zhcaptions}{\renewcommand{\tablename}{表}\renewcommand{\figurename}{图}\captionsetup{labelformat=tight,labelsep=quad,font={small,bf},textfont={},justification=centering,singlelinecheck=true}}
\newcommand{\encaptions}{\renewcommand{\tablename}{Table}\renewcommand{\figurename}{Figure}\captionsetup{labelformat=simple,labelsep=newline,font=small,labelfont=bf,textfont=it,justification=raggedright,singlelinecheck=false}}
\hypersetup{pdftitle={`, text(p.d.Title.In(p.langs[0])), `}}
\begin{document}
`)
}

// document writes the whole in one language.
func (p *page) document(nth int) {
	if nth > 0 {
		p.put("\\clearpage\n\\setcounter{section}{0}\n")
	}
	p.put(map[string]string{locale.Chinese: "\\zhcaptions\n"}[p.lang])
	if p.lang != locale.Chinese {
		p.put("\\encaptions\n")
	}
	p.put("\\begin{center}\n{\\LARGE\\bfseries ", p.in(p.d.Title), "\\par}\n")
	if !p.d.Subtitle.Empty() {
		p.put("\\medskip{\\large ", p.in(p.d.Subtitle), "\\par}\n")
	}
	p.put("\\end{center}\n")
	if !p.d.Notice.Empty() {
		p.put("\\begin{quote}\\bfseries ", p.in(p.d.Notice), "\\end{quote}\n")
	}
	if nth == 0 {
		p.put("\\tableofcontents\n")
		if len(p.d.Tables()) > 0 {
			p.put("\\listoftables\n")
		}
		if len(p.d.Figures()) > 0 {
			p.put("\\listoffigures\n")
		}
		p.put("\\clearpage\n")
	}
	p.body()
}

// guarded keeps a bracket at the beginning of a text from being read as an argument.
func guarded(s string) string {
	if strings.HasPrefix(s, "[") || strings.HasPrefix(s, "*") {
		return "{}" + s
	}
	return s
}

// paragraph is a text in which the tables and figures it speaks of are links; those that it does not name follow in brackets.
func (p *page) paragraph(x *document.Paragraph) string {
	s := x.Text.In(p.lang)
	type link struct {
		from, to int
		key      string
	}
	var links []link
	var missing []string
	for _, key := range x.Refs {
		name, ok := p.captions[key]
		if !ok {
			continue
		}
		at := mention(s, name)
		clash := false
		for _, l := range links {
			clash = clash || at < l.to && at+len(name) > l.from
		}
		if at < 0 || clash {
			missing = append(missing, p.link(key, name))
			continue
		}
		links = append(links, link{at, at + len(name), key})
	}
	var b strings.Builder
	for from := 0; ; {
		next := -1
		for i, l := range links {
			if l.from >= from && (next < 0 || l.from < links[next].from) {
				next = i
			}
		}
		if next < 0 {
			b.WriteString(text(s[from:]))
			break
		}
		l := links[next]
		b.WriteString(text(s[from:l.from]) + p.link(l.key, s[l.from:l.to]))
		from = l.to
	}
	if missing != nil {
		open, end := " (", ")"
		if p.lang == locale.Chinese {
			open, end = "（", "）"
		}
		b.WriteString(open + strings.Join(missing, locale.Text(p.lang, "report.see_join")) + end)
	}
	return b.String()
}

func (p *page) link(key, name string) string {
	return `\hyperref[` + label(p.kinds[key], p.lang, key) + "]{" + text(name) + "}"
}

// mention finds a name in a text that is not the beginning of a longer number.
func mention(s, name string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], name)
		if i < 0 {
			return -1
		}
		end := from + i + len(name)
		if end == len(s) || s[end] < '0' || s[end] > '9' {
			return from + i
		}
		from = end
	}
}
