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
  /// Whose key it is.
  let owners: [PublicKey: Handle]
  /// Fingerprints of keys that were reported lost or stolen: nothing open counts by them.
  let revoked: Set<String>
  /// Whose signature a key makes, by key.
  private let signatures: [PublicKey: Authorship]
  /// OpenPGP keys by the ids of all keys in them.
  let certificates: [String: [OpenPGPCertificate]]

  init(
    policy: Policy?, roster: Roster, problems: [Problem], owners: [PublicKey: Handle]
  ) {
    self.policy = policy
    self.roster = roster
    self.problems = problems
    self.owners = owners
    revoked = Set(roster.members.values.flatMap { $0.revokedKeys.map(\.fingerprint) })
    var certificates: [String: [OpenPGPCertificate]] = [:]
    for case .openPGP(let certificate) in owners.keys.sorted(by: { $0.line < $1.line }) {
      for id in Set(certificate.keys.map(\.id)) {
        certificates[id, default: []].append(certificate)
      }
    }
    self.certificates = certificates
    var signatures: [PublicKey: Authorship] = [:]
    for (key, handle) in owners {
      guard let member = roster.members[handle] else { continue }
      signatures[key] =
        member.status == .left
        ? .left(handle, key: key.fingerprint) : .member(handle, key: key.fingerprint)
    }
    self.signatures = signatures
  }

  /// Whose key this is, unless the member has left.
  ///
  /// An OpenPGP key is known by its fingerprint, whatever else its block says.
  func owner(of key: PublicKey) -> Handle? {
    var handle = owners[key]
    if handle == nil, case .openPGP(let certificate) = key {
      handle = owners.first { $0.key.fingerprint == certificate.fingerprint }?.value
    }
    guard let handle, let member = roster.members[handle], member.status != .left else {
      return nil
    }
    return handle
  }

  /// Whose signature it is that this key has made.
  func authorship(of key: PublicKey) -> Authorship {
    signatures[key] ?? .nobody(key: key.fingerprint)
  }

  /// Whether it is a key of the member's, left or not.
  func lists(_ fingerprint: String, for handle: Handle) -> Bool {
    owners.contains { $0.value == handle && $0.key.fingerprint == fingerprint }
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
  /// The one that was read last, from which the next often differs in nothing.
  private var latest: (tree: ObjectID, policy: GovernedChange.Entry?, rulebook: Rulebook)?
  private var keys: [String: PublicKey] = [:]

  init(_ governed: GovernedReader) { self.governed = governed }

  /// The rulebook of a root tree.
  func read(_ tree: ObjectID) throws -> Rulebook {
    let names = ["policy.yml", "members", "teams", "roles"]
    let identity = try names.map {
      try governed.entry(Array("\(governedRoot)/\($0)".utf8), in: tree)
    }
    if let rulebook = known[identity] { return rulebook }
    let rulebook = try same(tree, policy: identity[0]) ?? make(tree, policy: identity[0])
    if known.count > 5_000 { known.removeAll() }
    known[identity] = rulebook
    latest = (tree, identity[0], rulebook)
    return rulebook
  }

  /// The rulebook that was read last, where a tree has the same policy and the same front matter in
  /// every charter that makes up the roster; nil where it may have another.
  private func same(_ tree: ObjectID, policy: GovernedChange.Entry?) throws -> Rulebook? {
    guard let latest, latest.policy == policy else { return nil }
    do {
      for change in try governed.changes(from: latest.tree, to: tree) {
        // With more files there may be too many.
        guard let old = change.old, let new = change.new else { return nil }
        // What is no charter is in no roster.
        guard let path = try? CharterPath(change.pathText), path.isOfRoster else { continue }
        guard try governed.charter(path, old).hasFrontMatter(of: governed.charter(path, new))
        else { return nil }
      }
      return latest.rulebook
    } catch is CharterTextError {
      return nil
    } catch EvidenceError.tooManyFiles {
      return nil
    } catch EvidenceError.notAFile {
      return nil
    } catch EvidenceError.tooLarge {
      return nil
    }
  }

  private func make(_ tree: ObjectID, policy entry: GovernedChange.Entry?) throws -> Rulebook {
    var problems: [Problem] = []
    var charters: [CharterText] = []
    for file in try governed.files(of: tree) {
      guard let entry = file.new, let path = try? CharterPath(file.pathText), path.isOfRoster
      else { continue }
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

  /// Every key's owner; raw material that two members hold or that stands there in two forms, and
  /// a key that cannot be read, are problems.
  private func owners(
    in roster: Roster, problems: inout [Problem]
  ) -> [PublicKey: Handle] {
    var owners: [PublicKey: Handle] = [:]
    let revoked = Set(roster.members.values.flatMap { $0.revokedKeys.map(\.fingerprint) })
    var materials: [[UInt8]: (handle: Handle, key: PublicKey)] = [:]
    for handle in roster.members.keys.sorted() {
      guard let member = roster.members[handle] else { continue }
      for line in member.keys + member.openpgp {
        do throws(SigningError) {
          let key = try read(line.value)
          owners[key] = handle
          if revoked.contains(key.fingerprint) {
            problems.append(
              Problem(
                .badRoster,
                "\(governedRoot)/members/\(handle).md:\(line.line): this key was reported lost or "
                  + "stolen (\(key.fingerprint)), so nobody may list it again."))
          }
          for material in Set(key.materials) {
            if let other = materials[material], let sentence = Self.clash(other, (handle, key)) {
              problems.append(Problem(.badRoster, sentence))
            }
            materials[material] = (handle, key)
          }
        } catch {
          problems.append(
            Problem(
              .badRoster,
              "\(governedRoot)/members/\(handle).md:\(line.line): this key cannot be "
                + "used: \(error.words)"))
        }
      }
    }
    return owners
  }

  private func read(_ text: String) throws(SigningError) -> PublicKey {
    if let known = keys[text] { return known }
    let key = try PublicKey(text)
    keys[text] = key
    return key
  }

  /// Why two entries may not share their material; nil where they are one entry twice.
  private static func clash(
    _ a: (handle: Handle, key: PublicKey), _ b: (handle: Handle, key: PublicKey)
  ) -> String? {
    if a.handle != b.handle {
      return "\(a.handle) and \(b.handle) have the same key \(b.key.fingerprint)."
    }
    switch (a.key, b.key) {
    case (.ssh, .ssh): return nil
    case (.openPGP(let one), .openPGP(let other)) where one == other: return nil
    case (.openPGP, .openPGP):
      return "\(a.handle) has the OpenPGP key \(b.key.fingerprint) in two versions."
    default:
      return "\(a.handle) has one key twice, as SSH key and as OpenPGP key "
        + "(\(a.key.fingerprint), \(b.key.fingerprint))."
    }
  }
}

extension CharterPath {
  /// Whether the charter there says who somebody is, or who leads or holds what.
  fileprivate var isOfRoster: Bool { kind == .member || kind == .team || kind == .role }
}

extension SigningError {
  /// Half a sentence for people where there is one.
  fileprivate var words: String {
    if case .openPGP(let problem) = self { problem.sentence } else { "\(self)" }
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
