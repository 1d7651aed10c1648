import Console

/// What the pages for browsers have in common: one file, no scripts, nothing from elsewhere.
enum HTML {
  /// A whole page.
  ///
  /// - Parameters:
  ///   - style: rules of this page beside the common ones.
  ///   - body: markup; foreign words in it have gone through ``escaped(_:)``.
  static func page(title: String, style: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(escaped(title))</title>
    <style>
    body { font: 17px/1.5 serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff; overflow-wrap: anywhere }
    h1, h2, h3, h4 { font-family: sans-serif; line-height: 1.25 }
    \(style)
    </style>
    </head>
    <body>
    <h1 dir="auto">\(escaped(title))</h1>

    """ + body + "</body>\n</html>\n"
  }

  /// Foreign words: nothing in them is markup, and nothing in them is unseen.
  static func escaped(_ words: some StringProtocol) -> String {
    var html = ""
    for character in String(words).escapedLine.unicodeScalars {
      switch character {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(character)
      }
    }
    return html
  }
}

extension String {
  /// Itself as foreign words on a page.
  var escapedHTML: String { HTML.escaped(self) }
}
