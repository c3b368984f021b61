internal import Boundary
internal import Execution
internal import HTTPExit

/// A list of what waits on somebody's home page; its own page, with all of it, begins where the home page ends.
struct WaitingList {
    /// Its name in addresses.
    let name: StaticString
    /// What it is called.
    let heading: StaticString
    /// A page of it, after a record.
    let ask: (RecordID?, Asker<Screen>) async throws -> Release<Screen>
    /// The page as a table.
    let table: ([ReleasedRecord]) -> ClearedText

    /// A page of it with its heading and the way to the rest.
    func section(_ records: [ReleasedRecord], at address: StaticString) -> ClearedText {
        let rest: ClearedText = "\(program: address)?list=\(program: name)&amp;after="
        return
            "<h2>\(program: heading)</h2>\(table(records))\(PageParts.more(records, limit: Self.limit, rest, "More"))"
    }

    /// Records of a list on a page.
    static let limit = 50
}

extension PlantPages {
    /// A home page of lists: the beginning of each, or one of them from a record on, with the way to the rest.
    func home(
        _ request: PageRequest,
        at address: StaticString,
        _ title: StaticString,
        _ lists: [WaitingList],
        actions: ClearedText,
        below: () async throws -> ClearedText = { "" }
    ) async throws -> ScreenAnswer {
        try await answered(request) {
            let asker = try asker(request)
            let chosen = request.fields["list"].map { name in lists.filter { $0.name.description == name } }
            if chosen?.isEmpty == true { throw PageCode.malformed.refusal("list") }
            let last = chosen == nil ? nil : try request.fields["after"].map { RecordID(try position($0)) }
            let shown = chosen ?? lists
            guard let leading = shown.first else { throw Failure.unexpected }
            // The page is sent with its first list; what the others show bears its own labels.
            let first = try await leading.ask(last, asker)
            var body = [leading.section(first.records, at: address)]
            for list in shown.dropFirst() {
                body.append(list.section(try await list.ask(last, asker).records, at: address))
            }
            let back: ClearedText =
                chosen == nil
                ? ""
                : "<div class=\"actions\"><a class=\"button\" href=\"\(program: address)\">All that waits</a></div>"
            let rest = chosen == nil ? try await below() : ""
            let page: ClearedText =
                "<h1>\(program: title)</h1>\(chosen == nil ? actions : back)\(.joined(body))\(rest)"
            return try .page("\(program: title)", page, from: first)
        }
    }
}
