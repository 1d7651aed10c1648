package import Charters

extension Policy {
  /// Reads `policy.yml`; the policy is nil when any problem is an error.
  package static func parse(
    _ bytes: some Collection<UInt8>
  ) -> (policy: Policy?, problems: [PolicyProblem]) {
    let (policy, problems) = read(bytes)
    return (problems.contains { $0.level == .error } ? nil : policy, problems)
  }

  /// Reads `policy.yml` for somebody who wants to see what it would do even where it makes no
  /// sense; the policy is nil only when it cannot be read.
  package static func read(
    _ bytes: some Collection<UInt8>
  ) -> (policy: Policy?, problems: [PolicyProblem]) {
    var reader = PolicyReader()
    guard let policy = reader.read(bytes) else { return (nil, reader.problems.sorted()) }
    return (policy, (reader.problems + PolicySense(policy).problems).sorted())
  }

  /// What is wrong with this policy for these people: unknown names, and lock-outs.
  ///
  /// - Parameter at: the date for which holders of roles are looked up; nil takes every holder.
  package func problems(with roster: Roster, at: Timestamp? = nil) -> [PolicyProblem] {
    let problems = unknownNames(roster)
    let isSound = !problems.contains { $0.level == .error }
    // What cannot be judged says nothing about a lock-out, and is refused anyway.
    return (problems + (isSound ? lockout(roster: roster, at: at) : [])).sorted()
  }
}

extension PolicyProblem: Comparable {
  package static func < (a: PolicyProblem, b: PolicyProblem) -> Bool {
    if (a.line, a.column) != (b.line, b.column) { return (a.line, a.column) < (b.line, b.column) }
    return (a.code, a.message) < (b.code, b.message)
  }
}
