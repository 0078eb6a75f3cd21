// Package table is the model of a table as people print them: title, stub, spanners, columns, row groups, typed cells
// with a format, notes. A number is a value plus a format, never a string; package grid turns a table into texts.
package table
