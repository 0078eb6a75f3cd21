* survey.sav: LC_ALL=C.UTF-8 pspp survey.sps (GNU PSPP 1.6.2). A questionnaire with the framework's item ids, labels, and 9 for no answer.
DATA LIST LIST NOTABLE /respondent_id (A8) department (A12) role (A12) S_SEP_1 S_SEP_2 S_SEP_3 (F1.0) trust (F1.0).
BEGIN DATA
p01 审批局 leader 5 4 1 3
p02 审批局 staff 4 4 2 4
p03 审批局 staff 4 5 2 2
p04 住建局 leader 3 9 3 5
p05 住建局 staff 2 2 4 1
p06 住建局 staff 5 4 1 3
END DATA.
VARIABLE LABELS trust 'I trust the other departments'.
VALUE LABELS S_SEP_1 S_SEP_2 S_SEP_3 trust 1 'strongly disagree' 2 'disagree' 3 'neither' 4 'agree' 5 'strongly agree'.
MISSING VALUES S_SEP_1 S_SEP_2 S_SEP_3 (9).
SAVE OUTFILE='survey.sav'.
