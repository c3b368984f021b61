internal import Cedar
internal import Classification
internal import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

/// Records of a compartment whose labels are doubted.
struct LabelDoubts {
    enum Doubt: String, CaseIterable {
        case abovePlan, markedBeyond, derivedBeyond
    }

    struct Line {
        let doubt: Doubt
        let label: SharedLabel
        let programs: Set<String>
        /// The kind of record, the record, the field, the marking or what was found.
        let texts: [String]
    }

    var found: [Line] = []
    var lookedThrough = 0
    /// Of them by the inspector too, whether anything marks them or not.
    var inspected = 0
    var isWhole = true
}

extension Boundary {
    /// What of a compartment is restricted more than the plan says today, what holds a marking that says more than its label, and what the inspector finds restricted
    /// more though nothing marks it, of the records whose trail the asker may see.
    func doubts<Way: Channel>(
        in compartment: CompartmentName,
        _ world: DecisionWorld,
        for subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) throws(BoundaryError) -> LabelDoubts {
        let (kinds, open) = state.withLock {
            ($0.kinds.values.sorted { $0.name < $1.name }, $0.compartments[compartment])
        }
        guard let open, let session = try session(subject, nil, channel, whereabouts) else { return LabelDoubts() }
        var doubts = LabelDoubts()
        for (number, recorded) in open.labels.all.sorted(by: { $0.key < $1.key }) {
            let label = world.tightened(recorded).label
            let programs = label.label.values(in: "program")
            guard !programs.isEmpty, !label.label.isSealed else { continue }
            // A line of the trail tells of the record as its trail does.
            func mayBeTold(under label: SharedLabel) -> Bool {
                let asked = RecordQuestion(label: RecordLabel(label, of: .auditTrail), fieldClass: nil, facts: Record())
                return session.table.verdict(asked).isAllowed
            }
            guard mayBeTold(under: label) else { continue }
            let isAbove = !recorded.label.label.isAtMost(world.planned(recorded, programs).label)
            let admission = Admission([Admission.Group(labels: [number])])
            for kind in kinds where kind.dataClass == recorded.dataClass {
                try look(
                    at: kind,
                    admission,
                    in: open,
                    compartment,
                    world,
                    (label, programs, isAbove),
                    &doubts,
                    mayBeTold
                )
            }
        }
        return doubts
    }

    private func look(
        at kind: DeclaredKind,
        _ admission: Admission,
        in open: OpenCompartment,
        _ compartment: CompartmentName,
        _ world: DecisionWorld,
        _ record: (label: SharedLabel, programs: Set<String>, isAbove: Bool),
        _ doubts: inout LabelDoubts,
        _ mayBeTold: (SharedLabel) -> Bool
    ) throws(BoundaryError) {
        let texts = kind.fields.filter { field in
            kind.table.columns.contains { $0.name == field.column && $0.type == .text }
        }
        guard !texts.isEmpty || record.isAbove else { return }
        let query = ViewQuery(
            kind.table.name,
            columns: [kind.idColumn] + texts.map(\.column),
            limit: Self.lookedThroughMax
        )
        let rows: [[ViewValue]]
        do throws(StorageError) {
            rows = try open.views.select(query, admitting: admission)
        } catch {
            // The compartment has no records of this kind.
            if error.code == .invalidName { return }
            throw BoundaryError(.storage, "\(compartment): \(error)")
        }
        doubts.lookedThrough += rows.count
        if rows.count == Self.lookedThroughMax { doubts.isWhole = false }
        for row in rows {
            guard case .bytes(let id)? = row.first else { continue }
            func doubt(_ what: LabelDoubts.Doubt, _ field: String, _ marking: String, under label: SharedLabel) {
                doubts.found.append(
                    LabelDoubts.Line(
                        doubt: what,
                        label: label,
                        programs: record.programs,
                        texts: [kind.name, id.hexadecimal, field, marking]
                    )
                )
            }
            if record.isAbove { doubt(.abovePlan, "", "", under: record.label) }
            var isMarked = false
            for (field, value) in zip(texts, row.dropFirst()) {
                guard case .text(let text) = value, MarkingTrace.isIn(text) else { continue }
                let reading = world.schemes.readMarkings(in: text)
                guard !reading.label.isAtMost(record.label.label), let marking = reading.found.first?.text else {
                    continue
                }
                isMarked = true
                let shown = String(marking.prefix(Self.markingCharactersMax))
                doubt(.markedBeyond, field.column, shown, under: record.label)
            }
            guard !isMarked, let opinion = opinion(on: row.dropFirst(), &doubts),
                !opinion.label.isAtMost(record.label.label)
            else { continue }
            // What it agrees with is of others: the line is restricted as they are, and so is that there is one.
            let label = record.label.join(SharedLabel(opinion.label))
            guard mayBeTold(label) else { continue }
            let found = String((opinion.findings.first ?? "").prefix(Self.markingCharactersMax))
            doubt(.derivedBeyond, "", found, under: label)
        }
    }

    /// What the inspector says of the texts of a record together; nil where nothing looks into content, for a few words, and where as many were looked into as are for one
    /// answer.
    private func opinion(on values: ArraySlice<ViewValue>, _ doubts: inout LabelDoubts) -> ContentOpinion? {
        guard let inspector else { return nil }
        let texts = values.compactMap { value in
            if case .text(let text) = value, !text.isEmpty { text } else { nil as String? }
        }
        let content = Array(texts.joined(separator: "\n").utf8)
        guard content.count >= Self.inspectedBytesMin else { return nil }
        guard doubts.inspected < Self.inspectedMax else {
            doubts.isWhole = false
            return nil
        }
        doubts.inspected += 1
        let inspecting = inspector.begin(name: "record.txt")
        inspecting.append(content)
        return inspecting.finish()
    }

    /// Records of a compartment that the inspector looks into for one answer.
    private static let inspectedMax = 2_000
    /// Fewer bytes hold no sentence that could be recognised.
    private static let inspectedBytesMin = 40

    /// Characters of a marking that are shown.
    private static let markingCharactersMax = 200
}

extension DecisionWorld {
    /// What the plan says of records of a class and programs today.
    fileprivate func planned(_ recorded: RecordLabel, _ programs: Set<String>) -> SharedLabel {
        programs.sorted().reduce(SharedLabel(.unrestricted)) { $0.join(label(of: recorded.dataClass, program: $1)) }
    }
}

/// Whether a text may hold a marking at all: most hold none, and reading takes longer than looking for what every one of them has.
private enum MarkingTrace {
    private static let words = [
        "cui", "controlled", "noforn", "rel to", "fouo", "itar", "export", "distribution", "proprietary", "eccn",
        "usml",
        "limited rights", "restricted", "secret", "confidential", "dissem",
    ].map { Array($0.utf8) }

    static func isIn(_ text: String) -> Bool {
        let bytes = text.utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
        return words.contains { word in
            guard bytes.count >= word.count else { return false }
            return (0...(bytes.count - word.count)).contains { start in
                bytes[start] == word[0] && bytes[start..<(start + word.count)].elementsEqual(word)
            }
        }
    }
}
