internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// What a person does at an operation. Each form carries what its page showed and a key, so that it is done once, and on what was seen.
    func addOperation(_ routes: inout Routes) {
        routes.form("/units/{id}/start") { request in
            try await done(request) { try await execution.start($0, by: $1, key: $2) }
        }
        routes.form("/units/{id}/pause") { request in
            try await done(request) { try await execution.pause($0, by: $1, key: $2) }
        }
        routes.form("/units/{id}/measure") { request in
            try await done(request) { operation, asker, key in
                guard let number = Int(request.fields["characteristic"] ?? ""),
                    let value = DecimalNumber((request.fields["value"] ?? "").replacing(",", with: "."))
                else {
                    throw PageCode.noNumber.refusal()
                }
                let gauge = request.fields["gauge"].flatMap { $0.isEmpty ? nil : $0 }
                return try await execution.measure(number, value, gauge: gauge, at: operation, by: asker, key: key)
            }
        }
        routes.form("/units/{id}/consume") { request in
            try await done(request) { operation, asker, key in
                let code = (request.fields["code"] ?? "").filter { !$0.isWhitespace }
                let part = request.fields["part"] ?? ""
                let item: ConsumedItem =
                    request.fields["kind"] == "unit"
                    ? .unit(try await unit(scanned: code, of: part, request))
                    : .lot(code, quantity: Int(request.fields["quantity"] ?? "") ?? 1)
                return try await execution.consume(item, of: part, at: operation, by: asker, key: key)
            }
        }
        routes.form("/units/{id}/complete") { request in
            try await done(request) { operation, asker, key in
                try await execution.complete(operation, signing: signature(request), by: asker, key: key)
            }
        }
        routes.form("/units/{id}/buy-off") { request in
            try await done(request) { operation, asker, key in
                try await execution.buyOff(operation, signing: signature(request), by: asker, key: key)
            }
        }
        routes.form("/units/{id}/nonconformance") { request in
            try await done(request) { operation, asker, key in
                let report = NonconformanceReport(
                    unit: operation.unit,
                    characteristic: Int(request.fields["characteristic"] ?? ""),
                    description: request.fields["description"] ?? ""
                )
                return try await execution.report(report, by: asker, key: key)
            }
        }
    }

    /// The unit that a code names as a component: its traveler's, its own, or its serial number, by which a unit of the part is meant first.
    func unit(scanned code: String, of part: String, _ request: PageRequest) async throws -> RecordID {
        let asker = try asker(request)
        let found: [ReleasedRecord]
        do {
            if code.hasPrefix("BH1:") {
                found = try await execution.scan(traveler: travelerNumber(code), by: asker).records
            } else if let id = RecordID(text: code.lowercased()) {
                found = try await execution.scan(id, by: asker).records
            } else {
                let planned = try await execution.units(serial: code, partNumber: part, by: asker).records
                found = planned.isEmpty ? try await execution.units(serial: code, by: asker).records : planned
            }
        } catch let refusal as ExecutionRefusal where refusal.code == .notFound {
            throw PageCode.componentUnknown.refusal("code")
        }
        let units = found.filter { $0.kind == WorkUnit.kind.name }.compactMap(\.id)
        guard units.count == 1 else { throw PageCode.componentUnknown.refusal("code") }
        return RecordID(units[0])
    }

    /// Whoever signs shows the PIN again (21 CFR 11.200(a)): a terminal that was left signs nothing.
    func signature(_ request: PageRequest) async throws -> SignatureStatement {
        try await signature(request, pin: request.fields["pin"] ?? "")
    }

    func signature(_ request: PageRequest, pin: String) async throws -> SignatureStatement {
        guard let visitor = request.visitor, case .person(let person) = visitor.subject else { throw Failure.signIn }
        do {
            try await accounts.confirm(person, pin: pin)
        } catch let refusal as AccountRefusal {
            throw Self.refusal(refusal, field: "pin")
        }
        return SignatureStatement(printedName: visitor.name)
    }

    /// Carries a command out and shows the operation anew; where it is refused, with the reasons first.
    private func done(
        _ request: PageRequest,
        _ command: (UnitOperation, Asker<Screen>, CommandKey) async throws -> CommandResult
    ) async throws -> ScreenAnswer {
        let id = try request.id("id")
        guard let sequence = Int(request.fields["sequence"] ?? ""),
            let key = CommandKey(request.fields["once"] ?? "", of: try request.subject)
        else {
            throw PageCode.formNotWhole.refusal()
        }
        let operation = UnitOperation(
            unit: RecordID(id),
            sequence: sequence,
            version: Int64(request.fields["version"] ?? "")
        )
        do {
            _ = try await command(operation, try asker(request), key)
            return try .go(to: "/units/\(id)")
        } catch let refusal as ExecutionRefusal {
            if let failure = RefusalText.failure(refusal) { throw failure }
            let text = RefusalText.summary(refusal, request)
            return try await operationPage(request, text, status: RefusalText.status(refusal))
        } catch let refusal as Refusal {
            return try await operationPage(request, ProblemSummary.text(refusal), status: refusal.status)
        }
    }
}
