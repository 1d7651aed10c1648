import Console
import Git
import Processes
import Proposals
import Signing

/// Where charters are founded: the repository around the current folder, or a new one in it.
struct FoundingPlace {
  let repository: Repository
  /// The working tree's root.
  let root: String

  init(_ session: Session) throws {
    if try !session.isInRepository() {
      var command = Command("git", ["init", "--quiet", "--initial-branch=main", session.directory])
      command.environment = session.environment
      let result = try command.run()
      guard result.succeeded else {
        throw Failure("no repository could be made here", git: result)
      }
      try session.note("made a git repository in \(session.directory)")
    }
    repository = try session.repository()
    guard let root = repository.workingDirectory else { throw ActError.bareRepository }
    self.root = root
  }

  /// The folder's own name.
  var name: String { root.split(separator: "/").last.map(String.init) ?? "Our team" }
}

/// The identity and the key with which somebody begins, and how to get them.
struct SigningSetup {
  let session: Session
  let repository: Repository
  var scope = SettingScope.repository

  /// Who signs; where git has no key yet, one is made if that is wanted.
  func signatory(makeKey: Bool, yes: Bool) throws -> Signatory {
    do {
      return try Signatory(repository)
    } catch let error as SigningError {
      guard error.isMissingSetting else { throw error }
      let path = "\(session.environment["HOME"] ?? "")/.ssh/id_ed25519"
      var asked = makeKey
      if !makeKey, !yes {
        let place: Text = scope == .repository ? "in this repository" : "everywhere"
        let question = "Set git up to sign \(place) with \(path)?" as Text
        asked = try session.prompt.confirm(question, default: true) ?? false
      }
      guard asked else { throw Self.failure(error) }
      try setUp(path)
      return try Signatory(repository)
    }
  }

  private func setUp(_ path: String) throws {
    do {
      let key = try KeyMaker.makeEd25519(
        at: path, comment: GitIdentity(repository).email, environment: session.environment)
      try session.note("made the key \(path) (\(key.fingerprint)), without a pass phrase")
    } catch SigningError.alreadyExists {
      try session.note("using the key that is there: \(path).pub")
    }
    for (key, value) in [("gpg.format", "ssh"), ("user.signingkey", path + ".pub")] {
      switch scope {
      case .repository: try repository.setLocalConfig(key, value)
      case .user: try repository.setUserConfig(key, value)
      }
    }
  }

  private static func failure(_ error: SigningError) -> Failure {
    let known = Failure(error)
    return Failure(
      known.headline,
      facts: known.facts + [
        "\("ssh-keygen -t ed25519", .command)",
        "\("git config --global gpg.format ssh", .command)",
        "\("git config --global user.signingkey ~/.ssh/id_ed25519.pub", .command)",
      ], hint: "\("charter init --make-key", .command) does this for you", status: .noIdentity)
  }
}

extension SigningError {
  /// Whether git's configuration names no key to sign with.
  fileprivate var isMissingSetting: Bool {
    switch self {
    case .noKey, .noSecretKey, .formatMismatch, .unsupportedFormat: true
    default: false
    }
  }
}

extension Session {
  /// A member's card, its key file read from the current folder.
  func card(_ line: String) throws -> MemberCard {
    do throws(MemberCard.Problem) {
      return try MemberCard(line) { file throws(SigningError) in
        try PublicKey(fileAt: path(file))
      }
    } catch {
      let fact: Text =
        switch error {
        case .form: "it must look like: 'ben=Ben Okafor <ben@example.org>:ben.pub'"
        case .handle(let text): "\(text) is no short name: lower-case letters, digits and -"
        case .characters: "the name or address holds a character that may not stand there"
        case .key(let reason): Failure(reason).facts.first ?? Failure(reason).headline
        }
      throw Failure("this member's line cannot be read", facts: ["\(line)", fact], status: .usage)
    }
  }
}
