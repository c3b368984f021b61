import ArgumentParser

/// The command line. Exit codes: 0 done; 1 findings; 2 the input is wrong; 4 integrity broken; 64 usage; 75 try later.
@main
struct BulkheadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulkhead",
        abstract: "From a plant model and its obligations to the least fragmented MES that meets them.",
        subcommands: [
            InitCommand.self, CheckCommand.self, ExplainCommand.self, PlanCommand.self, WhyCommand.self,
            CompareCommand.self,
            PriceCommand.self, EnvironmentsCommand.self, ReviewCommand.self, RationaleCommand.self, FlowsCommand.self,
            RoadmapCommand.self,
            SolveCommand.self,
            VerifyCommand.self, AuditCommand.self, PolicyCommand.self, StoreCommand.self, CatalogueCommand.self,
            SchemaCommand.self, ServeCommand.self, DirectoryCommand.self, GatewayCommand.self, ScanCommand.self,
            FingerprintCommand.self,
            DoctorCommand.self,
        ]
    )
}

/// What a command exits with, by `design` section 10.
enum ExitStatus {
    /// An infeasible plan, a leak, a denial.
    static let findings = ExitCode(1)
    /// The input is wrong.
    static let wrongInput = ExitCode(2)
    /// A proof or a plan does not hold.
    static let integrityBroken = ExitCode(4)
    /// Another process, the volume or the device is in the way.
    static let tryLater = ExitCode(75)
}
