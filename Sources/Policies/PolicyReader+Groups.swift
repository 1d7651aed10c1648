import Charters

extension PolicyReader {
  /// `2 of everyone`
  mutating func amountOfGroup(_ value: YAMLValue, of key: String) -> (Amount, Group)? {
    guard let text = text(value, of: key) else { return nil }
    let words = text.split(separator: " ")
    guard let of = words.firstIndex(of: "of"), of > 0, of + 1 < words.count else {
      let group = words.dropFirst().joined(separator: " ")
      let guess =
        words.count > 1 && !words.contains("of")
        ? "\(key): \(words[0]) of \(group)" : "\(key): 2 of everyone"
      report(
        value.place, "bad-amount", "'\(text)' does not say how many of whom", hint: guess)
      return nil
    }
    let group = words[(of + 1)...].joined(separator: " ")
    let amount = amount(
      words[..<of].joined(separator: " "), at: value.place, line: "\(key): 2 of \(group)")
    guard let people = self.group(group, at: value.place, line: { "\(key): \(words[0]) of \($0)" })
    else { return nil }
    return amount.map { ($0, people) }
  }

  /// - Parameter line: a correct line where nothing better can be guessed.
  mutating func amount(_ text: String, at place: Place, line: String) -> Amount? {
    func corrected(_ amount: String) -> String {
      line.replacingFirst("2 of", with: "\(amount) of")
    }
    switch text {
    case "majority": return .majority
    case "unopposed": return .unopposed
    case "all": return .all
    default: break
    }
    if let count = plainNumber(text) {
      if (1...999).contains(count) { return .seats(count) }
      report(
        place, "bad-amount", "\(count) people cannot be asked for; say 1 to 999",
        hint: corrected(count == 0 ? "1" : "2/3"))
      return nil
    }
    if text.hasSuffix("%") {
      let digits = text.dropLast()
      if let count = plainNumber(digits) {
        if (1...100).contains(count) {
          return .share(Share(numerator: count, denominator: 100, isPercent: true))
        }
        report(
          place, "percent-out-of-range", "\(text) is not between 1% and 100%",
          hint: line.hasPrefix("turnout") ? line : corrected(count == 0 ? "1%" : "100%"))
        return nil
      }
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let numerator = plainNumber(parts[0]),
      let denominator = plainNumber(parts[1])
    {
      if (1...denominator).contains(numerator), denominator <= 10_000 {
        return .share(Share(numerator: numerator, denominator: denominator, isPercent: false))
      }
      report(
        place, "bad-amount", "\(text) is no part of a group; it is above 0 and at most 1",
        hint: corrected("2/3"))
      return nil
    }
    report(
      place, "bad-amount",
      "'\(text)' is no amount; there are 2, 75%, 2/3, majority, unopposed and all",
      hint: corrected(guess(text)))
    return nil
  }

  private func guess(_ text: String) -> String {
    let numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    if let number = numbers.firstIndex(of: text.lowercased()) { return "\(number + 1)" }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    if text.hasSuffix("%") || text.hasSuffix("percent"), let count = plainNumber(digits),
      (1...100).contains(count)
    {
      return "\(count)%"
    }
    let words = ["majority", "unopposed", "all"]
    if ["every", "everybody", "everyone"].contains(text.lowercased()) { return "all" }
    return Spelling.nearest(to: text, in: words) ?? "2"
  }

  mutating func group(_ value: YAMLValue, of key: String) -> Group? {
    guard let text = text(value, of: key) else { return nil }
    return group(text, at: value.place) { "\(key): \($0)" }
  }

  /// - Parameter line: makes one correct line out of a group.
  private mutating func group(
    _ text: String, at place: Place, line: (String) -> String
  ) -> Group? {
    var words = text.split(separator: " ")
    let isEach = words.first == "each" && words.count > 1
    if isEach { words.removeFirst() }
    let parts = words.joined(separator: " ").split(
      separator: "+", omittingEmptySubsequences: false)
    var people: [Who] = []
    for part in parts {
      let part = part.split(separator: " ").joined(separator: " ")
      if let who = Who(part) ?? (isEach && part == "team" ? .everyTeam : nil) {
        people.append(who)
      } else {
        unknownWho(part, at: place, line: line)
        return nil
      }
    }
    return Group(isEach: isEach, parts: people, place: place)
  }

  private mutating func unknownWho(_ text: String, at place: Place, line: (String) -> String) {
    let (message, correct) = Who.correction(of: text)
    report(place, "unknown-group", message, hint: line(correct))
  }

  /// A `WHO` where a need's group cannot stand.
  mutating func plainWho(_ text: YAMLScalar, in key: String, example: String) -> Who? {
    guard let who = Who(text.text) else {
      unknownWho(text.text, at: text.place) { _ in example }
      return nil
    }
    return who
  }
}

extension Who {
  init?(_ text: String) {
    let words = text.split(separator: " ")
    switch (words.first, words.count) {
    case ("everyone", 1): self = .everyone
    case ("leads", 1): self = .leads
    case ("affected", 1): self = .affected
    case ("team", 2):
      guard let id = TeamID(words[1]) else { return nil }
      self = .team(id)
    case ("whole", 3):
      guard words[1] == "team", let id = TeamID(words[2]) else { return nil }
      self = .wholeTeam(id)
    case ("role", 2):
      guard let id = RoleID(words[1]) else { return nil }
      self = .role(id)
    case ("person", 2):
      guard let handle = Handle(words[1]) else { return nil }
      self = .person(handle)
    default:
      switch words {
      case ["this", "team"]: self = .thisTeam
      case ["this", "role"]: self = .thisRole
      case ["this", "lead"]: self = .thisLead
      case ["this", "person"]: self = .thisPerson
      case ["parent", "team"]: self = .parentTeam
      case ["domain", "holder"]: self = .domainHolder
      default: return nil
      }
    }
  }

  /// What to say of a text that names nobody, and a text that does.
  static func correction(of text: String) -> (message: String, correct: String) {
    if text.isEmpty { return ("a name of people is missing", "everyone") }
    let words = text.split(separator: " ").map(String.init)
    let synonyms = [
      "all": "everyone", "everybody": "everyone", "members": "everyone", "anyone": "everyone",
      "lead": "this lead", "the lead": "this lead", "the team": "this team",
      "the role": "this role", "holder": "this role", "person": "this person",
      "team": "this team", "role": "this role", "domain holders": "domain holder",
    ]
    let phrases = [
      "everyone", "leads", "this team", "this role", "this lead", "this person", "parent team",
      "domain holder", "affected",
    ]
    if let nearest = synonyms[text.lowercased()] ?? Spelling.nearest(to: text, in: phrases) {
      return ("'\(text)' names nobody: did you mean '\(nearest)'?", nearest)
    }
    let heads = ["team", "role", "person"]
    if words.count == 2, let head = Spelling.nearest(to: words[0], in: heads),
      Who("\(head) \(words[1])") != nil
    {
      return ("'\(text)' names nobody: did you mean '\(head) \(words[1])'?", "\(head) \(words[1])")
    }
    if words.count == 1, TeamID(text) != nil {
      return (
        "'\(text)' names nobody; say team \(text), role \(text) or person \(text)", "team \(text)"
      )
    }
    if words.count == 2, heads.contains(words[0]) {
      return ("'\(words[1])' cannot be the id of a \(words[0])", "\(words[0]) support")
    }
    return ("'\(text)' names nobody", "everyone")
  }
}

extension String {
  func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
