internal import Boundary
internal import Execution
internal import Foundation
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Programs' deviations from something standard, for programs.
    func addVariantAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/variants",
            APIOperation(
                "Deviations of programs from something standard, the one that ends first before the others.",
                query: APIOperation.pages
            )
        ) { request in
            let limit = try limit(request)
            return try await governed(.page(limit: limit)) {
                let after = try request.fields["after"].map { try position($0) }
                return try await governance.variants(after: after, limit: limit, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/variants/counts",
            APIOperation(
                "How many variants of each program deviate from a standard today, from under how many it moved on, and are past their last day."
            )
        ) { request in
            try await governed { try await governance.variantTallies(on: today(), by: programActor(request)) }
        }
        routes.api(
            .get,
            "/api/variants/{id}",
            APIOperation("A variant, its changes, and the standard that it deviates from.")
        ) { request in
            let id = try request.id("id")
            return try await governed {
                try await governance.variant(id, in: execution, on: today(), by: program(request))
            }
        }
        routes.api(
            .get,
            "/api/variants/changes/{id}",
            APIOperation("A change that asks for a variant or for its end, and what its release would still take.")
        ) { request in
            let id = try request.id("id")
            return try await governed { try await governance.variantChange(id, by: program(request)) }
        }
        addVariantAsking(&routes)
        addVariantMerging(&routes)
    }

    private static let reason = APIOperation.Parameter("reason", .text(max: 4_000), "Why.", isRequired: true)
    private static let effective = APIOperation.Parameter(
        "effective",
        .text(max: 10),
        "The day from which it counts: YYYY-MM-DD.",
        isRequired: true
    )

    private func addVariantAsking(_ routes: inout Routes) {
        routes.api(
            .post,
            "/api/variants",
            APIOperation(
                "Asks for a program's deviation from something standard.",
                body: [
                    .init("program", .text(max: 256), "The program.", isRequired: true),
                    .init("definition", .id, "The work definition that it deviates from."),
                    .init("standard", .text(max: 4_000), "Of anything else: what it deviates from, by its name."),
                    .init("difference", .text(max: 4_000), "What differs, in words.", isRequired: true),
                    .init("owner", .text(max: 256), "Who answers for it, by the id in the register.", isRequired: true),
                    .init("expires", .text(max: 10), "The last day on which it counts: YYYY-MM-DD.", isRequired: true),
                    Self.reason, Self.effective,
                ]
            )
        ) { request in
            let body: AskedVariant = try read(request)
            return try await carriedOut(request) { asker, key in
                try await governance.request(body.request(), in: execution, key: key, by: asker)
            } answer: {
                try await governance.variantChange($0.id, by: $1)
            }
        }
    }

    /// Approvals and releases are signed, and signed on pages alone.
    private func addVariantMerging(_ routes: inout Routes) {
        routes.api(
            .post,
            "/api/variants/{id}/end",
            APIOperation("Asks that the program goes by the standard again.", body: [Self.reason, Self.effective])
        ) { request in
            let id = try request.id("id")
            let body: EndedVariant = try read(request)
            return try await carriedOut(request) { asker, key in
                guard let day = Day(body.effective) else { throw PageCode.noDay.refusal("effective") }
                return try await governance.request(
                    endOf: id,
                    because: body.reason,
                    effective: day,
                    key: key,
                    by: asker
                )
            } answer: {
                try await governance.variantChange($0.id, by: $1)
            }
        }
        routes.api(
            .post,
            "/api/variants/{id}/merge",
            APIOperation(
                "Submits a draft of the standard's next revision that takes the variant in; of a form or status asks that the standard does.",
                body: [
                    .init("definition", .id, "The draft; none of a form or status."),
                    .init(
                        "seen",
                        .text(max: 64),
                        "The hash of the draft's content that was looked at; another is refused."
                    ), Self.reason, Self.effective,
                ]
            )
        ) { request in
            let id = try request.id("id")
            let body: MergedVariant = try read(request)
            return try await carriedOut(request) { asker, key in
                guard let day = Day(body.effective) else { throw PageCode.noDay.refusal("effective") }
                guard let definition = body.definition else {
                    _ = try await governance.request(
                        endOf: id,
                        .intoStandard,
                        because: body.reason,
                        effective: day,
                        key: key,
                        by: asker
                    )
                    return id
                }
                guard let draft = RecordID(text: definition) else { throw Failure.notFound }
                guard let seen = body.seen else { throw PageCode.formNotWhole.refusal("seen") }
                try await submit(draft, seen, body.reason, from: day, merging: id, by: asker, key: key)
                return id
            } answer: {
                try await governance.variant($0, in: execution, on: today(), by: $1)
            }
        }
    }
}

private struct AskedVariant: Decodable {
    let program: String
    let definition: String?
    let standard: String?
    let difference: String
    let owner: String
    let expires: String
    let reason: String
    let effective: String

    func request() throws -> VariantRequest {
        guard let effective = Day(effective) else { throw PageCode.noDay.refusal("effective") }
        guard let expires = Day(expires) else { throw PageCode.noDay.refusal("expires") }
        let id = try definition.map { text in
            guard let id = RecordID(text: text) else { throw Failure.notFound }
            return id
        }
        return VariantRequest(
            program: program,
            standard: standard ?? "",
            definition: id,
            difference: difference,
            reason: reason,
            owner: owner,
            effective: effective,
            expires: expires
        )
    }
}

private struct EndedVariant: Decodable {
    let reason: String
    let effective: String
}

private struct MergedVariant: Decodable {
    let definition: String?
    let seen: String?
    let reason: String
    let effective: String
}
