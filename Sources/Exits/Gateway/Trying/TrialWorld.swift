internal import PlantModel

/// Random numbers that are the same for a seed (SplitMix64, Steele, Lea and Flood 2014).
struct TrialRandom {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }

    mutating func isOne(in count: Int) -> Bool { below(count) == 0 }
}

/// A file of a flow's source, made by chance: what its destination may have comes from one seed, everything else from another. Two worlds of one
/// seed for the first and two for the second are to look the same to the destination.
struct TrialWorld {
    /// A record as the source writes it.
    struct Row {
        let program: String
        /// A text for each declared field, absent where the record is without.
        var values: [String?]
        /// Nothing of it may arrive.
        let isHidden: Bool
        /// It is no record of the flow.
        var isBroken = false
    }

    let flow: CarriedFlow
    /// The records in the order of the file.
    private(set) var rows: [Row] = []
    /// A column that the flow does not declare, and what stands in it.
    private(set) var undeclared: [String]?
    /// The name of the file.
    let name: String
    private let passages: [String: [String: FilterTrial.Passage]]

    init(
        _ flow: CarriedFlow,
        _ passages: [String: [String: FilterTrial.Passage]],
        shown: UInt64,
        hidden: UInt64
    ) {
        self.flow = flow
        self.passages = passages
        var open = TrialRandom(shown)
        var secret = TrialRandom(hidden)
        name = "export-\(secret.below(1_000_000)).\(flow.format.suffix)"
        let visible = passages.keys.sorted().filter { !Self.isHidden($0, passages) }
        let concealed = passages.keys.sorted().filter { Self.isHidden($0, passages) }
        // Now and then more than a batch holds.
        let count = visible.isEmpty ? 0 : open.isOne(in: 12) ? 80 + open.below(120) : open.below(20)
        for number in 0..<count {
            let program = visible[open.below(visible.count)]
            rows.append(Row(program: program, values: values(of: program, number, &open, &secret), isHidden: false))
        }
        if !concealed.isEmpty {
            // Of a hidden program nothing is open, so that nothing is drawn from this.
            var none = TrialRandom(0)
            for number in 0..<(secret.isOne(in: 12) ? 150 : secret.below(13)) {
                let program = concealed[secret.below(concealed.count)]
                var row = Row(
                    program: program,
                    values: values(of: program, 10_000 + number, &none, &secret),
                    isHidden: true
                )
                if secret.isOne(in: 6) { row.break(flow, &secret) }
                rows.insert(row, at: secret.below(rows.count + 1))
            }
        }
        if secret.isOne(in: 2) { undeclared = rows.map { _ in "drawing \(secret.below(1_000))" } }
    }

    static func isHidden(_ program: String, _ passages: [String: [String: FilterTrial.Passage]]) -> Bool {
        passages[program]?.values.allSatisfy { $0 == .withheld || $0 == .filtered } ?? true
    }

    /// What becomes of a field of a row.
    func passage(_ field: Plant.Messages.Field, of program: String) -> FilterTrial.Passage {
        passages[program]?[field.name] ?? .filtered
    }

    private func values(
        of program: String,
        _ number: Int,
        _ open: inout TrialRandom,
        _ secret: inout TrialRandom
    ) -> [String?] {
        flow.messages.fields.enumerated().map { place, field in
            if place == flow.programPlace { return placed([code(of: program)], field) }
            let passage = passage(field, of: program)
            let isShown = passage != .filtered && passage != .withheld
            // That there is a value shows where something of it does, and so does how often.
            if field.isOptional, isShown ? open.isOne(in: 4) : secret.isOne(in: 4) { return nil }
            let count = !field.isRepeated ? 1 : 1 + (isShown ? open.below(3) : secret.below(3))
            return placed(
                (0..<count).map { _ in
                    switch passage {
                    case .passes: place == flow.aboutPlace ? about(number, field, &open) : Self.value(field, &open)
                    case .generalized(let way): Self.value(field, way, &open, &secret)
                    case .redacted: Self.value(field, &secret)
                    case .filtered, .withheld:
                        place == flow.aboutPlace ? about(number, field, &secret) : Self.value(field, &secret)
                    }
                },
                field
            )
        }
    }

    /// Texts as a value of the flow's format.
    private func placed(_ texts: [String], _ field: Plant.Messages.Field) -> String? {
        guard flow.format.isPlaced else { return texts.first }
        return PlacedTexts.value(
            texts.enumerated().map { number, text in
                PlacedTexts.One(place: flow.trialPlace(of: field, number), text: text)
            }
        )
    }

