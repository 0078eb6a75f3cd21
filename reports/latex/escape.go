package latex

import (
	"strings"
	"unicode/utf8"
)

// special are characters that TeX gives a meaning to, or that Latin text fonts do not have.
var special = map[rune]string{
	'\\': `\textbackslash{}`, '{': `\{`, '}': `\}`, '$': `\$`, '&': `\&`, '#': `\#`, '%': `\%`, '^': `\textasciicircum{}`, '_': `\_`, '~': `\textasciitilde{}`,
	'<': `\textless{}`, '>': `\textgreater{}`, '|': `\textbar{}`, '"': `\textquotedbl{}`, '\'': `\textquotesingle{}`, '`': `\textasciigrave{}`, '\u00a0': "~", '\u2009': `\,`, '\u200b': "", '\ufeff': "",
	'−': `$-$`, '×': `$\times$`, '÷': `$\div$`, '±': `$\pm$`, '·': `\textperiodcentered{}`, '≤': `$\le$`, '≥': `$\ge$`, '≠': `$\ne$`, '≈': `$\approx$`, '√': `$\surd$`, '∑': `$\sum$`, '∏': `$\prod$`,
	'→': `$\rightarrow$`, '←': `$\leftarrow$`, '↔': `$\leftrightarrow$`, '↓': `$\downarrow$`, '↑': `$\uparrow$`, '∈': `$\in$`, '∩': `$\cap$`, '∪': `$\cup$`, '¬': `$\neg$`, '∞': `$\infty$`, '⊗': `$\otimes$`,
	'●': `$\bullet$`, '⋅': `$\cdot$`, '′': `$'$`, '…': `\ldots{}`, '–': `--`, '—': `---`,
	'α': `$\alpha$`, 'β': `$\beta$`, 'γ': `$\gamma$`, 'δ': `$\delta$`, 'ε': `$\varepsilon$`, 'ζ': `$\zeta$`, 'η': `$\eta$`, 'θ': `$\theta$`, 'ι': `$\iota$`, 'κ': `$\kappa$`, 'λ': `$\lambda$`, 'μ': `$\mu$`,
	'ν': `$\nu$`, 'ξ': `$\xi$`, 'π': `$\pi$`, 'ρ': `$\rho$`, 'σ': `$\sigma$`, 'τ': `$\tau$`, 'φ': `$\varphi$`, 'χ': `$\chi$`, 'ψ': `$\psi$`, 'ω': `$\omega$`,
	'Γ': `$\Gamma$`, 'Δ': `$\Delta$`, 'Θ': `$\Theta$`, 'Λ': `$\Lambda$`, 'Ξ': `$\Xi$`, 'Π': `$\Pi$`, 'Σ': `$\Sigma$`, 'Φ': `$\Phi$`, 'Ψ': `$\Psi$`, 'Ω': `$\Omega$`,
	'⁰': `\textsuperscript{0}`, '¹': `\textsuperscript{1}`, '²': `\textsuperscript{2}`, '³': `\textsuperscript{3}`, '⁴': `\textsuperscript{4}`, '⁻': `\textsuperscript{$-$}`,
	'₀': `\textsubscript{0}`, '₁': `\textsubscript{1}`, '₂': `\textsubscript{2}`, '₃': `\textsubscript{3}`, '₄': `\textsubscript{4}`,
}

// accents are combining characters as commands of mathematics, since Latin text fonts seldom place them right.
var accents = map[rune]string{'\u0302': `\hat`, '\u0304': `\bar`, '\u0305': `\bar`, '\u0303': `\tilde`}

// quotes in Chinese text are full-width characters, which ctex sets in the Chinese font; in Latin text they are the font's own.
const longToken = 24 // characters without a blank beyond which a break may stand anywhere

// text escapes a text: one paragraph, blanks as they are, long words made breakable.
func text(s string) string {
	var b strings.Builder
	run := 0 // characters since the last place where a line may break
	long := tokens(s)
	last, base := ' ', ""
	for i, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if r == '\n' || r == '\r' || r == '\t' {
			r = ' '
		}
		if r < ' ' || r == 0x7f || r == '\uFFFE' || r == '\uFFFF' {
			continue
		}
		if r == ' ' || r >= 0x2E80 {
			run = 0
		} else {
			run++
		}
		if r == '-' && last == '-' { // two would be set as a dash
			b.WriteString("{}")
		}
		last = r
		if accent, ok := accents[r]; ok && base != "" { // over the character before
			out := b.String()
			b.Reset()
			b.WriteString(out[:len(out)-len(base)] + "$" + accent + "{\\mathrm{" + base + "}}$")
			base = ""
			continue
		}
		base = ""
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			base = string(r)
		}
		if out, ok := special[r]; ok {
			b.WriteString(out)
		} else {
			b.WriteRune(r)
		}
		if long[i] && (strings.ContainsRune("/._-=;:(),|~", r) || run >= 8) && run > 0 {
			b.WriteString(`\allowbreak{}`)
			run = 0
		}
	}
	return b.String()
}

// tokens marks the bytes that stand in a long word of letters that Chinese text does not consist of.
func tokens(s string) map[int]bool {
	var marked map[int]bool
	from, n := 0, 0
	flush := func(to int) {
		if n > longToken {
			if marked == nil {
				marked = map[int]bool{}
			}
			for i := from; i < to; i++ {
				marked[i] = true
			}
		}
		n = 0
	}
	for i, r := range s {
		if r == ' ' || r == '\n' || r == '\t' || r >= 0x2E80 {
			flush(i)
			from = i + utf8.RuneLen(r)
			continue
		}
		if n == 0 {
			from = i
		}
		n++
	}
	flush(len(s))
	return marked
}

// label is a key as a LaTeX label.
func label(kind, lang, key string) string {
	return kind + ":" + lang + ":" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}, key)
}

// raised sets marks above the line.
func raised(marks string) string {
	if marks == "" {
		return ""
	}
	return `\textsuperscript{` + text(marks) + "}"
}
