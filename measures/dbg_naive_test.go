package measures_test
import ("testing";"fmt";"os";"strconv";"github.com/smekit/smekit/measures/internal/naive")
func TestDbg(t *testing.T){
 seed,_:=strconv.Atoi(os.Getenv("SEED")); dim:=os.Getenv("DIM")
 _,s:=invent(t,uint64(seed))
 fmt.Println(naive.Debug(s,dim))
}
