internal import Boundary
public import Documents
internal import Execution
internal import HTTPExit
public import Journal

/// How an instance makes documents: which paper, how it is marked, the key that travelers are checked by, and what signs statements.
public struct PaperPress: Sendable {
    let paper: Paper
    let marking: MarkingRules
    let key: TravelerKey
    let signer: NoteSigner

    /// A press.
    public init(paper: Paper, marking: MarkingRules, key: TravelerKey, signer: NoteSigner) {
        self.paper = paper
        self.marking = marking
        self.key = key
        self.signer = signer
    }
}

extension PlantPages {
    /// Whoever asks for paper gets a file, which a browser prints on whatever printer it has: nobody is known to stand before it.
    static let print = Print(isAttended: false)

    func printer(_ request: PageRequest) throws -> Asker<Print> {
        Asker(try request.subject, through: Self.print, from: request.whereabouts)
    }

    /// Makes a document of what was released for it.
    func printed(
        _ request: PageRequest,
        _ document: ([ReleasedRecord]) throws -> ClearedDocument?,
        of release: () async throws -> Release<Print>
    ) async throws -> DocumentAnswer {
        do {
            var release = try await release()
            guard let document = try document(release.records) else { throw Failure.notFound }
            let layout = try document.enter(&release)
            var exit = PDFExit(
                to: try request.subject,
                through: Self.print,
                of: hull.boundary,
                clock: clock,
                layout: layout,
                paper: press.paper,
                marking: press.marking,
                key: press.key
            )
            try await exit.send(release)
            guard let file = exit.file else { throw Failure.unexpected }
            return DocumentAnswer(file)
        } catch let refusal as ExecutionRefusal {
            throw RefusalText.failure(refusal)
                ?? .refused(
                    Refusal(refusal.code.rawValue, refusal.code.says, status: RefusalText.status(refusal))
                )
        } catch let error as DocumentError {
            throw Failure.refused(Refusal(error.code.rawValue, error.code.remedy))
        }
    }
}