    /// One code for each program: another would tell nothing that may not be told, but would be another message.
    private func code(of program: String) -> String {
        flow.messages.programs.filter { $0.value.value == program }.keys.sorted().first ?? ""
    }

    private func about(_ number: Int, _ field: Plant.Messages.Field, _ random: inout TrialRandom) -> String {
        field.type == .text ? "A-\(number / 2)-\(random.below(100))" : Self.value(field, &random)
    }

    // MARK: Values

    static func value(_ field: Plant.Messages.Field, _ random: inout TrialRandom) -> String {
        switch field.type {
        case .text:
            let words = [
                "bore", "0,2 over", "said \"fine\"", "flange", "two\nlines", "é", "rework", "torque 40 Nm", " blank ",
            ]
            let text = (0...random.below(3)).map { _ in words[random.below(words.count)] }.joined(separator: " ")
            return String(decoding: Array(text.utf8).prefix(max(1, field.longest)), as: UTF8.self).filter {
                $0 != "\u{FFFD}"
            }
        case .integer: return String(random.below(20_000) - 5_000)
        case .decimal: return "\(random.below(500)).\(random.below(10))\(random.below(10))"
        case .truth: return random.isOne(in: 2) ? "true" : "false"
        case .day: return day(random.below(3_000))
        case .time: return day(random.below(3_000)) + "T" + two(random.below(24)) + ":" + two(random.below(60)) + ":00Z"
        }
    }

    /// A value of which what passes is open and the rest is not.
    private static func value(
        _ field: Plant.Messages.Field,
        _ way: Plant.Filter.Generalization,
        _ open: inout TrialRandom,
        _ secret: inout TrialRandom
    ) -> String {
        let time = field.type == .time ? "T" + two(secret.below(24)) + ":" + two(secret.below(60)) + ":00Z" : ""
        switch way {
        case .year:
            return "20\(two(20 + open.below(10)))-\(two(1 + secret.below(12)))-\(two(1 + secret.below(28)))" + time
        case .month: return "2026-\(two(1 + open.below(12)))-\(two(1 + secret.below(28)))" + time
        case .day: return day(open.below(3_000)) + time
        case .tens: return String(open.below(100) * 10 + secret.below(10))
        case .hundreds: return String(open.below(100) * 100 + secret.below(100))
        case .thousands: return String(open.below(100) * 1_000 + secret.below(1_000))
        }
    }

    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

    private static func day(_ number: Int) -> String {
        "20\(two(20 + number / 336 % 10))-\(two(1 + number / 28 % 12))-\(two(1 + number % 28))"
    }

    // MARK: Writing

    /// The files, by their names.
    var files: [(name: String, bytes: [UInt8])] {
        flow.format.trialFiles(rows, undeclared: undeclared).enumerated().map { number, bytes in
            ("\(number)-\(name)", bytes)
        }
    }

    /// The records that have to arrive, in the order of the file: of each program, a text for each field that leaves.
    func arriving() -> [String: [[String?]]] {
        var arriving: [String: [[String?]]] = [:]
        for row in rows where !row.isHidden {
            let values = flow.outputs.map { output -> String? in
                switch passage(output.field, of: row.program) {
                case .passes, .redacted, .generalized:
                    row.values[output.place].map { flow.plain(flow.written($0, output.way)) }
                case .filtered, .withheld: nil
                }
            }
            arriving[row.program, default: []].append(values)
        }
        return arriving
    }
}

extension TrialWorld.Row {
    /// Makes it none of the flow's records.
    fileprivate mutating func `break`(_ flow: CarriedFlow, _ random: inout TrialRandom) {
        isBroken = true
        if let place = flow.messages.fields.firstIndex(where: { $0.type != .text }) {
            let text = "none \(random.below(1_000))"
            values[place] =
                flow.format.isPlaced
                ? PlacedTexts.value([
                    PlacedTexts.One(place: flow.trialPlace(of: flow.messages.fields[place], 0), text: text)
                ]) : text
        } else {
            values[flow.aboutPlace] = nil
        }
    }
}

extension CarriedFlow {
    /// Where a text of a field stands in a record that a trial makes up.
    fileprivate func trialPlace(of field: Plant.Messages.Field, _ number: Int) -> [Int] {
        if let pointer = field.pointer?.value {
            let lists = pointer.steps.count { $0 == .each }
            return lists == 0 ? [] : [Int](repeating: 0, count: lists - 1) + [number]
        }
        guard let tree = messages.tree, let path = field.path?.value else { return [] }
        var place = PathTree(messages.fields, tree).place(of: path, tree)
        if let last = place.popLast() { place.append(last + number) }
        return place
    }
}
