package moments

import "context"

// FromRows makes a source of rows: Collect is one streaming pass whose memory does not grow with the rows. The source
// is a [RowSource] too.
func FromRows(rows RowSource) Source { return rowSource{rows} }

type rowSource struct{ RowSource }

func (s rowSource) Collect(ctx context.Context, p Plan) (*Moments, error) {
	return collect(ctx, s.RowSource, p)
}

// collect streams the rows through a collector.
func collect(ctx context.Context, rows RowSource, p Plan) (*Moments, error) {
	c, err := newCollector(ctx, rows, p)
	if err != nil {
		return nil, err
	}
	if err := rows.Scan(ctx, p.columns(), c.row); err != nil {
		return nil, err
	}
	return c.finish(), nil
}
