/// The form that a kind of charter has: its sections and its fields.
package struct KindForm: Sendable {
  /// Sections that every charter of the kind has; their absence is a finding.
  package let sections: [String]
  /// Sections that are usual besides.
  package let moreSections: [String]
  /// Front-matter fields besides those that every charter may have.
  package let fields: [String]

  /// Fields that every charter may have.
  package static let commonFields = [
    "kind", "title", "serves", "affects", "review", "resources", "measures", "experiments",
  ]

  /// Every field that a charter of the kind may have, the common ones first.
  package var allFields: [String] { Self.commonFields + fields }

  package init(_ kind: Kind) {
    switch kind {
    case .vision: self.init(["Statement", "Horizon", "Signs of arrival"])
    case .mission: self.init(["Statement", "Whom we serve", "What we do"])
    case .values: self.init([])
    case .team:
      self.init(
        ["Purpose", "Scope", "Responsibilities", "Working agreements"],
        fields: ["lead", "members", "expertise"])
    case .role:
      self.init(
        ["Purpose", "Domains", "Accountabilities", "Practices"],
        more: ["Policies", "Resources", "Skills", "Evaluation"],
        fields: ["holders", "deputies", "coach", "domains", "term", "skills", "training"])
    case .agreement: self.init(["Driver", "Agreement", "Evaluation"])
    case .member:
      self.init(
        [],
        fields: [
          "name", "email", "keys", "openpgp", "revoked-keys", "status", "away-until", "coach",
          "expertise", "deputies", "since", "acknowledges",
        ])
    case .reflection:
      self.init(["Tried", "Happened", "Learned", "Next"], fields: ["experiment"])
    case .policy: self.init([])
    }
  }

  private init(_ sections: [String], more: [String] = [], fields: [String] = []) {
    self.sections = sections
    self.moreSections = more
    self.fields = fields
  }

  /// The kinds whose charters may have a field.
  static func kinds(with field: String) -> [Kind] {
    Kind.allCases.filter { KindForm($0).fields.contains(field) }
  }
}
