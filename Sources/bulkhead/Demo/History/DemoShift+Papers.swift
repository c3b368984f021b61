import Boundary
import Execution
import Governance
import Journal
import PlantModel

// Paper and what is signed about whole parts: travelers, first articles, certificates, and a leak with its clocks.
extension DemoShift {
    /// The planner prints the traveler of an order.
    func printTraveler(_ number: String, of order: RecordID, by planner: FedPerson) async throws {
        _ = try await floor.execution.printTraveler(
            for: order,
            by: floor.asker(planner),
            key: floor.key(planner, "demo traveler \(number)")
        )
    }

    /// The first unit of each program is the article that shows what the process makes: one of quality verifies it, another one approves it, and it is
    /// certified for the customer. Where only one of quality sees the program it stays before an approver.
    func inspectFirstArticles() async throws {
        let quality = try floor.persons("quality")
        for line in lines {
            guard let unit = all.first(where: { $0.serial == line.trialSerial }), unit.step == .rest, !unit.isMended
            else { continue }
            let seeing = try await finders(of: unit.serial, among: quality).map { quality[$0] }
            guard let verifier = seeing.first else { continue }
            let article = try await floor.execution.openFirstArticle(
                firstArticle(of: line.program),
                of: unit.id,
                by: floor.asker(verifier),
                key: floor.key(verifier, "demo first article \(line.program)")
            ).record
            _ = try await floor.execution.verify(
                firstArticle: article,
                signing: SignatureStatement(printedName: verifier.account.name),
                by: floor.asker(verifier),
                key: floor.key(verifier, "demo first article verified \(line.program)")
            )
            guard let approver = seeing.dropFirst().first else { continue }
            _ = try await floor.execution.approve(
                firstArticle: article,
                signing: SignatureStatement(printedName: approver.account.name),
                by: floor.asker(approver),
                key: floor.key(approver, "demo first article approved \(line.program)")
            )
            _ = try await floor.execution.certify(
                CertificateRequest(
                    units: [unit.id],
                    organization: floor.served.site.id,
                    customer: "Customer of \(line.program)",
                    purchaseOrder: "PO-\(line.program)-1",
                    statement: "The listed units conform to the order and to the drawing at the revision shown."
                ),
                ofOrder: line.trial,
                signing: SignatureStatement(printedName: approver.account.name),
                by: floor.asker(approver),
                key: floor.key(approver, "demo certificate \(line.program)")
            )
        }
    }

    private func firstArticle(of program: String) -> FirstArticleRequest {
        FirstArticleRequest(
            extent: .full,
            trigger: .firstProduction,
            reason: "The first fitting of the program",
            drawing: "SF-\(program)-DWG",
            drawingRevision: "A",
            organization: floor.served.site.id,
            supplierCode: "",
            purchaseOrder: "PO-\(program)-1"
        )
    }

    /// The officer confirms that drawings of a program lay on a share that the supplier reads: what was released is listed, a hold placed, and each clock of
    /// the program's duties begun.
    func confirmLeak(of program: String) async throws {
        let officer = try floor.persons("compliance")[0]
        let discovered = floor.clock.now
        _ = try await floor.governance.confirmLeak(
            LeakReport(
                record: nil,
                since: nil,
                found:
                    "Two pictures of \(program) lay on the quality share, where suppliers of other programs can read them; a weekly scan found them.",
                discovered: discovered,
                printedName: officer.account.name
            ),
            of: AccessReviewSheet.id(of: program),
            at: floor.whereabouts,
            command: floor.command(),
            by: floor.actor(officer)
        )
    }
}
