import Charters
import Console

/// What a charter's people may use, and what they ask for.
struct ResourcesScreen {
  private let resources: [Resource]

  init(_ resources: [Resource]) { self.resources = resources }

  /// Empty where there are none.
  func text(width: Int) -> Text {
    let groups: [(title: Text, resources: [Resource])] = [
      ("Granted", resources.filter { $0.status == .granted }),
      ("Asked for, not granted yet", resources.filter { $0.status == .asked }),
      ("Named, without saying whether it is there", resources.filter { $0.status == nil }),
    ]
    return groups.filter { !$0.resources.isEmpty }.map { group in
      let lines = group.resources.map { resource in
        ("  \(resource.what)" + (resource.amount.map { ": \($0)" } ?? ""))
          .wrapped(to: width, hanging: 4)
      }
      return "\n" + [group.title.styled(.heading)].lines + lines.lines
    }.joined()
  }

  var document: JSON {
    .array(
      resources.map { resource in
        [
          "what": .string(resource.what), "amount": .optional(resource.amount),
          "status": .optional(resource.status?.rawValue), "line": .optional(resource.line),
        ]
      })
  }
}
