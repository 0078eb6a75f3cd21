package study

// segmentsOrTurns lets a sheet without segment ids pass when it has speakers and no header that is a slip for the ids. Running
// numbers beside speakers are no ids; beside a text alone they are taken for what was meant by them.
func segmentsOrTurns(p *part, c *columns) bool {
	ids := &kindTranscript.columns[0]
	if c.has("segment_id") || !c.has("text") || c.has("speaker") && c.slip(ids) == 0 {
		return true
	}
	if at := c.at["running"]; len(at) > 0 && c.slip(ids) == 0 {
		p.report(p.pos(c.row, at[0]), "missing_column", ids.field, bilingual(ids), quoteHeader(c, at[0]))
		return false
	}
	reportMissing(p, c, ids, c.row)
	return false
}

// runningNumbers follows a column that numbers the rows of turns (序号, No., #). It says nothing of what is told, and is left
// out; where it holds anything but whole numbers that rise within each interview, or begin again, it may hold ids, which is a problem
// told once.
type runningNumbers struct {
	column string // its header; empty: there is none
	last   map[string]float64
	rows   int // taken so far
	broken bool
}

// take looks at a row of an interview; false when the sheet cannot be taken.
func (n *runningNumbers) take(r *row, interview string) bool {
	col := r.at("running")
	if col == 0 {
		return true
	}
	n.column = r.columns.headers[col-1]
	if n.broken {
		r.fault = "transcript_numbers"
		return false
	}
	if !r.cell("running").Blank() {
		x, ok := r.cell("running").Float()
		last, known := n.last[interview]
		if again := x < last && (x == 0 || x == 1); !ok || x != float64(int64(x)) || known && x <= last && !again {
			n.broken = true
			r.reject(col, "transcript_numbers", "", n.column, r.word("running"), bilingual(&kindTranscript.columns[0]))
			for range n.rows {
				r.dismiss("transcript_numbers")
			}
			return false
		}
		if n.last == nil {
			n.last = map[string]float64{}
		}
		n.last[interview] = x
	}
	n.rows++
	return true
}
