import Evidence
import Foundation
import Git
import TestSupport
import Testing

/// Whole histories written by a second implementation, and the verdict that each must get.
@Suite struct ConformanceTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let bundle: String
    let repository: String
    let outcome: String
    var testDescription: String { bundle }
  }

  /// The rows of the folder's own table.
  static let vectors: [Vector] = {
    guard let path = Corpora.path("conformance/README.md"),
      let text = try? String(contentsOfFile: path, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count >= 3, cells[0].hasSuffix(".bundle") else { return nil }
      return Vector(
        bundle: cells[0], repository: cells[1].trimmingCharacters(in: ["`"]), outcome: cells[2])
    }
  }()

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint))
  func thereAreVectors() { #expect(Self.vectors.count >= 13) }

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint), arguments: vectors)
  func verdict(_ vector: Vector) throws {
    let folder = try TemporaryFolder("conformance")
    let sandbox = try GitSandbox(at: folder.path, home: folder.path)
    let bundle = try #require(Corpora.path("conformance/\(vector.bundle)"))
    _ = try sandbox.git("clone", "--quiet", bundle, folder.path("clone"))
    let repository = try Repository.open(folder.path("clone"))
    let tip = try #require(try repository.target(of: ReferenceName("refs/heads/main")))
    let report = try Engine(repository).verify(tip)
    let story = report.steps.map {
      "\($0.step.map(String.init) ?? "-") \($0.kind) \($0.outcome) "
        + $0.problems.map { "[\($0.code.rawValue)] \($0.message)" }.joined(separator: " ")
    }.joined(separator: "\n")
    #expect(report.outcome.rawValue == vector.outcome, "\(story)")
    #expect(report.repository?.text == vector.repository)
  }
}
