import ArgumentParser

/// Work on Cedar policies, of a plant or of anything else.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Work on Cedar policies, of a plant or of anything else.",
        subcommands: [
            AuthorizeCommand.self, PolicyCheckCommand.self, PolicyExplainCommand.self, PolicyFormatCommand.self,
            PolicyLinkCommand.self, PolicyTranslateCommand.self, PolicyProveCommand.self, PolicyDiffCommand.self,
        ]
    )
}
