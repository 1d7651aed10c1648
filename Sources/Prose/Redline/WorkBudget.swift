/// How much a comparison may do, in counted steps, so that one text always gives one answer, on a
/// slow machine too.
struct WorkBudget {
  /// Cells of the tables that are filled for single words.
  var cells = 40_000_000
  /// Steps of 64 words at a time, for texts too large for such tables.
  var strides = 160_000_000
  /// Pairs of blocks that are looked at.
  var pairs = 4_000_000

  /// The most cells of one table.
  static let mostCells = 400_000
  /// The most pairs of blocks in one gap.
  static let mostPairs = 400_000

  /// Something was shown replaced, or by a rougher method, since it would have cost too much.
  var isExceeded = false
}
