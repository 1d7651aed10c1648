import Git
import TestSupport
import Testing

@testable import Evidence

/// The raw commit grammar: what is evidence and what is not, byte by byte.
@Suite struct RawCommitTests {
  static let id = ObjectID(hex: String(repeating: "a", count: 40))!
  static let tree = String(repeating: "1", count: 40)
  static let parent = String(repeating: "2", count: 40)
  static let person = "Ana Example <ana@example.org> 1790000000 +0000"

  static func text(
    headers: String = "", message: String = "Title\n\nCharter-Format: 1\n"
  ) -> String {
    "tree \(tree)\nparent \(parent)\nauthor \(person)\ncommitter \(person)\n\(headers)\n\(message)"
  }

  static func read(_ text: String) -> Result<RawCommit, RawCommit.Defect> {
    do throws(RawCommit.Defect) {
      return .success(try RawCommit(id: id, bytes: Array(text.utf8)))
    } catch {
      return .failure(error)
    }
  }

  @Test func readsSignedCommits() throws {
    let armor = "-----BEGIN SSH SIGNATURE-----\n AAAA\n BBBB\n -----END SSH SIGNATURE-----\n"
    let commit = try Self.read(Self.text(headers: "gpgsig " + armor)).get()
    #expect(commit.parents.map(\.hex) == [Self.parent])
    #expect(commit.author.email == "ana@example.org")
    #expect(commit.seconds == 1_790_000_000)
    #expect(
      commit.armor.map { String(decoding: $0, as: UTF8.self) }
        == "-----BEGIN SSH SIGNATURE-----\nAAAA\nBBBB\n-----END SSH SIGNATURE-----")
    #expect(String(decoding: commit.payload, as: UTF8.self) == Self.text())
  }

  @Test(arguments: [
    ("encoding ISO-8859-1\n", RawCommit.Defect.Reason.unknownHeader),
    ("gpgsig-sha256 AAAA\n", .unknownHeader),
    ("gpgsigX AAAA\n", .unknownHeader),
    ("mergetag object \(tree)\n", .unknownHeader),
    ("gpgsig A\ngpgsig B\n", .unknownHeader),
    ("gpgsig A\nencoding UTF-8\n", .unknownHeader),
    ("parent \(parent)\n", .unknownHeader),
    ("author \(person)\n", .unknownHeader),
  ])
  func refusesOtherHeaders(_ header: String, _ reason: RawCommit.Defect.Reason) {
    #expect(throws: RawCommit.Defect.self) { try Self.read(Self.text(headers: header)).get() }
    if case .failure(let defect) = Self.read(Self.text(headers: header)) {
      #expect(defect.reason == reason)
    }
  }

  @Test func signatureInTheBodyIsNoSignature() throws {
    let commit = try Self.read(Self.text(message: "x\n\ngpgsig -----BEGIN SSH\n")).get()
    #expect(commit.armor == nil)
  }

  @Test func refusesNUL() {
    guard case .failure(let defect) = Self.read(Self.text(message: "Title\0hidden\n")) else {
      Issue.record("a NUL was read")
      return
    }
    #expect(defect.reason == .nul)
  }

  @Test(arguments: [
    "Ana <a@b> 12 +0000x", "Ana <a@b> -1 +0000", "Ana <a@b>  1 +0000", "Ana <a@b> 1 0000",
    "Ana <a@b> 1", "Ana a@b 1 +0000", "Ana <a<b> 1 +0000", "Ana <a@b>> 1 +0000",
    "Ana <a@b> 1234567890123 +0000", "Ana<a@b> 1 +0000",
  ])
  func refusesMalformedPeople(_ person: String) {
    #expect(RawCommit.Person(line: Array(person.utf8)[...]) == nil)
  }

  /// Never a crash; whatever is read gives back its own bytes.
  @Test func fuzz() {
    var generator = SeededGenerator(seed: 7)
    let armor = "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\n"
    let seeds = [Self.text(), Self.text(headers: armor)].map { Array($0.utf8) }
    for round in 0..<Fuzz.rounds {
      let bytes = Fuzz.mutate(seeds[round % seeds.count], using: &generator)
      do throws(RawCommit.Defect) {
        let commit = try RawCommit(id: Self.id, bytes: bytes)
        var rebuilt = commit.payload
        if let armor = commit.armor {
          let folded = armor.flatMap { $0 == 10 ? [10, 32] : [$0] }
          let message = Array("\n".utf8) + Array(commit.message.utf8)
          rebuilt =
            commit.payload.dropLast(message.count) + Array("gpgsig ".utf8) + folded
            + Array("\n".utf8) + message
        }
        #expect(rebuilt == bytes)
      } catch {
        #expect(error.offset <= bytes.count)
      }
      _ = CommitFacts(
        graph: Commit(
          id: Self.id, tree: Self.id, parents: [], committerSeconds: 0, subject: ""),
        bytes: bytes)
    }
  }
}
