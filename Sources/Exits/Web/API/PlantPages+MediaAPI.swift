internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// Pictures and PDFs of operations as programs send them, and ask what they are. Their bytes are at `/media/{id}/content`.
    func addMediaAPI(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/media/{id}",
            APIOperation(
                "A picture or PDF of an operation: what it is called, what it shows, its hash. Its bytes are at /media/{id}/content."
            )
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.medium(id, by: program(request)) }
        }
        let seen = APIOperation.Parameter(
            "seen",
            .text(max: 64),
            "The hash of the content that was looked at; another is refused.",
            isRequired: true
        )
        routes.api(
            .post,
            "/api/definitions/{id}/operations/{operation}/media",
            APIOperation(
                "Adds a picture or a PDF to an operation of a draft, or puts it in the place of another one. Whoever sends it states to have looked at it.",
                body: [
                    seen, .init("title", .text(max: 200), "What it is called.", isRequired: true),
                    .init("alternative", .text(max: 1_000), "What it shows, in words.", isRequired: true),
                    .init("replacing", .number(1...20), "The number of the medium that it replaces."),
                ],
                file: "PNG, JPEG or PDF, at most 20 MiB."
            )
        ) { request in
            let (id, operation) = (RecordID(try request.id("id")), RecordID(try request.id("operation")))
            guard let seen = request.fields["seen"] else { throw PageCode.formNotWhole.refusal() }
            return try await carriedOut(request) { asker, key in
                try await execution.attach(
                    mediumDraft(request),
                    to: operation,
                    of: id,
                    replacing: try replacedMedium(request),
                    seen: seen,
                    by: asker,
                    key: key
                ).record
            } answer: {
                try await execution.workMaster($0, by: $1)
            }
        }
    }
}
