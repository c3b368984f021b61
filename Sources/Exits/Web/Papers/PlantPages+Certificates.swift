internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// Certificates of conformance: which units, in which words, signed; then the paper with what they are made of.
    func addCertificates(_ routes: inout Routes) {
        routes.page("/orders/{id}/certificates/new") { request in try await certificateForm(request, "") }
        routes.form("/orders/{id}/certificates") { request in
            try await changed(request, page: { try await certificateForm(request, $0, $1) }) { id, asker, key in
                let units = request.fields.all(beginningWith: "unit-").filter { $0.value == "yes" }
                    .compactMap { RecordID(text: $0.name) }
                guard !units.isEmpty else { throw PageCode.nothingChosen.refusal() }
                let made = try await execution.certify(
                    CertificateRequest(
                        units: units,
                        organization: OperationFields.line(request.fields["organization"] ?? ""),
                        customer: OperationFields.line(request.fields["customer"] ?? ""),
                        purchaseOrder: OperationFields.line(request.fields["purchase-order"] ?? ""),
                        statement: request.fields["statement"] ?? ""
                    ),
                    ofOrder: id,
                    signing: signature(request),
                    by: asker,
                    key: key
                )
                return try .go(to: "/certificates/\(made.record.aggregate)")
            }
        }
        routes.page("/certificates/{id}") { request in
            let id = try RecordID(request.id("id"))
            return try await answered(request) {
                let found = try await execution.certificate(id, by: asker(request))
                let isComplete = found.isComplete
                let release = found.records()
                guard let page = CertificatePage(release.records, isComplete: isComplete) else {
                    throw Failure.notFound
                }
                return try .page(page.title, page.body, from: release)
            }
        }
        routes.document("/certificates/{id}/paper") { request in
            let id = try RecordID(request.id("id"))
            return try await printed(request, { CertificatePage($0, isComplete: true)?.document() }) {
                let found = try await execution.certificate(id, by: printer(request))
                // Half of what they are made of would pass for all of it.
                guard found.isComplete else { throw PageCode.notWhole.refusal() }
                return found.records()
            }
        }
        routes.api(
            .get,
            "/api/certificates/{id}",
            APIOperation("A certificate of conformance with its units, what they are made of and what was accepted.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.certificate(id, by: program(request)).records() }
        }
    }

    private func certificateForm(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.scan(id, by: asker(request))
            let records = release.records
            guard let order = records.first, order.kind == JobOrder.kind.name else { throw Failure.notFound }
            let units = records.filter {
                $0.kind == WorkUnit.kind.name && $0["state"]?.shows("finished") == true
                    && $0["isHeld"]?.shows("true") == false
            }
            let boxes = units.compactMap { unit -> ClearedText? in
                unit.id.map {
                    "<label class=\"check\"><input type=\"checkbox\" name=\"unit-\($0)\" value=\"yes\" checked> \(unit["serial"])</label>"
                }
            }
            let none: ClearedText = boxes.isEmpty ? "<p>No unit is finished and free that you may see.</p>" : ""
            return try .page(
                "New certificate",
                """
                \(problem)<h1>\(markOf: order["number"])Certify units of order \(order["number"])</h1><form method="post" action="/orders/\(id.aggregate)/certificates">\(request.formToken)\(request.onceKey(newKey()))\
                <div class="columns"><fieldset class="card"><legend>Units</legend>\(none)\(.joined(boxes))</fieldset><div class="card">\
                \(PageParts.field("organization", "Organization", request.typed("organization")))\(PageParts.field("customer", "Customer", request.typed("customer")))\
                \(PageParts.field("purchase-order", "Purchase order", request.typed("purchase-order"), hint: "or contract, with its line"))\
                <label for="statement">Statement <span class="hint">in the words that the customer asks for</span></label><textarea id="statement" name="statement" rows="4">\(request.typed("statement"))</textarea>\
                \(PageParts.pin("certify-pin"))<div class="actions"><button class="main">Certify and sign</button><a class="button" href="/orders/\(id.aggregate)">Back</a></div></div></div></form>
                """,
                from: release,
                status: status
            )
        }
    }

    /// Certificates, a line each.
    static func certificateTable(_ certificates: [ReleasedRecord]) -> ClearedText {
        let lines = certificates.compactMap { certificate -> ClearedText? in
            certificate.id.map { id in
                PageParts.row(
                    "<span class=\"mark\">\(markOf: certificate["number"])</span>",
                    "<a href=\"/certificates/\(id)\">\(certificate["number"])</a>",
                    "\(certificate["quantity"])",
                    "\(certificate["customer"])",
                    "\(timeOf: certificate["certified"])",
                    CertificatePage.isCorrected(certificate)
                        ? "<span class=\"state state-warn\">a value was corrected since</span>" : ""
                )
            }
        }
        return PageParts.table(
            "Certificates",
            ["Marking", "Certificate", "Units", "Customer", "Certified", "Since then"],
            lines,
            none: "None was signed that you may see."
        )
    }
}
