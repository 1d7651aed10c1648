private import FoundationEssentials

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The folder that git runs a repository's hooks from.
package struct HookFolder: Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// What stands at the place of one hook.
  package enum State: Hashable, Sendable {
    case absent
    /// A script of ours; `isCurrent` where it is to the letter what would be installed now.
    case ours(version: Int, isCurrent: Bool, isChained: Bool)
    /// Somebody else's, which is never overwritten.
    case foreign(isExecutable: Bool)
  }

  /// What was done at the place of one hook.
  package enum Outcome: Hashable, Sendable {
    case installed, renewed, unchanged
    /// Ours stands there now and runs the earlier one first.
    case chained
    /// The earlier one was no executable file, so git never ran it, and neither do we.
    case setAside
  }

  /// - Parameter program: the absolute path of `charter` to compare with.
  package func state(of script: HookScript, program: String) throws(HookFolderError) -> State {
    guard let text = try text(of: script) else { return .absent }
    guard let version = HookScript.version(of: text) else {
      return .foreign(isExecutable: FileManager.default.isExecutableFile(atPath: place(of: script)))
    }
    let isChained = text.split(separator: "\n").contains("chained=yes")
    let isCurrent =
      text == script.text(program: program, chained: isChained)
      && FileManager.default.isExecutableFile(atPath: place(of: script))
    return .ours(version: version, isCurrent: isCurrent, isChained: isChained)
  }

  /// Installs scripts: all of them, or none where one meets a hook of somebody else's and `chains`
  /// is false.
  package func install(
    _ scripts: [HookScript], program: String, chains: Bool
  ) throws(HookFolderError) -> [(script: HookScript, outcome: Outcome)] {
    var states: [(script: HookScript, state: State)] = []
    for script in scripts { states.append((script, try state(of: script, program: program))) }
    let foreign = states.filter { if case .foreign = $0.state { true } else { false } }
    if !foreign.isEmpty, !chains { throw .occupied(foreign.map { place(of: $0.script) }) }
    for (script, _) in foreign where Self.exists(earlier(script)) {
      // The same file under both names is what an interrupted installation leaves.
      guard Self.isSame(place(of: script), earlier(script)) else {
        throw .occupied([earlier(script)])
      }
    }
    var done: [(script: HookScript, outcome: Outcome)] = []
    for (script, state) in states {
      done.append((script, try install(script, over: state, program: program)))
    }
    return done
  }

  private func install(
    _ script: HookScript, over state: State, program: String
  ) throws(HookFolderError) -> Outcome {
    switch state {
    case .absent:
      try write(script.text(program: program, chained: false), to: place(of: script))
      return .installed
    case .ours(_, isCurrent: true, _):
      return .unchanged
    case .ours(_, _, let isChained):
      try write(script.text(program: program, chained: isChained), to: place(of: script))
      return .renewed
    case .foreign(let isExecutable):
      // Under both names until ours takes the place, so that it is never without a hook.
      if !Self.exists(earlier(script)) { try link(place(of: script), to: earlier(script)) }
      try write(script.text(program: program, chained: isExecutable), to: place(of: script))
      return isExecutable ? .chained : .setAside
    }
  }

  private func place(of script: HookScript) -> String { path + "/" + script.rawValue }

  private func earlier(_ script: HookScript) -> String {
    place(of: script) + HookScript.earlierSuffix
  }

  /// Nil where there is no file. What cannot be read, or a link to nothing, is not ours.
  private func text(of script: HookScript) throws(HookFolderError) -> String? {
    let place = place(of: script)
    guard Self.exists(place) else { return nil }
    guard FileManager.default.fileExists(atPath: place) else { return "" }
    do {
      return String(decoding: try Data(contentsOf: URL(fileURLWithPath: place)), as: UTF8.self)
    } catch {
      throw HookFolderError(place, error)
    }
  }

  /// Whether anything bears that name, a link to nothing too.
  private static func exists(_ path: String) -> Bool {
    // The only error that matters here is that nothing is there.
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// Whether two files hold the same bytes.
  private static func isSame(_ path: String, _ other: String) -> Bool {
    // What cannot be read is not the same.
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return false }
    return bytes == (try? Data(contentsOf: URL(fileURLWithPath: other)))
  }

  private func link(_ place: String, to other: String) throws(HookFolderError) {
    do {
      try FileManager.default.linkItem(atPath: place, toPath: other)
    } catch {
      throw HookFolderError(place, error)
    }
  }

  /// Written beside its place and moved there, so that git never meets half a script.
  private func write(_ text: String, to place: String) throws(HookFolderError) {
    // Always the same name, so that one that was left behind is used up by the next time.
    let draft = place + ".charter-new"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: draft))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: draft)
      guard unsafe rename(draft, place) == 0 else {
        throw HookFolderError.refused(path: place, reason: unsafe String(cString: strerror(errno)))
      }
    } catch {
      let reason = error as? HookFolderError ?? HookFolderError(place, error)
      // The draft may not have come to be; what matters is the first error.
      try? FileManager.default.removeItem(atPath: draft)
      throw reason
    }
  }
}

/// Why hooks were not installed.
package enum HookFolderError: Error, Hashable, Sendable {
  /// Hooks of somebody else's, which are never overwritten.
  case occupied([String])
  /// A file that could not be read, moved or written.
  case refused(path: String, reason: String)

  init(_ path: String, _ error: any Error) {
    self = .refused(path: path, reason: String(describing: error))
  }
}
