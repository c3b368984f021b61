internal import Classification
internal import Journal
internal import PlantModel
public import Storage

/// What left of a program or a record, for whoever records that it was looked at. What it holds is shown by a release alone.
public struct ProgramExposure: Sendable {
    /// The program's trail is under this label.
    public let label: SharedLabel
    /// How many releases.
    public let releases: Int
    /// `SHA-256` over the question and each line, in hexadecimal.
    public let contentHash: String
    fileprivate let lines: [Line]

    /// Who got it by which way, each once.
    public var recipients: Int { lines.count }

    fileprivate struct Key: Hashable {
        let compartment: CompartmentName
        let label: SharedLabel
        let texts: [String]
    }

    fileprivate struct Line {
        let key: Key
        let first: String
        let last: String
        let releases: Int
    }
}

extension SiteHull {
    /// Refuses, and records that, whoever may not see the trail of a program, before anything is looked for.
    /// - Parameter compartment: the program's; nil for one that has none here, which is refused as one that is not there.
    /// - Throws: `notFound` for a program that is not there or whose trail the asker may not know of; `denied`, `failed`.
    public func mayLookForExposures<Way: Channel>(
        of program: String,
        in compartment: CompartmentName?,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) {
        let question = ExposureQuestion(program, record: nil, since: nil)
        let sheet: ExposureSheet?
        do throws(BoundaryError) {
            let nothing = ProgramExposure(question, try boundary.label(of: .auditTrail, program: program), [])
            sheet = compartment.flatMap { nothing.sheet(of: question, in: $0) }
        } catch {
            throw .failed(error)
        }
        try await boundary.mustSee(
            sheet,
            ExposureSheet.kind.name,
            in: compartment ?? control,
            for: subject,
            channel,
            whereabouts
        )
    }

    /// What left as records to be released: a sheet, none for a program that the plant does not have, and a line for each who, by which channel and of
    /// which kind.
    public func records(of exposure: ProgramExposure, for question: ExposureQuestion, in compartment: CompartmentName)
        throws(BoundaryError) -> (sheets: [ExposureSheet], lines: [Exposure])
    {
        let lines = try exposure.lines.map { line throws(BoundaryError) in
            Exposure(
                RecordOrigin(id: try boundary.newID(), compartment: line.key.compartment, label: line.key.label),
                line.key.texts.map { .text($0) }
                    + [.text(line.first), .text(line.last), .integer(Int64(line.releases))]
            )
        }
        return ([exposure.sheet(of: question, in: compartment)].compactMap { $0 }, lines)
    }

    /// What left of a program, or of one of its records, by the logs of all compartments, as far as somebody may see the trail.
    /// - Parameter progress: told of each step (`trail`, then `entries` where a record is looked for) how much is done and of how much; returns whether
    ///   it is still wanted.
    /// - Returns: nil where it is not wanted any more.
    /// - Throws: `failed`: `invalidQuestion` where more than ``ExposureQuestion/eventsMax`` events would have to be looked through, or it is more than
    ///   ``ExposureQuestion/linesMax`` lines.
    /// - Complexity: with the number of releases since the day; for a record each of them is read from its log. Blocks while the stores read.
    public func exposure<Way: Channel>(
        _ question: ExposureQuestion,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown,
        progress: (_ step: String, _ done: Int, _ of: Int) -> Bool = { _, _, _ in true }
    ) throws(AccessRefusal) -> ProgramExposure? {
        do {
            let label = try boundary.label(of: .auditTrail, program: question.program)
            var left = ExposureQuestion.eventsMax
            // How many compartments there are whose trail one does not see is nobody's business.
            let trails = try compartments.compactMap { compartment in
                try boundary.readableTrail(in: compartment, for: subject, channel, whereabouts).map {
                    (compartment, $0)
                }
            }
            var events: [(compartment: CompartmentName, events: [ReleaseEvent])] = []
            for (done, (compartment, trail)) in trails.enumerated() {
                guard progress("trail", done, trails.count) else { return nil }
                let found = try Boundary.releases(question, by: trail, &left)
                if !found.isEmpty { events.append((compartment, found)) }
            }
            if let record = question.record {
                let count = events.reduce(0) { $0 + $1.events.count }
                var done = 0
                for place in events.indices {
                    let named = try naming(record, events[place].events, in: events[place].compartment) { read in
                        done += read
                        return progress("entries", done, count)
                    }
                    guard let named else { return nil }
                    events[place].events = named
                }
            }
            let lines = events.flatMap { Self.lines($0.events, $0.compartment) }
            guard lines.count <= ExposureQuestion.linesMax else {
                throw BoundaryError(
                    .invalidQuestion,
                    "it is more than \(ExposureQuestion.linesMax) lines; ask for fewer days, or for one record"
                )
            }
            return ProgramExposure(question, label, lines)
        } catch let error as BoundaryError {
            throw .failed(error)
        } catch {
            throw .failed(BoundaryError(.storage, "a log cannot be read", cause: error))
        }
    }

