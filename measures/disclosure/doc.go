// Package disclosure decides once, on the estimates of a run, what any output may show: [Release] empties the estimates
// that rest on fewer than min_n people, and further ones until none of those can be rebuilt from what remains.
//
// Estimates of the same thing about the same people form a unit that is shown or hidden whole: mean, median, standard
// deviation, percentage and count of one dimension in one [Cell] (case, department, side, role, period). The rules:
//
//   - primary: a unit about 1 to min_n−1 people is hidden; 0 people is no data, and shown as such. All interview scores of a
//     department count as about its head count, however many interviews there are; counts of segments and interviews are
//     exempt.
//   - margins: a case is the sum of its departments, its sides, its roles and its periods; a side that of its
//     departments, the others being on none; the study that of its cases; and so within each period and role. People whom
//     no part covers (of no department, say) are a hidden part where they are few. A mean with its n gives a sum, so
//     what holds for counts holds for means. Hidden units are unknowns, shown ones knowns, each margin an equation: as
//     long as an unknown is determined by the equations, or a hidden count by its bounds, one more unit is hidden: one
//     that opens fewest new gaps in other margins, of those the one with fewest people, ties in the order of the table;
//     departments, sides, roles and periods first, then their crossings. What later units made needless is shown again
//     [Willenborg2001, Cox1980]. The equations are solved for each denominator alone (people, scores, answers; interviews
//     asked, with a score, with text, of known length), since a unit that has none of it protects nobody.
//   - derived: whatever was computed from a hidden unit is hidden (composites, gaps, coupling, triangulation), and a
//     hidden composite hides at least one of its children, or it could be computed again; in comparisons too. Item tables,
//     reliability and comparisons of a dimension are hidden where its score is; a comparison of people linked over time is
//     hidden whole, where all but a few people of a period are linked, and on a composite where a few of them are not on a child.
//   - shares: the shares of an item's answers are counts; they follow the score of their dimension and each other, keep margins
//     by item, and go where a side is hidden that is asked other items. A correlation goes with the score of either
//     dimension.
//   - over departments: what was computed over all departments of a cell (summaries of an aggregation, tests of
//     departments, standard errors with departments as clusters) would tell of a hidden one, and goes; the means stay.
//     [Report.OverHidden] names what may be computed anew without them.
//
// Since a composite is shown only where all its children are, it adds no equation, and each dimension's margins can be
// solved alone. Not covered: what an outsider knows about single people, such as which roles a department's people have
// or who of them answered twice, approximate bounds of means, and other statistics that are no linear function of sums (a
// total standard deviation).
//
// Sources: [Willenborg2001] Willenborg & de Waal, Elements of Statistical Disclosure Control, Springer. [Cox1980] Cox,
// Suppression methodology and statistical disclosure control, JASA 75:377.
package disclosure
