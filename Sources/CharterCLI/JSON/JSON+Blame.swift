import Charters
import Evidence
import Git
import History

extension JSON {
  /// `charter.blame/1`.
  static func blame(_ view: BlameView) -> JSON {
    [
      "schema": "charter.blame/1",
      "charter": .string(view.place.shown),
      "path": .string(view.place.path),
      "commit": .string(view.place.commit.hex),
      "governed": .bool(view.place.clone != nil),
      "sentences": .array(view.sentences.map { sentence($0, view) }),
      "notices": .array(view.blame.notices.map(notice)),
    ]
  }

  private static func sentence(_ sentence: BlamedSentence, _ view: BlameView) -> JSON {
    func version(_ number: Int?) -> JSON {
      number.flatMap(view.attribution).map(attribution) ?? nil
    }
    return [
      "text": .string(String(decoding: view.source(sentence), as: UTF8.self)),
      "section": .string(sentence.section),
      "line": .number(Int64(sentence.lines.lowerBound)),
      "endLine": .number(Int64(sentence.lines.upperBound)),
      "bytes": [
        .number(Int64(sentence.bytes.lowerBound)), .number(Int64(sentence.bytes.upperBound)),
      ],
      "mark": .bool(sentence.isMark),
      "wordedBy": version(sentence.wordedBy),
      "movedBy": version(sentence.movedBy),
      "restoredBy": version(sentence.restoredBy),
      "shortenedBy": version(sentence.shortenedBy),
    ]
  }

  private static func attribution(_ attribution: Attribution) -> JSON {
    [
      "commit": .string(attribution.version.commit.hex),
      "path": .string(attribution.version.path),
      "date": .moment(attribution.date),
      "title": .string(attribution.title),
      "standing": .string(attribution.standing.rawValue),
      "step": attribution.step.map { .number(Int64($0)) } ?? nil,
      "proposal": .optional(attribution.proposal?.text),
      "signers": .array(
        attribution.signers.map { signer in
          [
            "member": .string(signer.member.text),
            "for": .optional(signer.principal?.text),
            "act": .string(signer.act.rawValue),
            "key": .optional(signer.key),
            "keyThen": "inForce",
            "keyNow": .string(signer.keyNow.name),
          ]
        }),
      "author": .optional(attribution.author),
    ]
  }

  /// What a reader should know of a history.
  static func notice(_ notice: HistoryNotice) -> JSON {
    var (kind, commit, path, goesOnAt): (String, String?, String?, String?)
    switch notice {
    case .otherFile(let id, let old, let target):
      (kind, commit, path, goesOnAt) = ("otherFile", id.hex, old, target)
    case .cameBack(let id, let old): (kind, commit, path, goesOnAt) = ("cameBack", id.hex, old, nil)
    case .rewritten(let id, let old):
      (kind, commit, path, goesOnAt) = ("rewritten", id.hex, old, nil)
    case .cutShort: (kind, commit, path, goesOnAt) = ("cutShort", nil, nil, nil)
    }
    return [
      "kind": .string(kind), "commit": .optional(commit), "path": .optional(path),
      "goesOnAt": .optional(goesOnAt),
    ]
  }
}

extension Attribution.KeyStanding {
  fileprivate var name: String {
    switch self {
    case .inForce: "inForce"
    case .replaced: "replaced"
    case .ownerLeft: "ownerLeft"
    case .reported: "reported"
    }
  }
}
