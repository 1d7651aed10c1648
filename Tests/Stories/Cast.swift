package import TestSupport

/// The people of all stories, made once in a process; they are gone when it ends.
package struct Cast: Sendable {
  /// The first four are members of most stories; eve and fay are nobody's.
  static let handles = ["ana", "ben", "cy", "dee", "eve", "fay"]

  private let people: [String: TestMember]
  private let spareKeys: [String: TestMember.Key]

  init() throws {
    var people: [String: TestMember] = [:]
    var spareKeys: [String: TestMember.Key] = [:]
    for handle in Self.handles {
      let member = try TestMember(handle)
      people[handle] = member
      spareKeys[handle] = try member.makeKey("spare")
    }
    self.people = people
    self.spareKeys = spareKeys
  }

  /// A person by handle.
  package func member(_ handle: String) throws -> TestMember {
    try required(people[handle], "no \(handle) in the cast")
  }

  /// A person's second key, which a roster lists only where the setting says so.
  package func spareKey(_ handle: String) throws -> TestMember.Key {
    try required(spareKeys[handle], "no \(handle) in the cast")
  }
}

/// A story that cannot be told: the test's own mistake, or a command that failed.
package struct StoryError: Error, CustomStringConvertible {
  package let description: String
}

/// The value, or an error that says what was expected.
func required<Value>(_ value: Value?, _ complaint: @autoclosure () -> String) throws -> Value {
  guard let value else { throw StoryError(description: complaint()) }
  return value
}
