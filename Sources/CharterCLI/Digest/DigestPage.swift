import Console

/// A digest as text to send: Markdown for a chat or a mail, or one HTML file without scripts.
struct DigestPage {
  let document: DigestDocument

  func text(_ format: DigestFormat) -> String {
    switch format {
    case .markdown: markdown
    case .html: html
    }
  }

  // MARK: Markdown

  private var markdown: String {
    var text = "# \(marked(document.title))\n"
    for section in document.sections {
      text += "\n## \(marked(section.title))\n"
      if section.items.isEmpty, let empty = section.empty { text += "\n\(marked(empty))\n" }
      for item in section.items { text += markdown(item) }
    }
    return text
  }

  private func markdown(_ item: DigestDocument.Item) -> String {
    var text = "\n### \(marked(item.title)) (\(marked(item.state)))\n"
    if !item.facts.isEmpty { text += "\n" + marked(item.facts.joined(separator: " ")) + "\n" }
    if let why = item.why {
      // What people wrote stays a quotation, whatever marks are in it.
      let lines = why.escapedBlock.split(separator: "\n", omittingEmptySubsequences: false)
      text += "\n" + lines.map { $0.isEmpty ? ">\n" : "> \(harmless($0))\n" }.joined()
    }
    if !item.changes.isEmpty {
      text += "\n" + item.changes.map { "- \(marked($0))\n" }.joined()
    }
    if !item.next.isEmpty {
      text +=
        "\n"
        + item.next.map {
          "- **\(marked($0.words))**" + ($0.command.map { ": `\($0)`" } ?? "") + "\n"
        }
        .joined()
    }
    return text
  }

  /// Words in which nothing is markup.
  private func marked(_ words: String) -> String {
    var text = ""
    for character in words.escapedLine {
      if "\\`*_[]<>|#".contains(character) { text += "\\" }
      text.append(character)
    }
    return text
  }

  /// Words whose Markdown stays, but no HTML and no picture that would be fetched.
  private func harmless(_ words: Substring) -> String {
    String(words).replacing("<", with: "\\<").replacing("![", with: "!\\[")
  }

  // MARK: HTML

  private static let style = """
    body { max-width: 42em }
    h2 { border-bottom: 2px solid #777 }
    h3 small, .facts { font: 14px sans-serif; color: #444 }
    blockquote { margin: .6em 0; padding-inline-start: .8em; border-inline-start: 3px solid #777; white-space: pre-line }
    .next li { font-weight: bold }
    code { background: #eee; padding: 0 .2em }
    article { break-inside: avoid }
    @media print { body { margin: 0; max-width: none } }
    """

  private var html: String {
    var page = ""
    for section in document.sections {
      page += "<section>\n<h2>\(section.title.escapedHTML)</h2>\n"
      if section.items.isEmpty, let empty = section.empty {
        page += "<p>\(empty.escapedHTML)</p>\n"
      }
      for item in section.items { page += html(item) }
      page += "</section>\n"
    }
    return HTML.page(title: document.title, style: Self.style, body: page)
  }

  private func html(_ item: DigestDocument.Item) -> String {
    var page = """
      <article>
      <h3 dir="auto">\(item.title.escapedHTML) <small>\(item.state.escapedHTML)</small></h3>

      """
    if !item.facts.isEmpty {
      page +=
        "<p class=\"facts\" dir=\"auto\">\(item.facts.joined(separator: " ").escapedHTML)</p>\n"
    }
    if let why = item.why {
      let lines = why.split(separator: "\n", omittingEmptySubsequences: false)
      page += "<blockquote dir=\"auto\">"
      page += lines.map { String($0).escapedHTML }.joined(separator: "\n") + "</blockquote>\n"
    }
    page += list(item.changes.map(\.escapedHTML), style: "changes")
    page += list(
      item.next.map { next in
        next.words.escapedHTML + (next.command.map { ": <code>\($0.escapedHTML)</code>" } ?? "")
      }, style: "next")
    return page + "</article>\n"
  }

  private func list(_ lines: [String], style: String) -> String {
    guard !lines.isEmpty else { return "" }
    return "<ul class=\"\(style)\">\n"
      + lines.map { "<li dir=\"auto\">\($0)</li>\n" }.joined() + "</ul>\n"
  }
}
