package import Git
package import HookScripts
import Processes
package import TestSupport

/// A bare repository with the hooks, to which a story is pushed.
package struct StoryServer {
  package let git: GitSandbox

  package var path: String { git.directory }

  init(at path: String, home: String) throws { git = try GitSandbox(at: path, home: home) }

  /// Makes the repository and installs the hooks.
  func create() throws {
    let parent = try GitSandbox(at: "/", home: git.home)
    try parent.git("init", "--quiet", "--bare", "--template=", "-b", "main", path)
    try git.git("config", "receive.autogc", "false")
    try git.shell("mkdir -p hooks")
    for script in HookScript.server { try install(script, program: Program.path) }
  }

  /// Installs a hook that calls this program.
  package func install(_ script: HookScript, program: String) throws {
    try install(script.text(program: program, chained: false), as: "hooks/" + script.rawValue)
  }

  /// Writes an executable file of the server.
  ///
  /// Another process writes it: were it open for writing here, a child that another test starts at
  /// that moment would hold it open too, and it could not be run ("text file busy").
  package func install(_ text: String, as name: String) throws {
    let script = #"cat >"$1.new" && chmod +x "$1.new" && mv "$1.new" "$1""#
    let result = try git.run("sh", ["-c", script, "sh", name], input: Array(text.utf8))
    guard result.succeeded else { throw CommandFailure(command: ["sh", script], result: result) }
  }

  /// Every reference.
  package func references() throws -> [String: String] {
    let lines = try git.git("for-each-ref", "--format=%(refname) %(objectname)")
    return Dictionary(
      lines.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        return words.count == 2 ? (String(words[0]), String(words[1])) : nil
      }, uniquingKeysWith: { $1 })
  }
}

/// What became of a push.
package struct PushOutcome: Sendable {
  /// git push said that all was well.
  package let isAccepted: Bool
  /// Some reference of the server is not as it was.
  package let movedSomething: Bool
  /// What the pusher saw, line by line.
  package let transcript: String

  /// The words of the server in one line, so that a break does not matter.
  package var text: String {
    transcript.split(separator: "\n").map { line in
      line.hasPrefix("remote:") ? line.dropFirst("remote:".count) : line
    }.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }
}

extension Story {
  /// Pushes with git, from the clone in which the objects were made.
  package func push(
    _ refspecs: [String], options: [String] = [], to url: String? = nil,
    environment: [String: String] = [:]
  ) throws -> PushOutcome {
    let before = try server.references()
    let result = try work.run(
      "git", ["push"] + options + [url ?? server.path] + refspecs, environment: environment)
    let after = try server.references()
    return PushOutcome(
      isAccepted: result.succeeded, movedSomething: before != after,
      transcript: result.errorText + result.outputText)
  }

  /// Pushes what must be taken.
  package func publish(_ refspecs: [String]) throws {
    let outcome = try push(refspecs)
    guard outcome.isAccepted else {
      throw StoryError(description: "an honest push was refused:\n" + outcome.transcript)
    }
  }

  /// Pushes a proposal's branch and sign-offs, which must be taken.
  package func publish(_ proposal: StoryProposal) throws {
    try publish(
      ["\(proposal.head.hex):\(proposal.branch)"]
        + proposal.signoffs.compactMap { signoff in
          references[signoff].map { "\(signoff.hex):\($0)" }
        })
  }

  /// Pushes a step, which must be taken, and goes on from it.
  package func land(_ step: ObjectID) throws {
    try publish(["\(step.hex):refs/heads/main"])
    advance(to: step)
  }
}
