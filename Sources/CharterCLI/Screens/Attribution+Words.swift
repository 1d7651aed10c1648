import Charters
import Console
import Git
import History

/// What screens say of whoever stands behind words.
extension Attribution {
  /// `step 12`, or the beginning of a commit's name.
  var name: Text {
    step.map { "\("step \($0)", .identifier)" }
      ?? "\(version.commit.hex.prefix(10), .identifier)"
  }

  /// The people, and what became of their keys; never whom git names where somebody signed.
  var people: Text {
    switch standing {
    case .verified: signers.map(\.words).joined(separator: ", ")
    case .unapproved: "\(.bad) nobody approved it"
    case .unverified:
      "\([author ?? "", "unverified"].filter { !$0.isEmpty }.joined(separator: ", "), .dim)"
    }
  }
}

extension Attribution.Signer {
  var words: Text {
    let voice = principal.map { "\(member) for \($0)" } ?? "\(member)"
    switch keyNow {
    case .inForce: return "\(voice)"
    case .replaced: return "\(voice) (key replaced since)"
    case .ownerLeft: return "\(voice) (left since)"
    case .reported: return "\(voice) (\(.bad) key reported stolen since)"
    }
  }
}

extension HistoryNotice {
  /// A sentence for people.
  var words: Text {
    switch self {
    case .otherFile(let commit, let path, let target?):
      "Until commit \(commit.hex.prefix(10)) another text stood at \(path); "
        + "it goes on at \(target)."
    case .otherFile(let commit, let path, nil):
      "Before commit \(commit.hex.prefix(10)) another text stood at \(path); "
        + "it is not the history of this one."
    case .cameBack(let commit, let path):
      "\(path) had been away until commit \(commit.hex.prefix(10)) brought it back."
    case .rewritten(let commit, let path):
      "Commit \(commit.hex.prefix(10)) replaced nearly all words of \(path); "
        + "what is older may have been another text."
    case .cutShort:
      "This copy is cut short, so older words seem as old as it is; complete it with: "
        + "git fetch --unshallow"
    }
  }
}
