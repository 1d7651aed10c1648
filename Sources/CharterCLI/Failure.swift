import Console

/// Why a command stops: what people read, and what the shell is told.
struct Failure: Error {
  /// What failed, in one line without a full stop.
  let headline: Text
  /// The facts, one a line.
  let facts: [Text]
  /// An exact command, or a short way out.
  let hint: Text?
  let status: ExitStatus

  init(
    _ headline: Text, facts: [Text] = [], hint: Text? = nil, status: ExitStatus = .impossible
  ) {
    self.headline = headline
    self.facts = facts
    self.hint = hint
    self.status = status
  }

  /// `error: …`, the facts indented, `hint: …`.
  ///
  /// - Parameter width: where to break lines; nil for as they are.
  func text(width: Int? = nil) -> Text {
    var parts: [(text: Text, hanging: Int)] = [("\("error:", .bad) \(headline)", 7)]
    parts += facts.map { ($0.indented(by: 2), 4) }
    if let hint { parts.append(("\("hint:", .heading) \(hint)", 6)) }
    return parts.map { part in
      guard let width else { return part.text }
      return part.text.wrapped(to: width, indent: 0, hanging: part.hanging)
    }.lines
  }
}
