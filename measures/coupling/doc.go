// Package coupling computes the coupling coordination degree of systems: how evenly they stand (coupling C), how high
// (development T), both together (coordination D = √(C·T)) and the class that D falls in.
//
// U_i in 0..1 is the score of system i of n in a case; α_i its weight.
//
// Sources:
//
//   - [Fan2024] Fan, Ke & Cao, Statistics & Decision 40(22); the formula as in the R package coupling.
//   - [Wang2021] Wang, Kong, Ren, Zhi & Dai, Journal of Natural Resources 36:793.
package coupling
