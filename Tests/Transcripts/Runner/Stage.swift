import Foundation
import Processes
import TestSupport

/// Where a transcript is played: a folder that commands and outputs call `/home`, with a home for
/// each person, and a clock that moves a minute with every command.
///
/// Nothing of the machine is read: git's configuration, keys, dates and locale are the stage's.
final class Stage {
  private let folder: TemporaryFolder
  private var people: [String: String] = [:]
  private var current = "ana"
  /// Monday 1 September 2025, 09:00 UTC: the past of whatever machine this runs on, since servers
  /// refuse what is dated in the future.
  private(set) var seconds: Int64 = 1_756_717_200

  private static let names = [
    "ana": "Ana Ito", "ben": "Ben Okafor", "cy": "Cy Lund", "dee": "Dee Rao",
    "eli": "Eli Novak", "fay": "Fay Ortiz", "gus": "Gus Meyer",
  ]

  init() throws {
    folder = try TemporaryFolder("charter-transcript")
    try folder.makeFolder("bin/now")
    try folder.write(Self.wrapper, to: "bin/charter", executable: true)
  }

  /// The program, answering as of the stage's moment wherever a verb can be told one.
  private static let wrapper = """
    #!/bin/sh
    program='\(Program.path)'
    verb= skip=
    for word in "$@"; do
      case $word in --now | --now=*) exec "$program" "$@" ;; esac
    done
    for word in "$@"; do
      if [ -n "$skip" ]; then skip=; continue; fi
      case $word in
        -C | --color) skip=1 ;;
        -*) ;;
        *) verb="$verb${verb:+ }$word"; [ "$verb" = policy ] || break ;;
      esac
    done
    known="${0%/*}/now/$verb"
    case $verb in
      '' | */*) ;;
      *)
        if ! [ -e "$known" ]; then
          if "$program" $verb --help 2>/dev/null | grep -q -e '--now'
          then echo yes >"$known"; else : >"$known"; fi
        fi
        if [ -s "$known" ]; then exec "$program" "$@" --now "${GIT_COMMITTER_DATE%% *}"; fi ;;
    esac
    exec "$program" "$@"

    """

  /// Gives people a home, a key, and git's configuration.
  func add(_ handles: [String]) throws {
    if people.isEmpty, let first = handles.first { current = first }
    for handle in handles where people[handle] == nil {
      people[handle] = Self.names[handle] ?? handle
      let home = try folder.makeFolder(handle)
      try shell(
        """
        mkdir -p .ssh
        ssh-keygen -q -t ed25519 -N '' -C \(handle)@example.org -f .ssh/id_ed25519
        git config --global user.name '\(people[handle] ?? handle)'
        git config --global user.email \(handle)@example.org
        git config --global gpg.format ssh
        git config --global user.signingkey '\(home)/.ssh/id_ed25519.pub'
        git config --global init.defaultBranch main
        git config --global advice.detachedHead false
        """, as: handle)
    }
  }

  /// A team that has begun: `team` in everybody's home is a clone of `/home/server.git`.
  func found(preset: String, _ handles: [String]) throws {
    try add(handles)
    let others = handles.dropFirst().map { handle in
      let name = people[handle] ?? handle
      return " --member '\(handle)=\(name) <\(handle)@example.org>:"
        + "\(folder.path)/\(handle)/.ssh/id_ed25519.pub'"
    }
    try folder.makeFolder("\(handles[0])/team")
    try shell(
      """
      cd team
      charter init --preset \(preset) --handle \(handles[0]) --name Harbour\(others.joined())
      git init --quiet --bare ../../server.git
      charter -C ../../server.git hooks install --server
      git remote add origin ../../server.git
      git push --quiet -u origin main
      """, as: handles[0])
    for handle in handles.dropFirst() {
      try shell("git clone --quiet ../server.git team", as: handle)
    }
    seconds += 60
  }

  func pass(_ more: Int64) { seconds += more }

  func write(_ text: String, to path: String, of member: String?) throws {
    if let member { current = member }
    try folder.write(
      text, to: path.hasPrefix("/home/") ? String(path.dropFirst(6)) : "\(current)/team/\(path)")
  }

  /// Runs a line as a member, in the member's `team` where that is, else at home.
  func run(_ line: String, as member: String?) throws -> (status: Int32, lines: [String]) {
    if let member {
      if people[member] == nil { try add([member]) }
      current = member
    }
    if people.isEmpty { try add([current]) }
    let result = try outcome(line.replacing("/home/", with: folder.path + "/"), as: current)
    seconds += 60
    var lines = result.outputText.replacing(folder.path + "/", with: "/home/")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return (result.status, lines)
  }

  private func shell(_ script: String, as member: String) throws {
    let result = try outcome("set -e\ncd \"$HOME\"\n" + script, as: member)
    guard result.status == 0 else {
      throw Transcript.Misread(description: "the stage could not be set: \(result.outputText)")
    }
  }

  private func outcome(_ script: String, as member: String) throws -> ProcessResult {
    let home = folder.path(member)
    var environment = Hermetic.environment(home: home, seconds: seconds)
    environment["PATH"] = "\(folder.path("bin")):\(environment["PATH"] ?? "/usr/bin:/bin")"
    environment["CHARTER_PAGER"] = "cat"
    var command = Command("sh", ["-c", "exec 2>&1\n" + script])
    command.environment = environment
    command.directory = Files.exists(home + "/team") ? home + "/team" : home
    command.timeout = 240
    return try command.run()
  }
}
