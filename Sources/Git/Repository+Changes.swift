import Clibgit2
import Glibc

extension Repository {
  /// What one file of the working tree is, compared with HEAD.
  package struct FileChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      /// In the index, not in HEAD.
      case added
      case modified, deleted
      /// In the working tree only.
      case untracked
      /// A merge left it undecided.
      case conflicted
      /// A file became a link, or the like.
      case typeChanged
      /// There, but not to be read.
      case unreadable
      /// Changed in any way, under a name that is not UTF-8: only `rawPath` says which.
      case badPath
    }

    /// From the working tree's root; where it is not UTF-8, for display only.
    package let path: String
    package let rawPath: [UInt8]
    package let kind: Kind

    package init(rawPath: [UInt8], kind: Kind) {
      path = String(decoding: rawPath, as: UTF8.self)
      self.rawPath = rawPath
      self.kind = path.utf8.elementsEqual(rawPath) ? kind : .badPath
    }
  }

  /// Every file under a folder that differs from HEAD, in the index or in the working tree.
  ///
  /// Untracked files are listed one by one; ignored ones are not. Sorted by path. In a bare
  /// repository there is nothing to compare, which is an error.
  package func changes(under prefix: String) throws(GitError) -> [FileChange] {
    let operation = "compare the working tree with HEAD"
    var options = git_status_options()
    try LibGit2.call(
      operation,
      git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION)))
    options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR
    options.flags =
      GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_STATUS_OPT_INCLUDE_UNREADABLE.rawValue | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue
      | GIT_STATUS_OPT_EXCLUDE_SUBMODULES.rawValue
    let folder = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
    let pathspec = strdup(folder)
    defer { free(pathspec) }
    var only = [pathspec]
    var list: OpaquePointer?
    let code = only.withUnsafeMutableBufferPointer { strings in
      if !folder.isEmpty {
        options.pathspec = git_strarray(strings: strings.baseAddress, count: strings.count)
      }
      return git_status_list_new(&list, handle, &options)
    }
    try LibGit2.call(operation, code)
    defer { git_status_list_free(list) }
    var changes: [FileChange] = []
    for index in 0..<git_status_list_entrycount(list) {
      guard let entry = git_status_byindex(list, index)?.pointee,
        let kind = FileChange.Kind(entry.status),
        let delta = entry.index_to_workdir ?? entry.head_to_index,
        let path = delta.pointee.new_file.path ?? delta.pointee.old_file.path
      else { continue }
      let rawPath = Array(UnsafeRawBufferPointer(start: path, count: strlen(path)))
      changes.append(FileChange(rawPath: rawPath, kind: kind))
    }
    return changes.sorted { $0.rawPath.lexicographicallyPrecedes($1.rawPath) }
  }
}

extension Repository.FileChange.Kind {
  fileprivate init?(_ status: git_status_t) {
    func has(_ flags: git_status_t...) -> Bool {
      flags.contains { status.rawValue & $0.rawValue != 0 }
    }
    if has(GIT_STATUS_CONFLICTED) {
      self = .conflicted
    } else if has(GIT_STATUS_WT_UNREADABLE) {
      self = .unreadable
    } else if has(GIT_STATUS_WT_DELETED) {
      // Staged and then lost: nothing of it is in HEAD or in the working tree.
      self = .deleted
    } else if has(GIT_STATUS_INDEX_NEW) {
      self = .added
    } else if has(GIT_STATUS_INDEX_DELETED) {
      // Taken out of the index but still there (`git rm --cached`) shows as untracked too.
      self = has(GIT_STATUS_WT_NEW) ? .modified : .deleted
    } else if has(GIT_STATUS_WT_NEW) {
      self = .untracked
    } else if has(GIT_STATUS_INDEX_TYPECHANGE, GIT_STATUS_WT_TYPECHANGE) {
      self = .typeChanged
    } else if has(GIT_STATUS_INDEX_MODIFIED, GIT_STATUS_WT_MODIFIED) {
      self = .modified
    } else {
      return nil
    }
  }
}
