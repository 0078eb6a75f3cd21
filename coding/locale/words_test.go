package locale

import (
	"testing"

	"github.com/smekit/smekit/coding"
)

func TestNamesAreWorded(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{ReceiptNote("zh", coding.ReceiptNote{Code: "dialect.recognised", Args: []string{"Wenjuanxing", "序号"}}), "按列 序号 识别为 问卷星"},
		{ReceiptNote("en", coding.ReceiptNote{Code: "dialect.recognised", Args: []string{"Wenjuanxing", "序号"}}), "recognised as Wenjuanxing by its columns 序号"},
		{ReceiptNote("zh", coding.ReceiptNote{Code: "dialect.recognised", Args: []string{"plain survey table", "id"}}), "按列 id 识别为 普通答卷表"},
		{ReceiptNote("zh", coding.ReceiptNote{Code: "dialect.recognised", Args: []string{"MAXQDA", "id"}}), "按列 id 识别为 MAXQDA"},
		{ReceiptNote("zh", coding.ReceiptNote{Code: "sheet.delimiter", Args: []string{"semicolon"}}), "列分隔符：分号"},
		{ReceiptNote("zh", coding.ReceiptNote{Code: "sheet.delimiter", Args: []string{"full-width comma"}}), "列分隔符：全角逗号"},
		{Text("zh", "sav.error.truncated", "case 7", "3919"), "文件不完整：在第3919字节处中断，位于第7条个案；请重新复制或下载"},
		{Text("en", "sav.error.truncated", "case 7", "3919"), "the file is cut off: it ends inside case 7 at byte 3919; copy or download it again"},
		{Text("zh", "sav.error.truncated", "a variable's record", "300"), "文件不完整：在第300字节处中断，位于变量记录；请重新复制或下载"},
		{Text("zh", "sav.error.truncated", "the list of the compressed blocks", "9"), "文件不完整：在第9字节处中断，位于压缩块目录；请重新复制或下载"},
		{Text("zh", "sav.error.length", "value labels", "9", "8"), "文件已损坏：第8字节处的值标签声明的长度为9，超出文件大小"},
		{Text("zh", "sav.error.variable", "q1", "8", "-3 missing values"), "文件已损坏：变量q1（第8字节）：缺失值有-3个"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	args := []string{"semicolon"}
	if Text("zh", "sheet.delimiter", args...); args[0] != "semicolon" {
		t.Error("the caller's arguments were changed")
	}
	if got := Text("zh", "sav.error.truncated"); got != "文件不完整：在第字节处中断，位于；请重新复制或下载" {
		t.Errorf("without arguments: %q", got)
	}
}
