internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// A badge is printed for a person: recorded, and the one before ends. Its sheet holds nothing of the plant.
    func addBadges(_ routes: inout Routes) {
        routes.form("/administrator/badges") { request in
            try administers(request)
            let person = OperationFields.line(request.fields["person"] ?? "")
            do {
                let printed = try await accounts.printBadge(of: person, by: try request.subject)
                let before: ClearedText =
                    printed.issue > 1
                    ? "<p>The badge before ends now: scanned, it is answered as one of nobody.</p>" : ""
                return try Self.administratorPage(
                    request,
                    said:
                        "<h2>Badge of \(request.typed("person"))</h2><p>It says \(issuedName: printed.code), and identifies: who signs in with it gives a PIN.</p>\(before)<div class=\"actions\"><a class=\"button main\" href=\"/administrator/badges/\(printed.id)/paper\" download>Get the badge</a></div>"
                )
            } catch let refusal as AccountRefusal {
                return try Self.administratorPage(request, Self.refusal(refusal, field: "badge-person"), "")
            }
        }
        routes.document("/administrator/badges/{id}/paper") { request in
            try administers(request)
            guard let badge = try accounts.printedBadge(request.id("id"), for: try request.subject),
                let account = try accounts.account(person: badge.person)
            else { throw Failure.notFound }
            let sheet = BadgeSheet(
                id: "badge",
                badges: [.init(name: "\(issuedName: account.name)", number: "\(issuedName: badge.code)")]
            )
            return try await printed(request, { _ in sheet.document }) { .blank() }
        }
    }
}
