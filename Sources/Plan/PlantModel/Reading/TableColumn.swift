/// A column of a table: where its cells belong in the format, and how a cell is written.
struct TableColumn: Sendable {
    /// How a cell is written.
    enum Form: Sendable {
        /// One value.
        case single
        /// Values separated by `;`.
        case list
        /// `none`, or values separated by `;`.
        case noneOrList
        /// Export entries separated by `;`, each `regime article technicalData countries`, countries separated by `/`, `-` for what is left out.
        case exports
        /// Clauses separated by `;`, each `id`, `id:level` or `id:level:assessment`.
        case clauses
        /// Loads separated by `;`, each `workCenter:hoursPerWeek`.
        case loads
    }

    let name: String
    let path: [String]
    let form: Form
    let summary: String

    init(_ name: String, _ path: String..., form: Form = .single, summary: String = "") {
        self.name = name
        self.path = path.isEmpty ? [name] : path
        self.form = form
        self.summary = summary
    }

    /// Columns of a table of programs.
    static let programs: [TableColumn] = [
        TableColumn("id"),
        TableColumn("customer"),
        TableColumn("contract", "contract", "id"),
        TableColumn("awarded", "contract", "awarded"),
        TableColumn("government", "contract", "government"),
        TableColumn(
            "clauses",
            "contract",
            "clauses",
            form: .clauses,
            summary: "DFARS-252.204-7012;DFARS-252.204-7021:2:C3PAO"
        ),
        TableColumn(
            "exports",
            "classification",
            "exports",
            form: .exports,
            summary: "ITAR VIII(h) VIII(i);EAR 9A991.d 9E991 CU/IR/KP/SY"
        ),
        TableColumn("cui", "classification", "cui", form: .noneOrList, summary: "SP-CTI;SP-EXPT"),
        TableColumn("distribution", "classification", "distribution", "statement"),
        TableColumn("distributionReason", "classification", "distribution", "reason"),
        TableColumn("distributionDate", "classification", "distribution", "date"),
        TableColumn("dissemination", "classification", "dissemination", form: .noneOrList),
        TableColumn("releasableTo", "classification", "releasableTo", form: .list),
        TableColumn("determinedBy", "classification", "determination", "by"),
        TableColumn("determined", "classification", "determination", "date"),
        TableColumn("determination", "classification", "determination", "document"),
        TableColumn("review", "classification", "determination", "review"),
        TableColumn("safetyCritical", "classification", "safetyCritical"),
        TableColumn("classified", "classification", "classified"),
        TableColumn("standards", form: .list),
        TableColumn("sites", form: .list),
        TableColumn("workCenters", form: .loads, summary: "wic-5axis:210;wic-ndt:40"),
        TableColumn("systems", form: .list),
        TableColumn("longestOutageHours", "resilience", "longestOutageHours"),
        TableColumn("plannedDowntimeHours", "resilience", "plannedDowntimeHours"),
        TableColumn("latencyMs", "resilience", "latencyMs"),
        TableColumn("cloudDependency", "resilience", "cloudDependency"),
        TableColumn("rpoMinutes", "resilience", "rpoMinutes"),
        TableColumn("rtoMinutes", "resilience", "rtoMinutes"),
        TableColumn("failover", "resilience", "failover"),
        TableColumn("offlineHours", "resilience", "offlineHours"),
    ]

    /// Columns of a table of systems.
    static let systems: [TableColumn] = [
        TableColumn("id"),
        TableColumn("kind"),
        TableColumn("environment", "hosting", summary: "for a system in an environment"),
        TableColumn("site", "hosting", "site", summary: "for a system at a site"),
        TableColumn("audiences", form: .list),
        TableColumn("isolation", "enforces", "isolation"),
        TableColumn("attributes", "enforces", "attributes"),
        TableColumn("fields", "enforces", "fields"),
        TableColumn("compartments", "enforces", "compartments"),
        TableColumn("replaceable"),
        TableColumn("countries", form: .list),
        TableColumn("terms", form: .list),
    ]
}
