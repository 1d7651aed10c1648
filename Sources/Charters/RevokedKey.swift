/// An entry of a member page's `revoked-keys`: a key that was lost or stolen.
package struct RevokedKey: Hashable, Sendable {
  /// As `charter keys` shows it: `SHA256:…` for an SSH key, 40 hex digits for one of OpenPGP.
  package let fingerprint: String
  /// The step since which it is not to be trusted; nil doubts nothing that it signed.
  package let since: Int?

  package init(fingerprint: String, since: Int?) {
    self.fingerprint = fingerprint
    self.since = since
  }

  /// Whether a text has the form of a fingerprint.
  package static func isFingerprint(_ text: String) -> Bool {
    if text.hasPrefix("SHA256:") {
      return text.utf8.count == 50
        && text.utf8.dropFirst(7).allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
          default: false
          }
        }
    }
    return text.utf8.count == 40
      && text.utf8.allSatisfy { (48...57).contains($0) || (65...70).contains($0) }
  }
}

extension RosterReader {
  /// The entries of `revoked-keys`: fingerprints, or maps `{key, since}`.
  static func revokedKeys(_ reader: inout FieldReader) -> [RevokedKey] {
    let form = "write {key: SHA256:…, since: 12}, as charter keys revoke does"
    let written = reader.fields["revoked-keys"]
    return (written.map { $0.list ?? [$0] } ?? []).compactMap { entry in
      let key = entry.scalar?.located ?? entry["key"]?.scalar?.located
      guard let key, RevokedKey.isFingerprint(key.value) else {
        reader.report(
          "bad-revoked-key", at: entry, "this entry of 'revoked-keys' names no key", hint: form)
        return nil
      }
      var since: Int?
      for item in entry.map ?? [] where item.key.text != "key" {
        guard item.key.text == "since", let text = item.value.scalar?.text, let step = Int(text),
          step >= 0, String(step) == text
        else {
          reader.report(
            "bad-revoked-key", line: item.key.line, column: item.key.column,
            "'\(item.key.text)' does not belong there; since is the number of a step", hint: form)
          return nil
        }
        since = step
      }
      return RevokedKey(fingerprint: key.value, since: since)
    }
  }
}
