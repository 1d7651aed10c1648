internal import Git

extension TreeEntry {
  /// What two trees do not share, each side in its order; both in the order of git.
  static func differing(
    _ old: [TreeEntry], _ new: [TreeEntry]
  ) -> (old: [TreeEntry], new: [TreeEntry]) {
    var (before, after): ([TreeEntry], [TreeEntry]) = ([], [])
    var (i, j) = (0, 0)
    while i < old.count, j < new.count {
      if old[i].id == new[j].id, old[i] == new[j] {
        (i, j) = (i + 1, j + 1)
      } else if old[i].name == new[j].name {
        before.append(old[i])
        after.append(new[j])
        (i, j) = (i + 1, j + 1)
      } else if old[i].stands(before: new[j]) {
        before.append(old[i])
        i += 1
      } else {
        after.append(new[j])
        j += 1
      }
    }
    return (before + old[i...], after + new[j...])
  }
}
