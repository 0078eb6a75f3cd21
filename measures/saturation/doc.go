// Package saturation tells how far further interviews still brought new codes: the codes that each interview was the first
// to carry, the ratio of new information of Guest, Namey and Chen, the curve over random orders of the interviews, and the
// codes that only held-out interviews carry (the test of theoretical saturation, 理论饱和度检验).
//
// Data stand a row an interview × code. All of it counts codes as they stand in the table: codes that were merged during
// the analysis must have been replaced by their successors.
//
// Sources:
//
//   - [Guest2020] Guest, Namey & Chen, PLoS ONE 15(5):e0232076: base size, run length, new information threshold.
//   - [Hurlbert1971] Hurlbert, Ecology 52:577: the expected number of kinds in a sample without replacement.
//   - [Ugland2003] Ugland, Gray & Ellingsen, J Animal Ecology 72:888: the accumulation curve over all orders, exactly.
//   - [GlaserStrauss1967] Glaser & Strauss, The Discovery of Grounded Theory.
package saturation
