public import Boundary
internal import Crypto
internal import Journal
internal import Storage

/// A picture or a PDF that somebody wants shown at an operation, as it was sent.
public struct MediumDraft: Sendable {
    /// What it is called, a line.
    public let title: String
    /// What it shows, for whoever does not see it.
    public let alternative: String
    /// The bytes: PNG, JPEG or PDF, at most ``bytesMax``.
    public let bytes: [UInt8]

    /// The most bytes that one may have.
    public static let bytesMax = MediumFile.bytesMax

    /// A draft.
    public init(title: String, alternative: String, bytes: [UInt8]) {
        self.title = title
        self.alternative = alternative
        self.bytes = bytes
    }

    /// What is wrong with its words.
    var problems: [String] {
        WorkMasterContent.problems(name: title, "title")
            + OperationSegment.problems(alternative: alternative, "alternative")
    }
}

// Media of operations: sealed as attachments of the work definition, bound by the hash of its content, shown to whoever may see both.
extension Execution {
    private static let terms = AttachmentTerms(
        mediaTypes: Set(MediumFile.Kind.allCases.map(\.rawValue)),
        statement: "I have looked at what it shows; nothing restricts it that does not restrict the work definition."
    )

    /// Adds a picture or a PDF to an operation of a draft, or puts it in the place of another one.
    ///
    /// Whoever does this states to have looked at what it shows, and that nothing else restricts it than the work definition; that is recorded. It is looked
    /// into first, and refused where it carries a marking that goes beyond the definition's.
    /// - Parameters:
    ///   - number: the medium that it replaces; nil to add one.
    ///   - seen: the hash of the content that the asker looked at.
    /// - Throws: `invalid`, `stale`, `immutable`, and what the file is refused for: `mediumType`, `mediumTooLarge`, `mediumDamaged`, `mediumPixels`,
    ///   `mediumActive`, `mediumRestricted`, `mediumClassified`, `tooManyMedia`, `mediaClosed`, `noRoom`; as every command, what the boundary refuses. The
    ///   definition is as it was then.
    public func attach<Way: Channel>(
        _ draft: MediumDraft,
        to operation: RecordID,
        of master: RecordID,
        replacing number: Int? = nil,
        seen: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let place = try place(of: master, WorkMaster.self)
        let permission = try await permit(.edit, WorkMaster.self, master, in: place, by: asker)
        let record = try await permitted(WorkMaster.self, master, in: place, by: asker)
        let sequence = try sequence(of: operation, in: master, place)
        let problems = draft.problems
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        let state = try hull.states(WorkMasterState.self, WorkMasterState.isRecord(master), limit: 1, in: place).first
        guard let state, state.phase == .draft, state.contentHash == seen else {
            // Nothing is kept for a draft that is another one by now; what was done by the same key is answered as done.
            return try await edit(
                master,
                { _ throws(ExecutionRefusal) in throw ExecutionRefusal(.stale) },
                seen: seen,
                by: asker,
                key: key
            )
        }
        let file = try MediumFile(draft.bytes)
        let attachment = try await store(file, to: record, under: permission)
        return try await edit(
            master,
            { content throws(ExecutionRefusal) in
                let media = content.operations.first { $0.sequence == sequence }?.media ?? []
                let medium = OperationSegment.Medium(
                    number: number ?? media.count + 1,
                    title: draft.title,
                    alternative: draft.alternative,
                    mediaType: file.kind.rawValue,
                    byteCount: file.bytes.count,
                    width: file.size?.width,
                    height: file.size?.height,
                    hash: Array(SHA256.hash(data: file.bytes)).hexadecimal,
                    attachment: attachment
                )
                let next = try content.after(.put(medium), at: sequence)
                try next.checkMedia(since: content, attached: medium)
                return next
            },
            seen: seen,
            by: asker,
            key: key
        )
    }

    /// Takes a medium out of an operation of a draft.
    /// - Throws: `stale`, `immutable`; what the boundary refuses.
    public func detach<Way: Channel>(
        _ number: Int,
        from operation: RecordID,
        of master: RecordID,
        seen: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let place = try place(of: master, WorkMaster.self)
        _ = try await permit(.edit, WorkMaster.self, master, in: place, by: asker)
        let sequence = try sequence(of: operation, in: master, place)
        return try await edit(
            master,
            { content throws(ExecutionRefusal) in try content.after(.removal(number), at: sequence) },
            seen: seen,
            by: asker,
            key: key
        )
    }

    /// A medium as the definition has it: what it is called and what it shows.
    /// - Throws: `notFound` for what is not there and for what the asker may not know of alike; `denied`.
    public func medium<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal) -> Release<
        Way
    > {
        try await find(OperationMedium.self, id, in: place(of: id, OperationMedium.self), by: asker)
    }

    /// The bytes of a medium, for whoever may see both it and attachments of its program.
    /// - Throws: as ``medium(_:by:)``.
    public func content<Way: Channel>(ofMedium id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(MediumState.self, id)
        _ = try await permitted(OperationMedium.self, id, in: place, by: asker)
        guard let known else { throw ExecutionRefusal(.notFound) }
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseContent(
                of: known.medium.attachment.aggregate,
                in: place,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    // MARK: Steps

    private func sequence(of operation: RecordID, in master: RecordID, _ place: CompartmentName)
        throws(ExecutionRefusal) -> Int
    {
        let matches = OperationState.isRecord(operation) + [.init("work_master", .equal, [master.value])]
        let known = try hull.states(OperationState.self, matches, limit: 1, in: place).first
        guard let known else { throw ExecutionRefusal(.stale) }
        return known.segment.sequence
    }

    private func store(_ file: MediumFile, to record: WorkMaster, under permission: Permission)
        async throws(ExecutionRefusal) -> RecordID
    {
        do throws(AttachmentError) {
            let id = try await hull.boundary.attach(
                file.bytes,
                named: file.kind.name,
                to: record,
                under: permission,
                on: Self.terms
            )
            return RecordID(id)
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}

extension ExecutionRefusal {
    /// Why a file was not taken.
    fileprivate init(_ error: AttachmentError) {
        let code: Code =
            switch error.code {
            case .notOpen: .mediaClosed
            case .empty, .invalidName, .otherType: .mediumType
            case .tooLarge: .mediumTooLarge
            case .tooMany, .busy: .tooManyMedia
            case .restricted: .mediumRestricted
            case .active: .mediumActive
            case .notInspected: .mediumDamaged
            case .classified: .mediumClassified
            case .full: .noRoom
            case .notPermitted: .busy
            case .notJournaled: .inDoubt
            case .unknownUpload, .wrongOffset, .failed: .noAnswer
            }
        self.init([Reason(code)], cause: error.message)
    }
}
