SET LOCALE="GBK".
DATA LIST LIST (",") /编号 (F8.0) 姓名 (A12) 答案 (F2.0).
BEGIN DATA
1,"张三",5
2,"欧阳一二三",1
3,"",9
END DATA.
VARIABLE LABELS 答案 "您对部门协同是否满意？".
VALUE LABELS 答案 5 "非常满意" 1 "非常不满意" 9 "拒答".
MISSING VALUES 答案 (9).
FILE LABEL 问卷.
SAVE OUTFILE="pspp-gbk.sav" /COMPRESSED.
