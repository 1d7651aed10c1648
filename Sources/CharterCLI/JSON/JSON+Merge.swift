import Prose

extension JSON {
  /// A merge of three texts: what came of it, and each conflict with both sides.
  static func merge(
    _ merge: ProseMerge, _ labels: ProseMerge.Labels, result: [UInt8]
  ) -> JSON {
    func text(_ bytes: [UInt8]) -> JSON { .string(String(decoding: bytes, as: UTF8.self)) }
    return [
      "schema": "charter.merge-file/1",
      "ours": .string(labels.ours),
      "base": .string(labels.base),
      "theirs": .string(labels.theirs),
      "clean": .bool(merge.conflicts.isEmpty),
      "text": text(result),
      "conflicts": .array(
        merge.conflicts.map { conflict in
          [
            "kind": .string(conflict.kind.rawValue),
            "section": conflict.section.isEmpty ? .null : .string(conflict.section),
            "base": text(conflict.base),
            "ours": text(conflict.ours),
            "theirs": text(conflict.theirs),
          ]
        }),
    ]
  }
}
