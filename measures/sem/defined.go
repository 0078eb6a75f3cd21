package sem

// DefinedValues are the defined parameters at θ with their standard errors by the delta method, in the model's order.
func (f *Fit) DefinedValues() []Standard {
	var out []Standard
	values, gradients := f.Model.define(f.Theta, f.fixed)
	for i, v := range values {
		out = append(out, Standard{v, f.deltaSE(gradients[i])})
	}
	return out
}

// define evaluates the definitions of a model with their gradients over the free parameters.
func (m *Model) define(theta, fixed []float64) (values []float64, gradients [][]float64) {
	done := map[string]int{}
	lookup := func(label string) (float64, []float64) {
		if i, ok := done[label]; ok {
			return values[i], gradients[i]
		}
		grad := make([]float64, m.Free)
		for i, p := range m.Params {
			if p.Label != label {
				continue
			}
			if p.Free >= 0 {
				grad[p.Free] = 1
				return theta[p.Free], grad
			}
			return fixed[i], grad
		}
		return 0, grad
	}
	for i, d := range m.Defined {
		v, grad := d.expr.eval(m.Free, lookup)
		values, gradients = append(values, v), append(gradients, grad)
		done[d.Name] = i
	}
	return values, gradients
}
