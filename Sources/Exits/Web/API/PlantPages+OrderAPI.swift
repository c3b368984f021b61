internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Orders as programs make, read and change them, and what the plant can take.
    func addOrderAPI(_ routes: inout Routes) {
        let states: [StaticString] = ["planned", "released", "running", "done", "cancelled"]
        routes.api(
            .get,
            "/api/orders",
            APIOperation(
                "Orders, the one that is due first before the others.",
                query: [
                    .init("state", .choice(states), "How far they came; any if nothing is said."),
                    .init("from", .text(max: 10), "The first day on which they may be due: YYYY-MM-DD."),
                ] + APIOperation.pages
            )
        ) { request in
            let phase = request.fields["state"].map { JobOrderPhase(rawValue: $0) }
            if let phase, phase == nil { throw PageCode.malformed.refusal("state") }
            let first = request.fields["from"].map { Day($0) }
            if let first, first == nil { throw PageCode.noDay.refusal("from") }
            let limit = try limit(request)
            return try await listed(.page(limit: limit)) {
                try await execution.orders(
                    in: phase ?? nil,
                    dueFrom: first ?? nil,
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
        routes.api(.get, "/api/orders/{id}", APIOperation("An order with its units.")) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.order(id, by: program(request)) }
        }
        addOrderCommands(&routes)
        let centers = APIOperation.Parameter("center", .text(max: 256), "A work center; all if nothing is said.")
        routes.api(
            .get,
            "/api/capacity",
            APIOperation(
                "Load against hours for each work center and week, over all programs, as far as a determination of the plant lets it be said.",
                query: [centers, .init("weeks", .number(1...52), "From this one on; 8 if nothing is said.")]
            )
        ) { request in
            let known = execution.workCenters.keys.sorted()
            let chosen = request.fields["center"].map { name in known.filter { $0 == name } } ?? known
            guard !chosen.isEmpty else { throw PageCode.malformed.refusal("center") }
            let typed = request.fields["weeks"] ?? "8"
            guard let weeks = Int(typed), (1...52).contains(weeks) else { throw PageCode.malformed.refusal("weeks") }
            let days = (0..<weeks).compactMap { Day(millisecondsSince1970: clock.now + UInt64($0) * 7 * 86_400_000) }
            guard let key = CommandKey(newKey(), of: try request.subject) else { throw Failure.unexpected }
            return try await listed {
                try await execution.capacity(
                    of: chosen,
                    weeksOf: days,
                    by: Execution.capacityRule,
                    for: program(request),
                    key: key
                )
            }
        }
    }

    private func addOrderCommands(_ routes: inout Routes) {
        routes.api(
            .post,
            "/api/orders",
            APIOperation(
                "Orders units of a part, by the released revision that is effective for them.",
                body: [
                    .init("definition", .id, "A released work definition of the part.", isRequired: true),
                    .init("number", .text(max: 200), "The order's number.", isRequired: true),
                    .init(
                        "serials",
                        .texts(max: JobOrderRequest.unitsMax),
                        "A serial for each unit.",
                        isRequired: true
                    ),
                    .init("due", .text(max: 10), "The day on which it is due: YYYY-MM-DD.", isRequired: true),
                    .init("priority", .number(0...9), "0 if nothing is said; the greater goes first."),
                    .init("planned", .truth, "It waits for its release; false if nothing is said."),
                ]
            )
        ) { request in
            let body: Ordered = try read(request)
            guard let master = RecordID(text: body.definition) else { throw Failure.notFound }
            guard let due = Day(body.due) else { throw PageCode.noDay.refusal("due") }
            let order = JobOrderRequest(
                number: body.number,
                workMaster: master,
                serials: body.serials,
                due: due,
                priority: body.priority ?? 0,
                isReleased: body.planned != true
            )
            return try await carriedOut(request) {
                try await execution.order(order, by: $0, key: $1).record
            } answer: {
                try await execution.order($0, by: $1)
            }
        }
        routes.api(.post, "/api/orders/{id}/release", APIOperation("Releases a planned order to the floor.")) {
            request in
            let id = try RecordID(request.id("id"))
            return try await carriedOut(request) {
                try await execution.release(order: id, by: $0, key: $1)
            } answer: {
                try await execution.order(id, by: $1)
            }
        }
        addOrderChanges(&routes)
    }

    private func addOrderChanges(_ routes: inout Routes) {
        routes.api(
            .post,
            "/api/orders/{id}/correct",
            APIOperation(
                "Corrects the day that an order is due, and its priority.",
                body: [
                    .init("due", .text(max: 10), "The day on which it is due: YYYY-MM-DD.", isRequired: true),
                    .init("priority", .number(0...9), "The greater goes first.", isRequired: true),
                ] + Self.signing
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            let body: Corrected = try read(request)
            guard let due = Day(body.due) else { throw PageCode.noDay.refusal("due") }
            return try await carriedOut(request) {
                let statement = CorrectionStatement(
                    reason: body.reason,
                    signing: try await signature(request, pin: body.pin)
                )
                return try await execution.correct(
                    order: id,
                    due: due,
                    priority: body.priority,
                    statement,
                    by: $0,
                    key: $1
                )
            } answer: {
                try await execution.order(id, by: $1)
            }
        }
        routes.api(
            .post,
            "/api/orders/{id}/cancel",
            APIOperation(
                "Cancels units of an order that nobody began: all of them, or those that are named. What was begun stays.",
                body: [
                    .init("units", .texts(max: JobOrderRequest.unitsMax), "Ids of units; all if nothing is said.")
                ] + Self.signing
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            let body: Cancelled = try read(request)
            let units = try body.units.map { names in
                try names.map { name in
                    guard let unit = RecordID(text: name) else { throw Failure.notFound }
                    return unit
                }
            }
            return try await carriedOut(request) {
                try await execution.cancel(
                    order: id,
                    units: units.map { Set($0) },
                    reason: body.reason,
                    signing: signature(request, pin: body.pin),
                    by: $0,
                    key: $1
                )
            } answer: {
                try await execution.order(id, by: $1)
            }
        }
    }

    private struct Ordered: Decodable {
        let definition: String
        let number: String
        let serials: [String]
        let due: String
        let priority: Int?
        let planned: Bool?
    }

    private struct Corrected: Decodable {
        let due: String
        let priority: Int
        let reason: String
        let pin: String
    }

    private struct Cancelled: Decodable {
        let units: [String]?
        let reason: String
        let pin: String
    }
}
