import Console

extension Failure {
  /// A verb that has a place but no body.
  static func notThereYet(_ verb: String) -> Failure {
    Failure("charter \(verb) is not in this version", status: .impossible)
  }
}
