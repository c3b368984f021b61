public import Boundary
internal import PlantModel
public import Storage

extension OperationSegment {
    /// A picture or a PDF that shows what is to be done. It is made by ``Execution/attach(_:to:of:replacing:seen:by:key:)`` alone: the bytes are sealed as an
    /// attachment of the work definition, and the hash of the content covers theirs, so that approvals are bound to them.
    public struct Medium: Codable, Hashable, Sendable {
        /// Its place in the operation, from 1.
        public let number: Int
        /// What it is called, a line.
        public let title: String
        /// What it shows, for whoever does not see it (WCAG 2.2, 1.1.1).
        public let alternative: String
        /// What it is, by its bytes: `image/png`, `image/jpeg` or `application/pdf`.
        public let mediaType: String
        /// How many bytes there are.
        public let byteCount: Int
        /// Pixels from left to right; nil of a PDF.
        public let width: Int?
        /// Pixels from top to bottom; nil of a PDF.
        public let height: Int?
        /// SHA-256 of the bytes, in hexadecimal.
        public let hash: String
        /// The attachment that has the bytes.
        let attachment: RecordID
    }
}

/// A picture or a PDF of an operation, as the definition has it.
public struct OperationMedium: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<OperationMedium>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "operation-medium",
        .workInstructions,
        [
            .init("workMaster", .bytes, .workInstructions), .init("sequence", .integer, .workInstructions),
            .init("number", .integer, .workInstructions), .init("title", .text, .workInstructions),
            .init("alternative", .text, .workInstructions), .init("mediaType", .text, .workInstructions),
            .init("byteCount", .integer, .workInstructions),
            .init("width", .integer, .workInstructions, isNullable: true),
            .init("height", .integer, .workInstructions, isNullable: true),
            .init("hash", .text, .workInstructions),
        ],
        lookups: [["workMaster", "sequence", "number"]]
    )
    /// Where it is from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// A medium as its row.
struct MediumState: RecordState {
    typealias Entry = OperationMedium
    let id: RecordID
    let workMaster: RecordID
    let sequence: Int
    let medium: OperationSegment.Medium

    var values: [ViewValue] {
        [
            workMaster.value, .integer(Int64(sequence)), .integer(Int64(medium.number)), .text(medium.title),
            .text(medium.alternative), .text(medium.mediaType), .integer(Int64(medium.byteCount)),
            medium.width.map { .integer(Int64($0)) } ?? .null, medium.height.map { .integer(Int64($0)) } ?? .null,
            .text(medium.hash),
        ]
    }
}

extension WorkMasterContent {
    /// Every medium that it has.
    var media: [OperationSegment.Medium] { operations.flatMap { $0.media ?? [] } }

    /// The same, with the media of operations that stood at the same sequence and say nothing of any.
    func keepingMedia(of old: WorkMasterContent) -> WorkMasterContent {
        var next = self
        for place in operations.indices where operations[place].media == nil {
            next.operations[place].media = old.operations.first { $0.sequence == operations[place].sequence }?.media
        }
        return next
    }

    /// That it shows nothing but what was uploaded to it: media of the content before, with the words beside them as they are now, and the one that was
    /// attached just now. Whoever writes content anew could otherwise name an attachment of another definition.
    func checkMedia(since old: WorkMasterContent?, attached: OperationSegment.Medium? = nil) throws(ExecutionRefusal) {
        let known = (old?.media ?? []) + [attached].compactMap(\.self)
        let isKnown = media.allSatisfy { medium in
            known.contains {
                $0.attachment == medium.attachment && $0.hash == medium.hash && $0.mediaType == medium.mediaType
                    && $0.byteCount == medium.byteCount && $0.width == medium.width && $0.height == medium.height
            }
        }
        guard isKnown else { throw ExecutionRefusal(.mediumElsewhere) }
    }
}

extension OperationSegment {
    /// What is wrong with its media.
    func mediumProblems() -> [String] {
        guard let media else { return [] }
        typealias Limits = WorkMasterContent.Limits
        guard (1...Limits.media).contains(media.count) else {
            return ["media: there are \(media.count), 1 to \(Limits.media) or none at all"]
        }
        var found: [String] = []
        for (place, medium) in media.enumerated() where medium.number != place + 1 {
            found.append("medium \(medium.number): media are numbered from 1")
        }
        for medium in media {
            found += WorkMasterContent.problems(name: medium.title, "medium \(medium.number).title")
            found += Self.problems(alternative: medium.alternative, "medium \(medium.number).alternative")
        }
        return found
    }

    /// A text for whoever does not see a picture is one line that says something.
    static func problems(alternative text: String, _ place: String) -> [String] {
        if text.allSatisfy(\.isWhitespace) { return ["\(place): it is empty; say what there is to see"] }
        if text.utf8.count > WorkMasterContent.Limits.alternativeBytes {
            return ["\(place): it has \(text.utf8.count) bytes, at most \(WorkMasterContent.Limits.alternativeBytes)"]
        }
        let isPlain = !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return isPlain ? [] : ["\(place): it holds a control character"]
    }
}
