internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal

extension PlantPages {
    /// Where the forms of a change go to.
    typealias ActPaths = (
        approve: StaticString, refuse: StaticString, record: StaticString, release: StaticString, withdraw: StaticString
    )

    /// The acts of a change that is open, on the routes of its kind.
    /// - Parameters:
    ///   - place: where a change of the kind is, by its id.
    ///   - address: of its page.
    ///   - page: that page, with what is wrong first.
    func addActs(
        _ routes: inout Routes,
        _ paths: ActPaths,
        place: @escaping @Sendable (AggregateID) throws -> Governance.ChangePlace,
        address: @escaping @Sendable (AggregateID) -> ClearedText,
        page: @escaping @Sendable (PageRequest, ClearedText, AnswerStatus) async throws -> ScreenAnswer
    ) {
        func acting(
            _ path: StaticString,
            _ act: @escaping @Sendable (PageRequest, Governance.ChangePlace, String, CommandKey) async throws -> Void
        ) {
            routes.form(path) { request in
                try await changed(request, page: { try await page(request, $0, $1) }) { id, _, key in
                    guard let content = request.fields["content"] else { throw PageCode.formNotWhole.refusal() }
                    try await act(request, place(id.aggregate), content, key)
                    return try .go(to: address(id.aggregate))
                }
            }
        }
        acting(paths.approve) { request, change, content, key in
            let statement = try await signature(request)
            try await governance.approve(
                change,
                content: content,
                as: request.fields["capacity"] ?? "",
                signedAs: statement.printedName,
                command: key.command,
                by: actor(request)
            )
        }
        acting(paths.refuse) { request, change, _, key in
            _ = try await signature(request)
            try await governance.reject(
                change,
                as: request.fields["capacity"] ?? "",
                because: request.fields["reason"] ?? "",
                command: key.command,
                by: actor(request)
            )
        }
        acting(paths.record) { request, change, content, key in
            try await record(ChangeRecording(request), of: change, content, key, by: actor(request))
        }
        acting(paths.release) { request, change, content, key in
            _ = try await signature(request)
            try await governance.release(change, content: content, command: key.command, by: actor(request))
        }
        acting(paths.withdraw) { request, change, _, key in
            try await governance.withdraw(change, command: key.command, by: actor(request))
        }
    }
}
