internal import Prose

/// What R16 of the evidence format asks of a Markdown charter whose characters are already known to be clean.
enum MarkdownRules {
  static func check(
    path: CharterPath, bytes: [UInt8], _ read: () throws(CharterTextError) -> CharterText
  ) -> [Finding] {
    do {
      let charter = try read()
      var findings = kind(of: charter)
      if let outline = charter.outline { findings += headings(of: outline, path: path) }
      return findings
    } catch {
      // A heading that is there twice stops the cut; the headings are still worth a look.
      if case .duplicateHeading = error.reason, let outline = try? Outline(bytes) {
        return headings(of: outline, path: path)
      }
      return [finding(error)]
    }
  }

  private static func kind(of charter: CharterText) -> [Finding] {
    var reader = FieldReader(path: charter.path, fields: charter.frontMatter ?? .empty)
    reader.checkKind()
    return reader.findings
  }

  static func headings(of outline: Outline, path: CharterPath) -> [Finding] {
    var findings: [Finding] = []
    var places = SectionPlaces()
    for heading in outline.headings where findings.count < ContentRules.headingReportLimit {
      func report(_ code: String, _ message: String, hint: String?) {
        findings.append(
          Finding(
            path: path.text, line: heading.line, column: 1, code: code, message: message,
            hint: hint))
      }
      if heading.isSetext {
        report(
          "heading-underlined", "headings are written with '#', not underlined",
          hint: "write '\(String(repeating: "#", count: heading.level)) \(heading.title)'")
      }
      if heading.title.isEmpty {
        report("heading-empty", "this heading has no words", hint: "give it a name or delete it")
        continue
      }
      if TitleRules.holdsSeparator(heading.title) {
        report(
          "heading-separator", "a heading may not hold ' > ', which separates headings in a path",
          hint: "write '→', 'to' or 'over'")
      }
      if TitleRules.reserved.contains(heading.title) {
        report(
          "heading-reserved", "'\(heading.title)' has a meaning of its own and cannot be a heading",
          hint: "choose another name")
      }
      for word in TitleRules.mixedWords(in: heading.title) {
        report(
          "mixed-scripts",
          "the word '\(word)' mixes letters of different alphabets that look alike",
          hint: "type the whole word in one alphabet")
      }
      guard !heading.isTitle else { continue }
      if let first = places.enter(heading) {
        report(
          "heading-repeated",
          "the heading '\(heading.title)' is here twice in the same place, first in line \(first)",
          hint: "give one of them another name")
      }
    }
    return findings
  }

  static func finding(_ error: CharterTextError) -> Finding {
    func report(_ code: String, _ message: String, hint: String? = nil) -> Finding {
      Finding(
        path: error.path.text, line: error.line, column: 1, code: code, message: message,
        hint: hint)
    }
    switch error.reason {
    case .frontMatter(let problem):
      return ContentRules.finding(problem, path: error.path.text)
    case .openFrontMatter:
      return report(
        "front-matter-open", "the file begins with '---' but the front matter does not end",
        hint: "add a line '---' after the last field")
    case .unclearField:
      return report(
        "front-matter-unclear", "it is not clear where this field begins or ends",
        hint: "begin each field on a line of its own, in the first column, as 'key: value'")
    case .duplicateHeading(let titles, let first):
      return report(
        "heading-repeated",
        "the heading '\(titles.last ?? "")' is here twice in the same place, "
          + "first in line \(first)",
        hint: "give one of them another name")
    case .prose(let reason):
      switch reason {
      case .tooLarge(let bytes, let limit):
        return report(
          "file-too-large", "this file has \(bytes) bytes; at most \(limit) are allowed",
          hint: "split it into several charters")
      case .nestedTooDeeply(let limit):
        return report("text-too-deep", "lists or quotes are nested more than \(limit) deep")
      case .tooIntricate:
        return report(
          "text-too-intricate", "the tables, lists or link definitions above are too large to read",
          hint: "separate them with blank lines, or split the file")
      case .headingTooLong(let limit):
        return report(
          "heading-too-long", "this heading has more than \(limit) bytes", hint: "shorten it")
      case .headingNotFound:
        return report(
          "heading-unclear", "it is not clear whether this line is a heading",
          hint: "begin headings in the first column, with '#' and a blank")
      }
    }
  }
}
