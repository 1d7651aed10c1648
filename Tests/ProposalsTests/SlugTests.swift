import Proposals
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    ("On-call rota", "on-call-rota"), ("  A — B!  ", "a-b"), ("Ünïted", "n-ted"), ("123", "123"),
    ("v2.0 (final)", "v2-0-final"),
    (
      String(repeating: "ab ", count: 40),
      "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab"
    ),
  ])
  func `a title becomes the last part of a branch`(title: String, slug: String) {
    #expect(Slug(title: title)?.text == slug)
  }

  @Test(arguments: ["", "—", "価値", " - "])
  func `a title without letters or digits gives none`(title: String) {
    #expect(Slug(title: title) == nil)
  }

  @Test func `the first number that is free is taken`() {
    let taken: Set<String> = ["a", "a-2", "a-3"]
    #expect(Slug(title: "A")?.free { taken.contains($0) }.text == "a-4")
  }

  @Test func `no slug is longer than sixty`() throws {
    let slug = try #require(Slug(title: String(repeating: "x", count: 200)))
    #expect(slug.text.count == 60)
  }
}
