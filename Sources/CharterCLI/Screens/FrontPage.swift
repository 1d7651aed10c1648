import ArgumentParser
import Console

/// What `charter` alone shows: the verbs of every day, then the rest under headings.
struct FrontPage {
  let width: Int

  var text: Text {
    var page: Text = "\(Text(own: Charter.configuration.abstract))\n\n"
    let usage: Text = "usage: charter [-C <dir>] [--color <when>] [--no-pager] <verb> …"
    page += usage.wrapped(to: width, hanging: 7) + "\n\n"
    page += section("Every day", Charter.everyDay)
    for group in Charter.groups {
      page += section(group.name, group.subcommands)
    }
    page += "\("charter <verb> --help", .command) says more about one of them.\n"
    page += "\("charter tour", .command) is a guided start.\n"
    return page
  }

  private func section(_ name: String, _ verbs: [any ParsableCommand.Type]) -> Text {
    let shown = verbs.map { $0.configuration }.filter(\.shouldDisplay)
    var section: Text = "\(name, .heading)\n"
    for verb in shown {
      let name = Text(own: verb.commandName ?? "", .command).padded(to: 12)
      section += ("  " + name + Text(own: verb.abstract)).wrapped(to: width, hanging: 14) + "\n"
    }
    return section + "\n"
  }
}
