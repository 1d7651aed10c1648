package import Charters

extension Need {
  /// What in the need cannot be judged yet, with its place.
  func unsupported(options: RuleOptions?) -> String? { nil }
}

extension Policy {
  /// Reads `policy.yml`; the policy is nil when any problem is an error.
  package static func parse(_ bytes: [UInt8]) -> (policy: Policy?, problems: [PolicyProblem]) {
    (nil, [])
  }

  /// What is wrong with this policy for these people: unknown names, constructs that are not
  /// supported yet, and lock-outs.
  ///
  /// - Parameter at: the date for which holders of roles are looked up; nil takes every holder.
  package func problems(with roster: Roster, at: Timestamp? = nil) -> [PolicyProblem] { [] }
}
