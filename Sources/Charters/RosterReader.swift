/// Reads the roster out of the fields of member, team and role charters.
struct RosterReader {
  private var findings: [Finding] = []
  private var members: [Handle: Member] = [:]
  private var teams: [TeamID: Team] = [:]
  private var roles: [RoleID: Role] = [:]
  /// Every place where somebody is named, to be checked when all members are known.
  private var named: [(path: CharterPath, field: String, who: Located<Handle>)] = []
  private var foldersInUse: [TeamID: CharterPath] = [:]

  static func read(
    _ charters: some Sequence<(path: CharterPath, fields: FrontMatter?)>
  ) -> (roster: Roster, findings: [Finding]) {
    var reader = RosterReader()
    for charter in charters.sorted(by: { $0.path < $1.path }) {
      reader.add(charter.path, charter.fields ?? .empty)
    }
    reader.finish()
    let roster = Roster(
      members: Array(reader.members.values), teams: Array(reader.teams.values),
      roles: Array(reader.roles.values))
    return (roster, Set(reader.findings).sorted())
  }

  private mutating func add(_ path: CharterPath, _ fields: FrontMatter) {
    guard path.kind != .policy else { return }
    if let team = path.team {
      for folder in sequence(first: team, next: \.parent) where foldersInUse[folder] == nil {
        foldersInUse[folder] = path
      }
    }
    var reader = FieldReader(path: path, fields: fields)
    reader.checkKind()
    switch path.kind {
    case .member: member(&reader)
    case .team: team(&reader)
    case .role: role(&reader)
    default: break
    }
    findings += reader.findings
  }

  // MARK: Members

  private mutating func member(_ reader: inout FieldReader) {
    guard let handle = reader.path.member else { return }
    let deputies = deputies(of: handle, &reader)
    let keys = reader.texts("keys")
    let openpgp = reader.texts("openpgp")
    for key in keys { check(key, &reader) }
    let coaching = reader.coaching()
    if let coaching { named.append((reader.path, "coach", coaching.who)) }
    let status = status(&reader)
    members[handle] = Member(
      handle: handle, name: reader.text("name")?.value ?? handle.text,
      email: reader.text("email")?.value, status: status ?? .active,
      awayUntil: reader.day("away-until"), keys: keys, openpgp: openpgp,
      revokedKeys: Self.revokedKeys(&reader), coaching: coaching?.holding,
      expertise: reader.texts("expertise").map(\.value), since: reader.day("since"),
      deputies: deputies, acknowledges: reader.acknowledgements(), path: reader.path)
    for block in openpgp { checkOpenPGP(block, &reader) }
    if status != .left, keys.isEmpty, openpgp.isEmpty {
      reader.report(
        "member-without-key", level: .warning, "\(handle) has no key and cannot sign",
        hint: "add the line of an OpenSSH public key under 'keys:'")
    }
  }

  private func checkOpenPGP(_ block: Located<String>, _ reader: inout FieldReader) {
    if block.value.contains("PRIVATE KEY") {
      reader.report(
        "private-key", line: block.line, column: block.column, "this is a private key",
        hint: "take it out at once and make a new one; only what gpg --export gives goes here")
    } else if !block.value.hasPrefix("-----BEGIN PGP PUBLIC KEY BLOCK-----\n") {
      reader.report(
        "malformed-key", line: block.line, column: block.column,
        "this is not an armored OpenPGP public key",
        hint: "write 'openpgp: |' and, indented below it, what gpg --armor --export prints")
    }
  }

  /// Entries `{who: bo, until: 2026-12-31}`.  A member's deputy decides, so it must say when that
  /// ends; a role's may be a handle alone.
  private mutating func deputies(
    of principal: Handle?, _ reader: inout FieldReader
  ) -> [Deputy] {
    let written = reader.fields["deputies"]
    var deputies: [Deputy] = []
    for entry in written.map({ $0.list ?? [$0] }) ?? [] {
      let form = "write {who: bo, until: 2026-12-31}"
      if principal == nil, let scalar = entry.scalar {
        guard let handle = reader.handle(scalar.located, of: "deputies") else { continue }
        named.append((reader.path, "deputies", handle))
        deputies.append(Deputy(who: handle.value, until: nil))
        continue
      }
      guard let map = entry.map, let who = entry["who"]?.scalar?.located,
        let until = entry["until"]?.scalar?.located,
        map.allSatisfy({ $0.key.text == "who" || $0.key.text == "until" })
      else {
        reader.report(
          "bad-deputy", at: entry, "an entry of 'deputies' says who, and until when", hint: form)
        continue
      }
      guard let handle = reader.handle(who, of: "deputies"),
        let day = reader.day(until, of: "until")
      else { continue }
      guard handle.value != principal else {
        reader.report(
          "own-deputy", at: entry, "\(handle.value) cannot be their own deputy", hint: form)
        continue
      }
      named.append((reader.path, "deputies", handle))
      deputies.append(Deputy(who: handle.value, until: day))
    }
    return deputies
  }

