library(haven)
d <- data.frame(
 id = labelled(c(1,2,3,4), label="编号"),
 answer = labelled_spss(c(1,5,9,NA), c("非常不同意"=1,"非常同意"=5,"未答"=9), na_values=9, label="第1题、单位之间沟通顺畅"),
 far = labelled_spss(c(-5,99,1.25,1e300), na_range=c(90,Inf), na_values=-5, label="range and one"),
 name = c("张三","", "a long one over eight bytes", NA),
 code = labelled_spss(c("A","B","C",""), c(Ant="A", Bee="B"), na_values="C"),
 longcode = labelled(c("alphabetical","betabetabeta","x","alphabetical"), c("first letter"="alphabetical","second"="betabetabeta")),
 very = c(strrep("天地玄黄", 30), strrep("y", 255), strrep("z", 600), ""),
 day = as.Date(c("2024-05-01",NA,"1999-12-31","1582-10-15")),
 time = as.POSIXct(c("2024-05-01 09:30:15",NA,"1969-12-31 23:59:59","2000-02-29 00:00:00"), tz="UTC"),
 span = hms::hms(c(0,3599,90000,NA)),
 fact = factor(c("low","high","low",NA), levels=c("low","high")),
 AVeryLongNameOfAVariableThatGoesOnForFiftyLetters1 = c(0.1,-99,151,152),
 AVeryLongNameOfAVariableThatGoesOnForFiftyLetters2 = c(-100,-98.5,NA,251)
)
attr(d$answer, "display_width") <- 12L
write_sav(d, "haven-byte.sav", compress="byte")
write_sav(d, "haven-none.sav", compress="none")
write_sav(d, "haven.zsav", compress="zsav")
