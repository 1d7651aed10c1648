import ArgumentParser

/// The program: verbs, in the groups that help shows them in.
struct Charter: ParsableCommand {
  /// The version that `--version` prints.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "charter",
    abstract: "Team charters in git, with the signed approval of everybody who must agree.",
    version: version,
    subcommands: everyDay,
    groupedSubcommands: groups)

  @OptionGroup var options: GlobalOptions

  /// The nine verbs of every day, in the order in which people meet them.
  static let everyDay: [any ParsableCommand.Type] = [
    InitCommand.self,
    ProposeCommand.self,
    InboxCommand.self,
    DiffCommand.self,
    ApproveCommand.self,
    ObjectCommand.self,
    RatifyCommand.self,
    LogCommand.self,
    VerifyCommand.self,
  ]

  static let groups = [
    CommandGroup(
      name: "Write",
      subcommands: [
        NewCommand.self,
        ImportCommand.self,
        LintCommand.self,
        FormatCommand.self,
        ReviseCommand.self,
        UpdateCommand.self,
        MergeFileCommand.self,
      ]),
    CommandGroup(
      name: "Decide",
      subcommands: [
        ListCommand.self,
        ShowCommand.self,
        BlameCommand.self,
        StatusCommand.self,
        CheckCommand.self,
        AbstainCommand.self,
        CommentCommand.self,
        RetractCommand.self,
        AskCommand.self,
      ]),
    CommandGroup(
      name: "End and undo",
      subcommands: [
        WithdrawCommand.self,
        DeclineCommand.self,
        LapseCommand.self,
        RestoreCommand.self,
        RevertCommand.self,
      ]),
    CommandGroup(
      name: "People and rules",
      subcommands: [
        JoinCommand.self,
        LeaveCommand.self,
        AwayCommand.self,
        BackCommand.self,
        KeysCommand.self,
        PolicyCommand.self,
        WhoCommand.self,
      ]),
    CommandGroup(
      name: "Practice",
      subcommands: [
        AcknowledgeCommand.self,
        ReflectCommand.self,
        PulseCommand.self,
        MyCommand.self,
        DueCommand.self,
        OpeningsCommand.self,
        AlignCommand.self,
        ImpactCommand.self,
        TourCommand.self,
      ]),
    CommandGroup(
      name: "Repository",
      subcommands: [
        HooksCommand.self,
        HookCommand.self,
        SyncCommand.self,
        DoctorCommand.self,
        AuditCommand.self,
        RootCommand.self,
        RefoundCommand.self,
        ManualCommand.self,
      ]),
  ]
}
