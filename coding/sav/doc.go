// Package sav reads and writes SPSS system files (.sav, .zsav): the dictionary of variables with their labels and missing
// values, and the cases as a stream.
//
// [Open] reads the dictionary into a [File]; [Reader.Rows] walks the cases one at a time, so that a file costs its dictionary and
// one case. Files of either byte order are read, uncompressed, compressed by bytecode or by zlib, with strings of any length that
// SPSS writes. Text comes as UTF-8, whatever the file's encoding: the one that the file names, else its code page, else
// [Limits.Encoding], else a guess that [Reader.Notes] tells. [Write] writes the same three kinds, always in UTF-8 and always
// the same bytes for the same content.
//
// A number is system-missing ([Value.Missing]) or it is there; what the author of the file declared to be missing
// ([Variable.Missing]) is there too and is told apart by [Variable.UserMissing]. Dates are numbers, seconds since 1582-10-14, which
// [Format.ISO] puts into words.
//
// A file that is cut off or damaged gives the cases before the damage and then one [*ReadError] with the offset in the file.
// No length that a file claims is believed: nothing is allocated that the file does not hold, and [Limits] bound the rest.
//
// The format is described in the developer's guide of GNU PSPP ("System File Format") and in the sources of ReadStat;
// neither is linked or copied here.
package sav
