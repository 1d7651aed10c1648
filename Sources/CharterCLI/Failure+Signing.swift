import Console
import Evidence
import Signing

extension Failure {
  /// Why somebody could not sign, or a key or signature could not be read.
  init(signing error: SigningError) {
    switch error {
    case .noKey:
      self.init(
        "you have no signing key yet", facts: ["git's setting user.signingkey is empty"],
        hint: "git config --global user.signingkey ~/.ssh/id_ed25519.pub", status: .noIdentity)
    case .unsupportedFormat(let format):
      self.init(
        "git is set to sign in a way that charter does not know",
        facts: ["gpg.format is \(format); charter signs with ssh or openpgp keys"],
        hint: "git config gpg.format ssh", status: .noIdentity)
    case .formatMismatch(let key):
      self.init(
        "git is set to sign with OpenPGP, and your key is an SSH key",
        facts: ["user.signingkey is \(key)"], hint: "git config gpg.format ssh",
        status: .noIdentity)
    case .noSecretKey(let name):
      self.init(
        "gpg has no secret key to sign with",
        facts: ["git would sign with the key of \(name)"],
        hint:
          "\("gpg --list-secret-keys", .command) shows yours; git config user.signingkey names one",
        status: .noIdentity)
    case .commandSyntax(let command):
      self.init(
        "git's setting gpg.ssh.defaultKeyCommand cannot be read", facts: ["it is: \(command)"],
        status: .noIdentity)
    case .noKeyFromCommand(let command, let message):
      self.init(
        "git's setting gpg.ssh.defaultKeyCommand gave no key",
        facts: Self.facts("it is: \(command)", message), status: .noIdentity)
    case .unreadable(let path, let code):
      self.init(
        "the key file could not be read", facts: ["\(path): \(systemMessage(code))"],
        hint: "git config user.signingkey names the file", status: .noIdentity)
    case .unwritable(let path, let code):
      self.init("the key file could not be written", facts: ["\(path): \(systemMessage(code))"])
    case .alreadyExists(let path):
      self.init("there is a key already", facts: ["\(path)"])
    case .programMissing(let program):
      let isGPG = program.hasSuffix("gpg")
      self.init(
        isGPG
          ? "gpg is not installed, and OpenPGP signatures can be made and verified with nothing else"
          : "\(program) is not installed, and it is what signs",
        hint: isGPG ? "sudo apt-get install gnupg" : "sudo apt-get install openssh-client",
        status: isGPG ? .impossible : .noIdentity)
    case .programFailed(let program, let status, let message):
      self.init(
        "signing failed", facts: Self.facts("\(program) ended with status \(status)", message),
        status: .noIdentity)
    case .nothingSigned(let program):
      self.init(
        "signing failed", facts: ["\(program) wrote no signature"], status: .noIdentity)
    case .otherKey(let wanted, let found):
      self.init(
        "the signature was made by another key",
        facts: ["wanted: \(wanted)", "found: \(found)"], status: .noIdentity)
    default:
      self.init(unreadable: error)
    }
  }

  /// Bytes that are no key, or no signature, or one of a kind that is not accepted.
  private init(unreadable error: SigningError) {
    let fact: Text =
      switch error {
      case .unsupportedAlgorithm(let name): "\(name) keys are not accepted"
      case .certificate: "certificates are not accepted; give the key itself"
      case .sha1: "it is made with SHA-1, which is not accepted"
      case .unsupportedHash(let name): "the hash \(name) is not accepted"
      case .rsaSize(let bits): "an RSA key of \(bits) bits is too short; 3072 are the least"
      case .options: "options before a key are not accepted; give the key alone"
      case .missingKey, .empty: "it holds no key"
      case .namespace(let name): "it was made for \(name) and not for git"
      case .noUserPresence: "nobody touched the hardware key"
      case .badSignature: "it does not fit what was signed"
      case .openPGP(let problem): "\(problem.sentence)"
      default: "it is malformed (\(String(describing: error)))"
      }
    self.init("this key or signature cannot be used", facts: [fact])
  }

  /// A first fact, then another program's own lines.
  private static func facts(_ first: Text, _ message: String) -> [Text] {
    [first] + message.split(separator: "\n").map { "\($0)" as Text }
  }
}
