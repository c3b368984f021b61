internal import Boundary
internal import Documents
internal import Execution
internal import Governance
internal import HTTPExit

// Lists that an officer takes away as comma-separated values: to whoever asks who could reach a program, or what left of it.
extension PlantPages {
    private static let csv = Export(format: "csv", isEncrypted: false)

    func addSheets(_ routes: inout Routes) {
        routes.document("/compliance/access/{id}/list.csv") { request in
            let id = try request.id("id")
            return try await exported(request, Self.reach) {
                try await governance.review(id, at: request.site, by: $0)
            }
        }
        routes.document("/compliance/leaks/looks/{id}/list.csv") { request in
            let id = try request.id("id")
            return try await exported(request, Self.exposures) { try await governance.exposures(id, by: $0) }
        }
    }

    /// The way to a list as a file.
    static func sheetLink(_ address: ClearedText) -> ClearedText {
        "<div class=\"actions\"><a class=\"button\" href=\"\(address)/list.csv\" download>Take the list away, for a spreadsheet</a></div>"
    }

    /// Nil where the sheet itself may not leave.
    private static func reach(_ records: [ReleasedRecord]) -> ClearedSheet? {
        guard let head = records.first(where: { $0.kind == AccessReviewSheet.kind.name && !$0.isWithheld }) else {
            return nil
        }
        let lines = records.filter { $0.kind == AccessReach.kind.name && !$0.isWithheld }
        return ClearedSheet(
            id: "access",
            columns: [
                "Program", "As of", "Person", "Employer", "Need to know", "Can see", "Permitted by", "Under",
                "Facts from", "Facts as of",
            ],
            rows: lines.map { line in
                ["\(head["program"])", "\(head["day"])"]
                    + ["person", "employer", "need", "classes", "policies", "authorities", "source", "asOf"].map {
                        "\(line[$0])"
                    }
            }
        )
    }

    /// Nil where the sheet itself may not leave, or nothing is known yet.
    private static func exposures(_ records: [ReleasedRecord]) -> ClearedSheet? {
        guard let head = records.first(where: { $0.kind == ExposureSheet.kind.name && !$0.isWithheld }) else {
            return nil
        }
        let lines = records.filter { $0.kind == Exposure.kind.name && !$0.isWithheld }
        return ClearedSheet(
            id: "what-left",
            columns: ["Program", "Record", "To whom", "Channel", "What", "First (UTC)", "Last (UTC)", "Times"],
            rows: lines.map { line in
                ["\(head["program"])", "\(head["record"])"]
                    + ["subject", "channel", "recordKind", "first", "last", "releases"].map { "\(line[$0])" }
            }
        )
    }

    /// Makes a file of what was released for it: a cell that a spreadsheet would compute is text there.
    private func exported(
        _ request: PageRequest,
        _ sheet: ([ReleasedRecord]) -> ClearedSheet?,
        of release: (Governance.Actor<Export>) async throws -> Release<Export>
    ) async throws -> DocumentAnswer {
        let actor = try overseer(Asker(try request.subject, through: Self.csv, from: request.whereabouts))
        return try await takenAway {
            var release = try await release(actor)
            guard let sheet = sheet(release.records) else { throw Failure.notFound }
            let layout = try sheet.enter(&release)
            var exit = CSVExit(
                to: try request.subject,
                through: Self.csv,
                of: hull.boundary,
                clock: clock,
                layout: layout,
                marking: press.marking
            )
            try await exit.send(release)
            return exit.file
        }
    }

    /// A file that an exit made of what change control released; what keeps it from being made is told as on a page.
    func takenAway(_ made: () async throws -> ReleasedFile?) async throws -> DocumentAnswer {
        do {
            guard let file = try await made() else { throw Failure.unexpected }
            return DocumentAnswer(file)
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.failure(refusal) ?? .refused(RefusalText.stated(refusal))
        } catch let error as DocumentError {
            throw Failure.refused(Refusal(error.code.rawValue, error.code.remedy))
        }
    }
}
