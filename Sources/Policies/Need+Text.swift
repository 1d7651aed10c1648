import Charters

extension Need {
  /// The need in the words of the file, as screens show it.
  package var text: String {
    switch condition {
    case .approve(let amount, let group, let turnout, let otherwise):
      "\(amount.text) of \(group.text)"
        + (turnout.map { ", turnout \($0.text)" } ?? "")
        + (otherwise.map { ", otherwise \($0.text)" } ?? "")
    case .consent(let group, let turnout, let overruling):
      "consent of \(group.text)"
        + (turnout.map { ", turnout \($0.text)" } ?? "")
        + (overruling.map { ", overruled by \($0.amount.text) of \($0.group.text)" } ?? "")
    case .advice(let group, let wait):
      "advice of \(group.text)" + (wait.map { ", wait \($0.text)" } ?? "")
    case .openFor(let period, _, _): "open for \(period.text)"
    case .expiresWithin(let period): "expires within \(period.text)"
    case .anyOf: "any of"
    }
  }
}

extension Amount {
  var text: String {
    switch self {
    case .seats(let count): "\(count)"
    case .share(let share): share.text
    case .majority: "majority"
    case .unopposed: "unopposed"
    case .all: "all"
    }
  }
}

extension Share {
  var text: String { isPercent ? "\(numerator)%" : "\(numerator)/\(denominator)" }
}

extension Group {
  var text: String { (isEach ? "each " : "") + parts.map(\.text).joined(separator: " + ") }
}

extension Who {
  var text: String {
    switch self {
    case .everyone: "everyone"
    case .leads: "leads"
    case .team(let id): "team \(id.text)"
    case .wholeTeam(let id): "whole team \(id.text)"
    case .role(let id): "role \(id.text)"
    case .person(let handle): "person \(handle.text)"
    case .thisTeam: "this team"
    case .thisRole: "this role"
    case .thisLead: "this lead"
    case .thisPerson: "this person"
    case .parentTeam: "parent team"
    case .domainHolder: "domain holder"
    case .affected: "affected"
    case .everyTeam: "team"
    }
  }
}

extension Period {
  /// `5 days`, `1 week`.
  var text: String {
    count == 1 ? "1 \(unit.rawValue.dropLast())" : "\(count) \(unit.rawValue)"
  }
}
