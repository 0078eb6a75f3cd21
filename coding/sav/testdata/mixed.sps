DATA LIST LIST (",") /id (F8.0) 满意度 (F1.0) income (F10.2) city (A24) remark (A300) day (DATE11) at (DATETIME20) span (TIME8) grp (A4).
BEGIN DATA
1,5,1234.5,北京,好,01-MAY-2024,01-MAY-2024 09:30:15,09:30:15,a
2,4,-99,上海市浦东新区,,29-FEB-2000,31-DEC-1999 23:59:59,25:00:00,b
3,9,.5,,一二三四五,.,.,.,NA
4,.,151,x,,14-OCT-1582,01-JAN-1900 00:00:00,00:00:00,
5,8,152,y,z,31-DEC-9999,02-JAN-1970 12:00:00,00:00:01,a
6,1,1e10,"a ""q""",  lead,01-JAN-1970,.,.,a
END DATA.
COMPUTE remark = CONCAT(remark).
IF (id = 1) remark = CONCAT(RPAD("", 251, "x"), "宁波", RPAD("", 40, "y"), "E").
IF (id = 5) remark = RPAD("", 300, "0123456789").
VARIABLE LABELS id "编号" 满意度 "对协同的满意程度" income "Income, monthly".
VALUE LABELS 满意度 1 "非常不满意" 2 "不满意" 3 "一般" 4 "满意" 5 "非常满意" 8 "不适用" 9 "未回答"
 /grp "a" "甲组" "b" "乙组" /city "北京" "首都" "上海市浦东新区" "大城市".
MISSING VALUES 满意度 (8, 9) /income (LO THRU -1, 151) /grp ("NA") /city ("x").
VARIABLE LEVEL 满意度 (ORDINAL) id grp city remark (NOMINAL) income (SCALE).
VARIABLE ROLE /TARGET income /NONE id.
VARIABLE ATTRIBUTE VARIABLES=income ATTRIBUTE=origin("tax office") note[1]("a") note[2]("b's").
DATAFILE ATTRIBUTE ATTRIBUTE=project("smekit").
WEIGHT BY id.
FILE LABEL 员工问卷.
DOCUMENT First line
second 行.
MRSETS /MCGROUP NAME=$grp LABEL='group' VARIABLES=grp city.
SAVE OUTFILE="pspp-mixed-bytecode.sav" /COMPRESSED.
SAVE OUTFILE="pspp-mixed-uncompressed.sav" /UNCOMPRESSED.
SAVE OUTFILE="pspp-mixed.zsav" /ZCOMPRESSED.
