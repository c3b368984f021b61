import ArgumentParser
import Boundary
import Foundation
import Governance
import Planning
import PlantModel

/// What every command takes that runs an instance of the plan: what is decided by, who approved it, and where the instance is kept.
struct InstanceArguments: ParsableArguments {
    @OptionGroup var plant: PlantArguments

    @Option(
        help:
            "Who approves the first baseline, as `Ann Lee, export officer`; two persons, once, with a new instance. Later ones are asked for and released in it, on its page Baselines, and count at a start with their files."
    )
    var approve: [String] = []

    @Option(
        help:
            "Permits of the plant's own, in Cedar: who may do what. Obligations only forbid; without this nobody may do anything."
    )
    var grants: String

    @Option(
        help:
            "Determinations in JSON, by which a sum may say less than what it was made from; `capacity-hours` is that of the capacity page. May be given several times."
    )
    var determinations: [String] = []

    @Option(
        help:
            "The folder of logs and views, made if it is not there; or the URL of the PostgreSQL database of both, by the log-in that writes (`bulkhead store prepare`)."
    )
    var data: String

    @Option(help: "With a database: its URL by the log-in that reads.")
    var dataReader: String?

    @Option(help: "With a database: the folder of attachments; without it none are taken.")
    var attachments: String?

    @Option(
        help: "The folder of wrapped keys; by default `keys` beside the folder of logs. Back it up apart from them."
    )
    var keys: String?

    @Option(help: "The site's key; by default `site.key` in the folder of keys. It is made with a new instance.")
    var siteKey: String?

    @Option(
        help:
            "The plan as `bulkhead plan --json-file` wrote it; it has to hold for the plant file, and what it decides is part of the baseline. By default the plant is planned now."
    )
    var plan: String?

    @Option(
        help:
            "Which instance of the plan, by its environment, with `#2` for the second one there; not needed where there is one."
    )
    var instance: String?

    @Option(help: "The site where its terminals stand; not needed where the instance has programs at one site.")
    var site: String?

    var stores: InstanceStores {
        InstanceStores(data: data, reader: dataReader, attachments: attachments, keys: keys, siteKey: siteKey)
    }

    func validate() throws {
        try InstanceStores.check(data: data, reader: dataReader, attachments: attachments, keys: keys)
    }

    /// Files, policies and plan as they would be decided by; prints what is wrong with them and exits 2, or 1 where there is no plan.
    /// - Parameter isPlanned: whether it hosts by a plan.
    func draft(isPlanned: Bool = true) throws -> BaselineDraft {
        do {
            return try BaselineDraft(
                .read(
                    plant: plant.plant,
                    catalogue: plant.location.folder(),
                    grants: [grants],
                    determinations: determinations,
                    plan: isPlanned ? planFile() : nil
                ),
                planning: isPlanned ? HostedPlan.planning : nil
            )
        } catch let problems as PlantProblems {
            let lines = CheckReport.lines(problems.problems, omitted: problems.omitted, path: plant.plant)
            Console.error(lines.joined(separator: "\n"))
        } catch let refusal as GovernanceRefusal {
            let place = refusal.code == .wrongPlan ? plan.map { "\($0): " } ?? "" : ""
            Console.error("\(place)\(refusal)")
            if refusal.code == .noPlan { throw ExitStatus.findings }
        }
        throw ExitStatus.wrongInput
    }

    /// The plan that was given.
    private func planFile() throws -> PlanFile? {
        guard let plan else { return nil }
        do {
            return try JSONDecoder().decode(PlanFile.self, from: Data(InputFile.bytes(plan)))
        } catch {
            Console.error("\(plan): this is no plan: \(error)")
            throw ExitStatus.wrongInput
        }
    }

    var approvers: [BaselineRelease.Approval] {
        approve.map { text in
            let parts = text.split(separator: ",", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            return BaselineRelease.Approval(approver: parts.first ?? "", capacity: parts.count > 1 ? parts[1] : "")
        }
    }

    /// The instance of a plan that was named.
    func served(_ draft: BaselineDraft) throws -> ServedInstance {
        try ServedInstance(draft.plan?.instances ?? [], named: instance, at: site, of: draft.baseline.plant)
    }
}
