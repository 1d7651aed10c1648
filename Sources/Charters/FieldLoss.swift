/// Whether a list field only loses entries, which a policy may allow to fewer people than an
/// edit: a lost key has to go quickly.
enum FieldLoss {
  /// True where both sides are lists and the new one is the old one without some entries, in the
  /// same order, and where nothing else came in, no comment either.
  static func onlyLosesEntries(
    _ name: String, from old: CharterText, to new: CharterText
  ) -> Bool {
    guard let before = list(name, in: old), let after = list(name, in: new),
      after.count < before.count
    else { return false }
    var rest = before[...]
    for entry in after {
      guard let found = rest.firstIndex(where: { $0.saysSame(as: entry) }) else { return false }
      rest = rest[(found + 1)...]
    }
    return !addsComment(old.text(.field(name)) ?? [], new.text(.field(name)) ?? [])
  }

  private static func list(_ name: String, in charter: CharterText) -> [YAMLValue]? {
    charter.frontMatter?.entries.first { $0.key.text == name }?.value.list
  }

  /// Lines that hold a `#` and were not there before, in that order. Entries may hold one too; a
  /// line that stayed as it was is no matter either way.
  private static func addsComment(_ old: [UInt8], _ new: [UInt8]) -> Bool {
    func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
      text.split(separator: UInt8(ascii: "\n")).filter { $0.contains(UInt8(ascii: "#")) }
    }
    var rest = lines(old)[...]
    for line in lines(new) {
      guard let found = rest.firstIndex(of: line) else { return true }
      rest = rest[(found + 1)...]
    }
    return false
  }
}

extension YAMLValue {
  /// The same text, lists and maps, wherever and however they are written.
  func saysSame(as other: YAMLValue) -> Bool {
    switch (self, other) {
    case (.scalar(let left), .scalar(let right)):
      left.text == right.text && left.isQuoted == right.isQuoted
    case (.list(let left, _, _), .list(let right, _, _)):
      left.count == right.count && zip(left, right).allSatisfy { $0.saysSame(as: $1) }
    case (.map(let left, _, _), .map(let right, _, _)):
      left.count == right.count
        && zip(left, right).allSatisfy {
          $0.key.text == $1.key.text && $0.value.saysSame(as: $1.value)
        }
    default: false
    }
  }
}
