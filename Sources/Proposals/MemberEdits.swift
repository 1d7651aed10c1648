package import Charters
package import Policies

/// What has to be written when somebody leaves, goes away for a while, or comes back.
///
/// Only fields change, and only those that name the person.
package struct MemberEdits {
  private let charters: [CharterPath: CharterText]
  private let handle: Handle

  /// - Parameter charters: all that are in force.
  package init(_ charters: [CharterText], of handle: Handle) {
    self.charters = Dictionary(
      charters.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.handle = handle
  }

  /// New bytes by path.
  package typealias Files = [CharterPath: [UInt8]]

  /// What a departure changes, in parts that may be decided apart.
  package struct Departure {
    /// The person's own page.
    package var page: Files = [:]
    /// Fields of teams, roles and other pages: what may change together with the page (R14).
    package var lists: Files = [:]
    /// Fields of other charters, which may not.
    package var elsewhere: Files = [:]
    /// Lines of `policy.yml` that name the person.
    package var policyLines: [Int] = []

    package var isEmpty: Bool { page.isEmpty && lists.isEmpty && elsewhere.isEmpty }
  }

  /// Everything that names the person: the page says `left`, and every list loses them.
  package func departure(policy: Policy?) throws(CharterTextError) -> Departure {
    var departure = Departure()
    for (path, charter) in charters {
      var editor = FieldEditor(charter)
      if path.member == handle {
        if charter.frontMatter?.scalar("status")?.value != Member.Status.left.rawValue {
          try editor.set("status", to: Member.Status.left.rawValue)
        }
        try editor.remove("away-until")
        try editor.remove("deputies")
      } else {
        try takeOut(from: &editor)
      }
      guard editor.bytes != charter.bytes else { continue }
      switch path.kind {
      case .member where path.member == handle: departure.page[path] = editor.bytes
      case .member, .team, .role: departure.lists[path] = editor.bytes
      default: departure.elsewhere[path] = editor.bytes
      }
    }
    departure.policyLines = policy?.lines(naming: handle) ?? []
    return departure
  }

  private func takeOut(from editor: inout FieldEditor) throws(CharterTextError) {
    let name = handle.text
    for field in ["lead", "coach", "sponsor"] {
      if editor.charter.frontMatter?.scalar(field)?.value == name { try editor.remove(field) }
    }
    for field in ["members", "holders", "deputies", "affects"] {
      try editor.removeEntries(of: field) { entry in
        (entry.scalar ?? entry["who"]?.scalar)?.text == name
      }
    }
  }

  /// The page of somebody who is away until the end of a day; nil where it says so already.
  package func absence(until day: Day, deputy: Handle?) throws(CharterTextError) -> Files {
    try page { editor throws(CharterTextError) in
      let fields = editor.charter.frontMatter
      if fields?.scalar("status")?.value != Member.Status.absent.rawValue {
        try editor.set("status", to: Member.Status.absent.rawValue)
      }
      if fields?.scalar("away-until")?.value != day.text {
        try editor.set("away-until", to: day.text)
      }
      guard let deputy else { return }
      let isNamed = fields?["deputies"]?.list?.contains { entry in
        entry["who"]?.scalar?.text == deputy.text && entry["until"]?.scalar?.text == day.text
      }
      if isNamed == true { return }
      try editor.removeEntries(of: "deputies") { $0["who"]?.scalar?.text == deputy.text }
      try editor.append("{who: \(deputy), until: \(day)}", to: "deputies")
    }
  }

  /// The page of somebody who is here again: whoever stood in for that time stands in no more.
  package func `return`() throws(CharterTextError) -> Files {
    try page { editor throws(CharterTextError) in
      let fields = editor.charter.frontMatter
      if fields?.scalar("status")?.value ?? "active" != Member.Status.active.rawValue {
        try editor.set("status", to: Member.Status.active.rawValue)
      }
      if let until = fields?.scalar("away-until")?.value {
        try editor.removeEntries(of: "deputies") { $0["until"]?.scalar?.text == until }
        if editor.charter.frontMatter?["deputies"]?.list?.isEmpty == true {
          try editor.remove("deputies")
        }
        try editor.remove("away-until")
      }
    }
  }

  /// The page of somebody who has read a charter in the words that git names so; none where it says
  /// so already.  What it said of other words of the charter is taken out.
  package func acknowledgement(
    of charter: CharterPath, words: String, on day: Day
  ) throws(CharterTextError) -> Files {
    let names = CharterNames(charters.keys)
    return try page { editor throws(CharterTextError) in
      func isOfCharter(_ entry: YAMLValue) -> Bool {
        entry["charter"]?.scalar.map { names.charter(named: $0.text) == charter } ?? false
      }
      let written = editor.charter.frontMatter?["acknowledges"]
      let own = (written.map { $0.list ?? [$0] } ?? []).filter(isOfCharter)
      if own.count == 1, own[0]["words"]?.scalar?.text == words { return }
      try editor.removeEntries(of: "acknowledges", where: isOfCharter)
      try editor.append(
        "{charter: \(charter.name), words: \"\(words)\", on: \(day)}", to: "acknowledges")
    }
  }

  private func page(
    _ edit: (inout FieldEditor) throws(CharterTextError) -> Void
  ) throws(CharterTextError) -> Files {
    guard let (path, charter) = charters.first(where: { $0.key.member == handle }) else {
      return [:]
    }
    var editor = FieldEditor(charter)
    try edit(&editor)
    return editor.bytes == charter.bytes ? [:] : [path: editor.bytes]
  }
}
