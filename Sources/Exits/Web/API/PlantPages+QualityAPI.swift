internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Nonconformances and containments as programs raise and decide them.
    func addQualityAPI(_ routes: inout Routes) {
        let text = NonconformanceReport.descriptionBytesMax
        routes.api(
            .post,
            "/api/units/{id}/nonconformance",
            APIOperation(
                "Reports a nonconformance: the unit is on hold from then on.",
                body: [
                    .init("description", .text(max: text), "What is wrong.", isRequired: true),
                    .init("characteristic", .number(0...1_000_000), "The characteristic that is out of limits."),
                ]
            )
        ) { request in
            let unit = try RecordID(request.id("id"))
            let body: Reported = try read(request)
            return try await carriedOut(request) {
                let report = NonconformanceReport(
                    unit: unit,
                    characteristic: body.characteristic,
                    description: body.description
                )
                return try await execution.report(report, by: $0, key: $1).record
            } answer: {
                try await execution.nonconformance($0, by: $1)
            }
        }
        let dispositions: [StaticString] = ["useAsIs", "repair", "rework", "scrap"]
        deciding(
            &routes,
            "/api/nonconformances/{id}/dispose",
            "Decides what becomes of the unit. To use it as it is or to repair it waits for the design authority.",
            [
                .init("disposition", .choice(dispositions), "What becomes of it.", isRequired: true),
                .init("from", .number(0...1_000_000), "Of a rework: the operation to which it goes back."),
                .init(
                    "definition",
                    .id,
                    "Of a rework or repair: the released definition whose operations the unit goes through first."
                ),
            ] + Self.signing
        ) { (body: Disposed, id, request, asker, key) in
            _ = try await execution.dispose(
                of: id,
                body.made(),
                following: body.reworkDefinition(),
                reason: body.reason,
                signing: signature(request, pin: body.pin),
                by: asker,
                key: key
            )
        }
        deciding(
            &routes,
            "/api/nonconformances/{id}/accept",
            "Accepts, as the design authority, what was proposed.",
            [.init("pin", .text(max: 64), "The PIN of whoever asks, which signs.", isRequired: true)]
        ) { (body: Accepted, id, request, asker, key) in
            _ = try await execution.accept(
                dispositionOf: id,
                signing: signature(request, pin: body.pin),
                by: asker,
                key: key
            )
        }
        deciding(
            &routes,
            "/api/nonconformances/{id}/decline",
            "Declines, as the design authority, what was proposed.",
            [.init("reason", .text(max: text), "Why.", isRequired: true)]
        ) { (body: Declined, id, _, asker, key) in
            _ = try await execution.decline(dispositionOf: id, reason: body.reason, by: asker, key: key)
        }
        deciding(
            &routes,
            "/api/nonconformances/{id}/customer",
            "Records the customer's approval of a departure from the customer's design.",
            [
                .init("approvedBy", .text(max: 200), "Who approved at the customer's.", isRequired: true),
                .init("document", .text(max: 200), "Where it is written.", isRequired: true),
                .init("day", .text(max: 10), "The day of the approval: YYYY-MM-DD.", isRequired: true),
                .init("pin", .text(max: 64), "The PIN of whoever asks, which signs.", isRequired: true),
            ]
        ) { (body: Approved, id, request, asker, key) in
            let approval = CustomerApproval(approvedBy: body.approvedBy, document: body.document, day: body.day)
            let statement = try await signature(request, pin: body.pin)
            _ = try await execution.record(approval, of: id, signing: statement, by: asker, key: key)
        }
        deciding(
            &routes,
            "/api/nonconformances/{id}/customer-refusal",
            "Records that the customer refused a departure from the customer's design; quality disposes anew.",
            [.init("reason", .text(max: text), "Why.", isRequired: true)]
        ) { (body: Declined, id, _, asker, key) in
            _ = try await execution.recordRefusal(ofCustomer: id, reason: body.reason, by: asker, key: key)
        }
        addContainmentAPI(&routes)
    }

    private func addContainmentAPI(_ routes: inout Routes) {
        routes.api(
            .post,
            "/api/containments",
            APIOperation(
                "Says that a gauge or a lot is suspect: it may not be used, and all that it touched is held, in every program.",
                body: [
                    .init("suspect", .choice(["gauge", "lot"]), "What it is.", isRequired: true),
                    .init("number", .text(max: 200), "Its tag or number.", isRequired: true),
                    .init("since", .text(max: 10), "Of a gauge: the day of its last good calibration, YYYY-MM-DD."),
                    .init("part", .text(max: 200), "Of a lot: its part."),
                    .init(
                        "reason",
                        .text(max: 4_096),
                        "Why; every program whose units are held reads it.",
                        isRequired: true
                    ),
                ]
            )
        ) { request in
            let body: Contained = try read(request)
            let report = try body.report()
            return try await carriedOut(request) {
                try await execution.contain(report, by: $0, key: $1).record
            } answer: {
                try await execution.containment($0, by: $1)
            }
        }
    }

    /// A decision about a nonconformance, and the nonconformance after it.
    private func deciding<Body: Decodable & Sendable>(
        _ routes: inout Routes,
        _ path: StaticString,
        _ says: StaticString,
        _ members: [APIOperation.Parameter],
        _ decide: @escaping @Sendable (Body, RecordID, PageRequest, Asker<API>, CommandKey) async throws -> Void
    ) {
        changing(&routes, path, says, members, decide) { try await execution.nonconformance($0, by: $1) }
    }

    private struct Reported: Decodable {
        let description: String
        let characteristic: Int?
    }

    private struct Disposed: Decodable {
        let disposition: String
        let from: Int?
        let definition: String?
        let reason: String
        let pin: String

        func reworkDefinition() throws -> RecordID? {
            guard let definition else { return nil }
            guard let id = RecordID(text: definition) else { throw Failure.notFound }
            return id
        }

        func made() throws -> Disposition {
            switch disposition {
            case "useAsIs": return .useAsIs
            case "repair": return .repair
            case "scrap": return .scrap
            case "rework":
                guard let from else { throw PageCode.nothingChosen.refusal("from") }
                return .rework(from: from)
            default: throw PageCode.nothingChosen.refusal("disposition")
            }
        }
    }

    private struct Approved: Decodable {
        let approvedBy: String
        let document: String
        let day: String
        let pin: String
    }

    private struct Accepted: Decodable { let pin: String }

    private struct Declined: Decodable { let reason: String }

    private struct Contained: Decodable {
        let suspect: String
        let number: String
        let since: String?
        let part: String?
        let reason: String

        func report() throws -> ContainmentReport {
            switch suspect {
            case "gauge":
                guard let day = Day(since ?? "") else { throw PageCode.noDay.refusal("since") }
                return ContainmentReport(.gauge(tag: number, lastGood: day), reason: reason)
            case "lot": return ContainmentReport(.lot(number: number, partNumber: part ?? ""), reason: reason)
            default: throw PageCode.nothingChosen.refusal("suspect")
            }
        }
    }
}
