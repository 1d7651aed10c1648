package import Charters
internal import Git
package import Policies
internal import Signing

/// The policy and the roster in force at one moment, with the keys of its members.
package struct Rulebook: Sendable {
  package let policy: Policy?
  package let roster: Roster
  /// Why this may not be in force: unreadable, not supported yet, or a key in two hands.
  package let problems: [Problem]
  /// Whose key it is, by the raw material of the key.
  let owners: [SSHPublicKey: Handle]

  /// Whose key this is, unless the member has left.
  func owner(of key: SSHPublicKey) -> Handle? {
    guard let handle = owners[key], let member = roster.members[handle], member.status != .left
    else { return nil }
    return handle
  }

  /// A member who is listed and has not left.
  func isMember(_ handle: Handle) -> Bool {
    guard let member = roster.members[handle] else { return false }
    return member.status != .left
  }
}

/// Reads rulebooks and remembers them by the trees they come from.
final class RulebookReader {
  private let governed: GovernedReader
  private var known: [[GovernedChange.Entry?]: Rulebook] = [:]
  private var keys: [String: SSHPublicKey] = [:]

  init(_ governed: GovernedReader) { self.governed = governed }

  /// The rulebook of a root tree.
  func read(_ tree: ObjectID) throws -> Rulebook {
    let names = ["policy.yml", "members", "teams", "roles"]
    let identity = try names.map {
      try governed.entry(Array("\(governedRoot)/\($0)".utf8), in: tree)
    }
    if let rulebook = known[identity] { return rulebook }
    let rulebook = try make(tree, policy: identity[0])
    if known.count > 5_000 { known.removeAll() }
    known[identity] = rulebook
    return rulebook
  }

  private func make(_ tree: ObjectID, policy entry: GovernedChange.Entry?) throws -> Rulebook {
    var problems: [Problem] = []
    var charters: [CharterText] = []
    for file in try governed.files(of: tree) {
      guard let entry = file.new, let path = try? CharterPath(file.pathText) else { continue }
      guard path.kind == .member || path.kind == .team || path.kind == .role else { continue }
      do {
        charters.append(try governed.charter(path, entry))
      } catch let error as CharterTextError {
        problems.append(Problem(.badRoster, "\(file.pathText) cannot be read: \(error)"))
      } catch let error as EvidenceError {
        problems.append(Problem(.badRoster, try error.sentence(of: file.pathText)))
      }
    }
    let (roster, findings) = Roster.read(charters)
    for finding in findings where finding.level == .error {
      let code: Problem.Code = finding.code.contains("not-supported") ? .notSupported : .badRoster
      problems.append(Problem(code, "\(finding.path):\(finding.line): \(finding.message)"))
    }
    let owners = owners(in: roster, problems: &problems)
    guard let entry else {
      problems.append(Problem(.badPolicy, "There is no \(governedRoot)/policy.yml."))
      return Rulebook(policy: nil, roster: roster, problems: problems, owners: owners)
    }
    let bytes: [UInt8]
    do {
      bytes = try governed.content(entry)
    } catch let error as EvidenceError {
      problems.append(Problem(.badPolicy, try error.sentence(of: "\(governedRoot)/policy.yml")))
      return Rulebook(policy: nil, roster: roster, problems: problems, owners: owners)
    }
    let (policy, policyProblems) = Policy.parse(bytes)
    let all = policyProblems + (policy?.problems(with: roster) ?? [])
    for problem in all where problem.level == .error {
      let code: Problem.Code =
        switch problem.code {
        case "lock-out": .lockOut
        case "not-supported-yet": .notSupported
        default: .badPolicy
        }
      problems.append(
        Problem(code, "\(governedRoot)/policy.yml:\(problem.line): \(problem.message)"))
    }
    if policy == nil, problems.isEmpty {
      problems.append(Problem(.badPolicy, "\(governedRoot)/policy.yml cannot be read."))
    }
    return Rulebook(policy: policy, roster: roster, problems: problems, owners: owners)
  }

  /// Every key's owner; a key that two members hold, or that cannot be read, is a problem.
  private func owners(
    in roster: Roster, problems: inout [Problem]
  ) -> [SSHPublicKey: Handle] {
    var owners: [SSHPublicKey: Handle] = [:]
    var materials: [[UInt8]: Handle] = [:]
    for handle in roster.members.keys.sorted() {
      guard let member = roster.members[handle] else { continue }
      for line in member.keys {
        do throws(SigningError) {
          let key: SSHPublicKey
          if let known = keys[line.value] {
            key = known
          } else {
            key = try SSHPublicKey(line.value)
            keys[line.value] = key
          }
          if let other = materials[key.material], other != handle {
            problems.append(
              Problem(.badRoster, "\(other) and \(handle) have the same key \(key.fingerprint)."))
          }
          materials[key.material] = handle
          owners[key] = handle
        } catch {
          problems.append(
            Problem(
              .badRoster,
              "\(governedRoot)/members/\(handle).md:\(line.line): this key cannot be "
                + "used: \(error)"))
        }
      }
    }
    return owners
  }
}

extension EvidenceError {
  /// Why what stands at a path cannot be a charter; throws on whatever says nothing about that.
  fileprivate func sentence(of path: String) throws -> String {
    switch self {
    case .notAFile: "\(path) is no file."
    case .tooLarge(_, let bytes): "\(path) has \(bytes) bytes; a charter has at most 1 MiB."
    default: throw self
    }
  }
}
