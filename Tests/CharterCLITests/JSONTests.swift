import Foundation
import Testing

@testable import CharterCLI

@Suite struct JSONTests {
  @Test func keysStayInOrder() {
    let document: JSON = [
      "schema": "charter.list/1", "zebra": 1, "apple": true, "none": nil, "empty": [], "no": [:],
      "rows": [["name": "Ana"], 2],
    ]
    #expect(
      document.adding(["more": .decimal(0.5, digits: 2)]).text == """
        {
          "schema": "charter.list/1",
          "zebra": 1,
          "apple": true,
          "none": null,
          "empty": [],
          "no": {},
          "rows": [
            {
              "name": "Ana"
            },
            2
          ],
          "more": 0.50
        }
        """)
  }

  @Test(arguments: [
    "plain", "a \"quote\" and \\", "line\nend\ttab\r", "\u{0}\u{1B}[2J", "a\u{202E}b", "😀 東京",
    "\u{E0041}", "ad\u{200D}min", "👩\u{200D}🚀", "\u{7F}\u{9B}",
  ])
  func stringsComeBackAndSteerNothing(words: String) throws {
    let text = JSON.array([.string(words)]).text
    let back = try JSONDecoder().decode([String].self, from: Data(text.utf8))
    #expect(back.first?.unicodeScalars.elementsEqual(words.unicodeScalars) == true)
    let isSafe = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{202E}")
    }
    #expect(isSafe)
  }

  @Test(arguments: [
    (1.0, 0, "1"), (0.125, 2, "0.13"), (-0.001, 2, "0.00"), (-1.5, 1, "-1.5"), (12.0, 3, "12.000"),
    (.nan, 2, "null"), (.infinity, 2, "null"),
  ])
  func decimals(value: Double, digits: Int, text: String) {
    #expect(JSON.decimal(value, digits: digits).text == text)
  }
}
