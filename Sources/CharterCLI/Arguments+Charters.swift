import ArgumentParser
import Charters
import Console
import Evidence

// Identity is checked where it enters: at the command line.

extension ColourChoice: ExpressibleByArgument {}

extension Handle: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension TeamID: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension Day: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension Timestamp: ExpressibleByArgument {
  /// `2026-11-24T09:10:00Z`, `2026-11-24` (its first second), or `@` and seconds since 1970.
  package init?(argument: String) {
    guard argument.hasPrefix("@") else {
      self.init(argument)
      return
    }
    guard let seconds = Int64(argument.dropFirst()) else { return nil }
    self.init(seconds: seconds)
  }
}

extension RepositoryID: ExpressibleByArgument {
  /// The id as it is, or in the groups that `charter root` prints.
  package init?(argument: String) { self.init(argument.filter { $0 != " " }) }
}
