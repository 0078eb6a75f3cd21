package naive
import ("fmt";"strings";"github.com/smekit/smekit/coding")
func Debug(s *coding.Study, dim string) string {
 var b strings.Builder
 all:=consensus(s)
 for _,d:=range s.Framework.Dimensions { fmt.Fprintf(&b,"%s parent=%s group=%v prop=%v pol=%d src=%v items=%d\n",d.ID,d.Parent,d.Group,d.Proposed,d.Polarity,d.Sources,len(itemsOf(s,d.ID))) }
 fmt.Fprintln(&b, s.Framework.Hazards, s.Framework.Coupling, s.Options.Coupling, s.Options.Order, s.Options.MinN, s.Framework.Bands)
 var obs,prop,zero []coding.Item
 for _,id:=range below(s.Framework,dim) { x:=s.Framework.Dimension(id); its:=itemsOf(s,id); if x.Proposed {prop=append(prop,its...)} else if x.Polarity==0 {zero=append(zero,its...)} else {obs=append(obs,its...)} }
 fmt.Fprintln(&b,"people obs",people(s,cell{},obs),"obs+prop",people(s,cell{},append(append([]coding.Item{},obs...),prop...)),"obs+zero",people(s,cell{},append(append([]coding.Item{},obs...),zero...)))
 if d:=s.Framework.Dimension(dim); d!=nil {
 for _,iv:=range s.Interviews { fmt.Fprintf(&b,"%s case=%s dept=%s role=%s asked=%v/%v:",iv.ID,iv.Case,iv.Dept,iv.Role,asked(s,iv,dim),iv.Asked)
  for _,x:=range s.Framework.Dimensions { if x.Parent==d.Parent { fmt.Fprintf(&b," %s=%d",x.ID,segments(s,all,iv.ID,x.ID,"")) } }
  fmt.Fprintln(&b) }
 }
 return b.String()
}