  private func status(_ reader: inout FieldReader) -> Member.Status? {
    guard let text = reader.text("status") else {
      // A value that is there and is no text has been reported, and is not taken for active.
      return reader.fields["status"] == nil ? .active : nil
    }
    if let status = Member.Status(rawValue: text.value) { return status }
    reader.report(
      "unknown-status", line: text.line, column: text.column,
      "'\(text.value)' is no status", hint: "write active, absent or left")
    return nil
  }

  private func check(_ key: Located<String>, _ reader: inout FieldReader) {
    if key.value.contains("PRIVATE KEY") {
      reader.report(
        "private-key", line: key.line, column: key.column, "this is a private key",
        hint: "take it out at once and make a new one; only the line of the .pub file goes here")
    } else if !KeyLine.isPlausible(key.value) {
      reader.report(
        "malformed-key", line: key.line, column: key.column,
        "this is not an OpenSSH public key that may sign here",
        hint: "paste the whole line of a .pub file, such as 'ssh-ed25519 AAAA… ana@laptop'")
    }
  }

  // MARK: Teams

  private mutating func team(_ reader: inout FieldReader) {
    guard let id = reader.path.team else { return }
    let lead = reader.handle("lead")
    let members = reader.handles("members")
    if let lead { named.append((reader.path, "lead", lead)) }
    for member in members { named.append((reader.path, "members", member)) }
    if let lead, reader.fields["members"] != nil,
      !members.contains(where: { $0.value == lead.value })
    {
      reader.report(
        "lead-not-member", line: lead.line, column: lead.column,
        "\(lead.value) leads this team but is not among its members",
        hint: "add \(lead.value) to 'members:'")
    }
    repeats(members, in: "members", &reader)
    teams[id] = Team(
      id: id, path: reader.path, lead: lead?.value, members: members.map(\.value),
      expertise: reader.texts("expertise").map(\.value))
  }

  private func repeats(
    _ handles: [Located<Handle>], in field: String, _ reader: inout FieldReader
  ) {
    var seen: Set<Handle> = []
    for handle in handles where !seen.insert(handle.value).inserted {
      reader.report(
        "named-twice", line: handle.line, column: handle.column, level: .warning,
        "\(handle.value) is named twice in '\(field)'")
    }
  }

  // MARK: Roles

  private mutating func role(_ reader: inout FieldReader) {
    guard let id = reader.path.role else { return }
    let deputies = deputies(of: nil, &reader)
    let coaching = reader.coaching()
    if let coaching { named.append((reader.path, "coach", coaching.who)) }
    var holdings: [Holding] = []
    let written = reader.fields["holders"]
    let entries = written.map { $0.list ?? [$0] } ?? []
    for entry in entries {
      guard let (who, holding) = reader.holding(entry) else { continue }
      named.append((reader.path, "holders", who))
      if holdings.contains(holding) {
        reader.report(
          "named-twice", at: entry, level: .warning, "\(holding.who) is named twice in 'holders'")
      } else {
        holdings.append(holding)
      }
    }
    roles[id] = Role(
      id: id, path: reader.path, holders: holdings, domains: reader.texts("domains"),
      coaching: coaching?.holding, deputies: deputies, term: reader.term(),
      skills: reader.texts("skills", level: .warning).map(\.value),
      training: reader.texts("training", level: .warning).map(\.value))
  }

  // MARK: What needs all of them

  private mutating func finish() {
    let known = members.keys.map(\.text).sorted()
    for (path, field, who) in named {
      let status = members[who.value]?.status
      guard status == nil || (status == .left && field != "coach" && field != "deputies") else {
        continue
      }
      let nearest = Spelling.nearest(to: who.value.text, in: known)
      findings.append(
        Finding(
          path: path.text, line: who.line, column: who.column,
          code: status == nil ? "unknown-member" : "member-has-left",
          level: status == nil ? .error : .warning,
          message: status == nil
            ? "\(who.value) in '\(field)' is not a member"
            : "\(who.value) in '\(field)' has left",
          hint: status == nil
            ? nearest.map { "did you mean \($0)?" }
              ?? "add Charters/members/\(who.value).md first"
            : "take \(who.value) out of '\(field)'"))
    }
    for (team, path) in foldersInUse where teams[team] == nil {
      findings.append(
        Finding(
          path: path.text, line: 0, column: 0, code: "team-without-charter", level: .error,
          message: "the team \(team) has a folder but no team.md", hint: "add \(team.charterText)"))
    }
    sharedKeys()
  }

  /// Two people with one key could each sign as the other.
  private mutating func sharedKeys() {
    var owners: [String: Handle] = [:]
    for member in members.values.sorted(by: { $0.handle < $1.handle }) {
      for key in member.keys {
        let material = KeyLine.material(of: key.value)
        guard let owner = owners[material] else {
          owners[material] = member.handle
          continue
        }
        let isOwn = owner == member.handle
        findings.append(
          Finding(
            path: member.path.text, line: key.line, column: key.column,
            code: isOwn ? "repeated-key" : "shared-key", level: isOwn ? .warning : .error,
            message: isOwn ? "this key is listed twice" : "this key is listed for \(owner) too",
            hint: isOwn ? "take one of them out" : "each person needs a key of their own"))
      }
    }
  }
}