    /// Of releases those that a record is in, by what the log of each says. One whose payload was shredded names none any more.
    /// - Parameter isWanted: told how many more were read; returns whether the rest is still wanted.
    /// - Returns: nil where it is not.
    private func naming(
        _ record: AggregateID,
        _ events: [ReleaseEvent],
        in compartment: CompartmentName,
        _ isWanted: (Int) -> Bool
    ) throws -> [ReleaseEvent]? {
        let needle = Array("\"\(record.bytes.hexadecimal)\"".utf8)
        var reader = LogReader(try writer(of: compartment).log)
        var named: [ReleaseEvent] = []
        let ordered = events.sorted { $0.sequence < $1.sequence }
        var rest = ordered[...]
        while let first = rest.first {
            // Neighbours are read together; what lies between costs less than another look into the store.
            var end = first.sequence
            let run = rest.prefix { event in
                guard event.sequence - first.sequence < UInt64(LogReader.batchMax), event.sequence - end <= 16 else {
                    return false
                }
                end = event.sequence
                return true
            }
            let read = try reader.events(first.sequence..<(end + 1))
            let payloads = Dictionary(read.map { ($0.event.sequence, $0.payload) }) { first, _ in first }
            named += run.filter { event in
                guard let payload = payloads[event.sequence] ?? nil else { return false }
                return payload.holds(needle)
            }
            rest = rest.dropFirst(run.count)
            guard isWanted(run.count) else { return nil }
        }
        return named
    }

    private static func lines(_ events: [ReleaseEvent], _ compartment: CompartmentName) -> [ProgramExposure.Line] {
        let groups = Dictionary(grouping: events) {
            ProgramExposure.Key(compartment: compartment, label: $0.label, texts: $0.texts)
        }
        return groups.map { key, events in
            let moments = events.map(\.at)
            return ProgramExposure.Line(
                key: key,
                first: moments.min() ?? "",
                last: moments.max() ?? "",
                releases: events.count
            )
        }.sorted { ($0.last, $0.key.texts.joined()) > ($1.last, $1.key.texts.joined()) }
    }
}

/// A release as the trail has it.
private struct ReleaseEvent {
    let label: SharedLabel
    let at: String
    /// Who, by which channel, the kind of record.
    let texts: [String]
    let sequence: UInt64
}

extension Boundary {
    /// What left of a program by the trail of a compartment.
    fileprivate static func releases(_ question: ExposureQuestion, by trail: TrailReading, _ left: inout Int)
        throws(BoundaryError) -> [ReleaseEvent]
    {
        var found: [ReleaseEvent] = []
        try trail.pages(
            of: .released,
            from: question.since?.description,
            ["label", "subject", "channel", "kind", "sequence"]
        ) { rows throws(BoundaryError) in
            left -= rows.count
            guard left >= 0 else {
                throw BoundaryError(
                    .invalidQuestion,
                    "more than \(ExposureQuestion.eventsMax) releases are in these days; ask for fewer days"
                )
            }
            for row in rows {
                guard case .text(let at) = row[1], case .text(let who) = row[4], case .text(let way) = row[5],
                    case .text(let kind) = row[6], case .integer(let sequence) = row[7]
                else { continue }
                let label = trail.rows.label(row[3])
                guard label.label.values(in: "program").contains(question.program) else { continue }
                found.append(
                    ReleaseEvent(
                        label: label,
                        at: at,
                        texts: [who, way, kind],
                        sequence: UInt64(clamping: sequence)
                    )
                )
            }
        }
        return found
    }
}

extension ProgramExposure {
    fileprivate init(_ question: ExposureQuestion, _ label: SharedLabel, _ lines: [Line]) {
        var payload = PayloadText()
        payload.set("program", question.program)
        payload.set("record", question.record?.bytes.hexadecimal ?? "")
        payload.set("since", question.since?.description ?? "")
        payload.set(
            "lines",
            lines.map { line in
                var text = PayloadText()
                text.set("who", line.key.texts)
                text.set("label", line.key.label.text)
                text.set("first", line.first)
                text.set("last", line.last)
                text.set("releases", UInt64(line.releases))
                return text
            }
        )
        self.label = label
        self.lines = lines
        releases = lines.reduce(0) { $0 + $1.releases }
        contentHash = TreeHash.leaf(payload.bytes).bytes.hexadecimal
    }

    /// Nil for a program that the plant does not have.
    fileprivate func sheet(of question: ExposureQuestion, in compartment: CompartmentName) -> ExposureSheet? {
        guard !label.label.isSealed else { return nil }
        return ExposureSheet(
            RecordOrigin(
                id: AccessReviewSheet.id(of: question.program),
                compartment: compartment,
                label: label
            ),
            [
                .text(question.program), .text(question.record?.bytes.hexadecimal ?? ""),
                .text(question.since?.description ?? ""), .integer(Int64(recipients)), .integer(Int64(releases)),
            ]
        )
    }
}

extension [UInt8] {
    /// Whether bytes stand somewhere in these.
    fileprivate func holds(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first, count >= needle.count else { return false }
        for start in 0...(count - needle.count)
        where self[start] == first && self[start..<(start + needle.count)].elementsEqual(needle) {
            return true
        }
        return false
    }
}
