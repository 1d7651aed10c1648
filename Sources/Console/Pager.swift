/// The program that shows a long text a screen at a time, chosen as git chooses it.
package struct Pager: Hashable, Sendable {
  /// The line for `sh -c`; it reads the text from its standard input.
  package let commandLine: String

  /// The pager to use, or nil where the text shall go straight out.
  ///
  /// The first that is set of `CHARTER_PAGER`, `GIT_PAGER`, `core.pager`, `PAGER`; else `less`.
  /// An empty value and `cat` mean none.
  package init?(environment: [String: String], corePager: String?) {
    let chosen =
      environment["CHARTER_PAGER"] ?? environment["GIT_PAGER"] ?? corePager
      ?? environment["PAGER"] ?? "less"
    if chosen.isEmpty || chosen == "cat" { return nil }
    // Where they are unset, git's own defaults: less ends where one screen is enough, keeps
    // colour and leaves the text on the screen; lv keeps colour.
    commandLine = "LESS=\"${LESS-FRX}\" LV=\"${LV--c}\"; export LESS LV; \(chosen)"
  }
}
