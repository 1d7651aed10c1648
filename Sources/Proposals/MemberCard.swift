package import Charters
internal import CharterTemplates
package import Signing

/// Who somebody is, in one line to hand over: `ben=Ben Okafor <ben@example.org>:ssh-ed25519 AAAA…`.
package struct MemberCard: Hashable, Sendable {
  package let handle: Handle
  package let name: String
  package let email: String
  package let key: PublicKey

  package init(handle: Handle, name: String, email: String, key: PublicKey) {
    self.handle = handle
    self.name = name
    self.email = email
    self.key = key
  }

  /// Why a line is no card.
  package enum Problem: Error, Hashable, Sendable {
    /// It has not the form `HANDLE=NAME <EMAIL>:KEY`.
    case form
    case handle(String)
    case key(SigningError)
    /// A name or address holds a character that charters may not have.
    case characters
  }

  /// Reads a card; `file` reads a public key file where no key stands in the line.
  package init(
    _ line: String, file: (String) throws(SigningError) -> PublicKey
  ) throws(Problem) {
    guard let equals = line.firstIndex(of: "="), let open = line[equals...].firstIndex(of: "<"),
      let close = line[open...].firstIndex(of: ">"), line[close...].hasPrefix(">:")
    else { throw .form }
    func trimmed(_ text: Substring) -> String {
      var text = text
      while text.first == " " { text.removeFirst() }
      while text.last?.isWhitespace == true { text.removeLast() }
      return String(text)
    }
    let name = trimmed(line[equals...].dropFirst().prefix { $0 != "<" })
    let email = trimmed(line[open..<close].dropFirst())
    let key = trimmed(line[close...].dropFirst(2))
    guard !name.isEmpty, !email.isEmpty, !key.isEmpty else { throw .form }
    let text = trimmed(line[..<equals])
    guard let handle = Handle(text) else { throw .handle(text) }
    guard ContentRules.checkText(name + email).isEmpty else { throw .characters }
    self.handle = handle
    self.name = name
    self.email = email
    do throws(SigningError) {
      self.key = PublicKey.isKey(key) ? try PublicKey(key) : try file(key)
    } catch {
      throw .key(error)
    }
  }

  /// The line that `init(_:file:)` reads.
  package var line: String { "\(handle)=\(name) <\(email)>:\(key.line)" }

  /// The member's file.
  package func charter(since day: Day) -> [UInt8] {
    var values: [String: Templates.Value] = [
      "name": .text(name), "email": .text(email), "since": .text(day.text),
    ]
    guard case .openPGP(let certificate) = key else {
      values["key"] = .text(key.line)
      return Templates.render(.member, values)
    }
    let page = String(decoding: Templates.render(.member, values), as: UTF8.self)
    return Array(page.replacing("\nkeys:\n", with: "\n\(Self.field(certificate))").utf8)
  }

  /// An OpenPGP key as the lines of a page's front matter.
  package static func field(_ certificate: OpenPGPCertificate) -> String {
    let block = certificate.armored.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    return "openpgp: |\n\(block)\n"
  }

  /// Where the member's file lies.
  package var path: String { "\(CharterPath.root)/members/\(handle).md" }

  /// A handle for somebody who chose none: the first word of the name, else of the address.
  package static func handle(name: String, email: String) -> Handle? {
    for words in [name.split(separator: " ").first, email.split(separator: "@").first] {
      let slug = words.flatMap { Slug(title: String($0), limit: Handle.byteLimit) }
      if let handle = slug.flatMap({ Handle($0.text) }) { return handle }
    }
    return nil
  }
}
