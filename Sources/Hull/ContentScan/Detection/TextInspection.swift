internal import Classification

/// Reads the markings of one text, window by window: memory does not grow with the text.
///
/// Windows overlap, so that a marking is whole in at least one of them. What begins in the part that the next window has too is left to that one.
final class TextInspection {
    private struct Key: Hashable {
        let kind: MarkingKind
        let start: Int
    }

    private struct Located {
        var bytes: Range<Int>
        let line: Int
        var label: Label
        var faults: [MarkingFault]
        let text: String
        var isMention: Bool
    }

    private let run: InspectionRun
    private let part: [Int]
    private let reading: ContentPlace.Reading
    private let names: [String]
    private let type: MediaType
    private var decoder: TextDecoder
    private var text = MappedText()
    /// How much of `text` the streaming readers have seen.
    private var streamedTo = 0
    private var lineBase = 1
    private var windowCount = 0
    private var controlCount = 0
    private var characterCount = 0
    private var holdsOlderEncoding = false
    private var isOverfull = false
    private var located: [Key: Located] = [:]
    /// Markings of earlier windows that name categories: a bare `CUI` further down means them.
    private var carried: [String] = []
    private var mentions = MentionContext()
    private var fields: Part21Fields?
    private var encoded: EncodedRuns
    private let words: (any WordSink)?
    /// Whether this is a second reading, in another encoding: what is no text in it says nothing.
    var isAlternative = false
    /// What its lines are.
    var origin = TextOrigin.writing
    /// What encoded runs held, to be inspected as parts of this one.
    var onEncoded: (EncodedRuns.Found) -> Void = { _ in }

    /// - Parameter offset: bytes of the part before the text, such as a byte order mark.
    init(
        _ run: InspectionRun,
        part: [Int],
        reading: ContentPlace.Reading = .content,
        names: [String],
        type: MediaType,
        encoding: TextEncoding = .utf8,
        at offset: Int = 0
    ) {
        (self.run, self.part, self.reading, self.names, self.type) = (run, part, reading, names, type)
        decoder = TextDecoder(encoding, at: offset)
        fields = type == .step ? Part21Fields() : nil
        encoded = EncodedRuns(bytesMax: run.limits.encodedBytesMax)
        words = run.wordSink(part: part, reading: reading, names: names)
    }

    func append(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        // Slices, so that one huge piece takes no more memory than many small ones.
        while !rest.isEmpty {
            decode(rest.prefix(64 << 10), isEnd: false)
            rest = rest.dropFirst(64 << 10)
        }
    }

    /// - Parameter isParsed: whether a parser has read all of it as well, so that torn pieces here are those of markup.
    func finish(isParsed: Bool = false) {
        decode([], isEnd: true)
        encoded.finish(onEncoded)
        readWindow(keepingFrom: text.utf8.count, isLast: true)
        words?.finish()
        if isParsed { located = located.filter { !$0.value.faults.contains { $0.isOfTornMarking } } }
        report()
    }

    private func decode(_ bytes: ArraySlice<UInt8>, isEnd: Bool) {
        decoder.decode(bytes, isEnd: isEnd, into: &text)
        if streamedTo < text.utf8.count {
            let fresh = text.utf8[streamedTo...]
            controlCount += Self.controls(in: text.utf8.span, from: streamedTo)
            characterCount += fresh.count
            fields?.append(fresh)
            encoded.append(fresh, onEncoded)
            streamedTo = text.utf8.count
        }
        let limits = run.limits
        guard text.utf8.count >= limits.windowBytes + limits.overlapBytes else { return }
        readWindow(keepingFrom: nextStart(), isLast: false)
    }

    /// How many control characters there are that are no blanks, line ends or separators.
    private static func controls(in utf8: Span<UInt8>, from start: Int) -> Int {
        var count = 0
        var at = start
        while at < utf8.count {
            if at + 8 <= utf8.count, !EightBytes(utf8, at: at).mayHoldControl {
                at += 8
                continue
            }
            for byteAt in at..<min(at + 8, utf8.count) {
                let byte = utf8[byteAt]
                if byte < 0x1A, !(0x09...0x0D).contains(byte) { count += 1 }
            }
            at += 8
        }
        return count
    }

    /// Where the next window begins: at a blank line, else a line, else a character, and so that the two share the overlap.
    private func nextStart() -> Int {
        let utf8 = text.utf8
        let latest = utf8.count - run.limits.overlapBytes
        let earliest = max(1, latest - run.limits.overlapBytes)
        if let blank = (earliest..<latest).last(where: { utf8[$0] == 0x0A && utf8[$0 - 1] == 0x0A }) {
            return blank + 1
        }
        if let line = (earliest..<latest).last(where: { utf8[$0] == 0x0A }) { return line + 1 }
        return (earliest..<latest).last { utf8[$0] & 0xC0 != 0x80 } ?? latest
    }

    private func readWindow(keepingFrom next: Int, isLast: Bool) {
        windowCount += 1
        var found = readings(isLast: isLast)
        found.sort { $0.range.lowerBound < $1.range.lowerBound }
        var line = LineCount(line: lineBase)
        for marking in found where marking.range.lowerBound < next || isLast {
            let lineNumber = line.line(at: marking.range.lowerBound, in: text.utf8)
            add(
                marking.marking,
                at: text.map.source(of: marking.range),
                line: lineNumber,
                isMention: marking.isMention
            )
        }
        passWords(before: next)
        guard !isLast else { return }
        lineBase = line.line(at: next, in: text.utf8)
        text.removeFirst(next)
        streamedTo = text.utf8.count
    }

    /// Gives the words of the window that the next one does not have, with escapes resolved.
    private func passWords(before next: Int) {
        guard let words, let seed = run.wordSeed else { return }
        let escapes = EscapeView.view(of: next == text.utf8.count ? text.utf8 : Array(text.utf8[..<next]), type: type)
        var line = LineCount(line: lineBase)
        WordReader.forEach(in: escapes?.utf8 ?? text.utf8, before: escapes?.utf8.count ?? next, seed: seed) {
            let place = escapes?.map.source(of: $1) ?? $1
            let lineNumber = line.line(at: place.lowerBound, in: text.utf8)
            words.append($0, at: text.map.source(of: place), line: lineNumber)
        }
    }

    /// What the window says: only the neighbourhoods of traces are read, and where there are none nothing is.
    private func readings(isLast: Bool) -> [Reading] {
        // In X12 other signs divide words and lines than in all other text.
        guard run.scanner.readsNeighbourhoods, type != .x12 else { return readings(in: text.utf8, isLast: isLast) }
        let near = Neighbourhoods(text.utf8, type: type)
        guard !near.ranges.isEmpty else { return [] }
        guard near.byteCount < text.utf8.count else { return readings(in: text.utf8, isLast: isLast) }
        let kept = near.text(of: text.utf8)
        return readings(in: kept.utf8, isLast: isLast).map { reading in
            Reading(
                range: kept.map.source(of: reading.range),
                marking: reading.marking,
                isMention: reading.isMention
            )
        }
    }

    /// What a text says as it is written and in each of its views.
    private func readings(in utf8: [UInt8], isLast: Bool) -> [Reading] {
        var found = read(utf8, isLast: isLast)
        for view in TextViews.all(of: utf8, type: type, origin: origin) {
            let seen = read(view.utf8, isLast: false).map { marking in
                Reading(
                    range: view.map.source(of: marking.range),
                    marking: marking.marking,
                    isMention: marking.isMention
                )
            }
            // What is read already is read with what the page says of it.
            let read = Set(found.filter { !$0.isTorn }.map { Key(kind: $0.marking.kind, start: $0.range.lowerBound) })
            let fresh =
                view.isOfFields
                ? seen.filter { !read.contains(Key(kind: $0.marking.kind, start: $0.range.lowerBound)) } : seen
            found = Self.without(found, explainedBy: fresh) + fresh
            // What people see of mail is its text without soft breaks.
            if type == .mail { found = Self.without(found, readWhole: seen) }
        }
        if !holdsOlderEncoding {
            holdsOlderEncoding = OlderEncodings.begins(in: utf8) || ShiftedText.begins(in: utf8)
        }
        return found
    }

    private struct Reading {
        let range: Range<Int>
        let marking: FoundMarking
        let isMention: Bool

        /// Whether it is a piece of something that could not be read.
        var isTorn: Bool { marking.problems.contains { MarkingFault($0.fault).isOfTornMarking } }
    }

    /// Leaves out pieces that a view shows to be parts of one whole marking: `NOFORN` of `CUI\/\/NOFORN`.
    private static func without(_ found: [Reading], explainedBy seen: [Reading]) -> [Reading] {
        let whole = seen.filter { !$0.isTorn }.map(\.range).sorted { $0.lowerBound < $1.lowerBound }
        guard !whole.isEmpty else { return found }
        // How far the whole ones reach that begin no later than each of them.
        var reach: [Int] = []
        for range in whole { reach.append(max(range.upperBound, reach.last ?? 0)) }
        return found.filter { reading in
            guard reading.isTorn else { return true }
            var (low, high) = (0, whole.count)
            while low < high {
                let middle = (low + high) / 2
                if whole[middle].lowerBound <= reading.range.lowerBound { low = middle + 1 } else { high = middle }
            }
            return low == 0 || reach[low - 1] < reading.range.upperBound
        }
    }

    /// Leaves out what is faulty only because a soft break cuts it, where a view reads the same without a fault.
    private static func without(_ found: [Reading], readWhole seen: [Reading]) -> [Reading] {
        let whole = Set(
            seen.filter(\.marking.problems.isEmpty).map { Key(kind: $0.marking.kind, start: $0.range.lowerBound) }
        )
        return found.filter {
            $0.marking.problems.isEmpty || !whole.contains(Key(kind: $0.marking.kind, start: $0.range.lowerBound))
        }
    }

    private func read(_ utf8: [UInt8], isLast: Bool) -> [Reading] {
        let prefix = carried.isEmpty ? "" : carried.joined(separator: "\n\n") + "\n\n"
        let before = prefix.utf8.count
        let separated =
            type == .x12 ? ElementText.separated(utf8) : type.isXML || type == .html ? MarkupText.separated(utf8) : utf8
        let reading = run.scanner.schemes.readMarkings(
            in: prefix + String(decoding: separated, as: UTF8.self),
            profile: run.scanner.profile
        )
        if isLast, windowCount == 1 { addProblems(of: reading) }
        if !isOverfull,
            reading.documentProblems.contains(where: { $0.fault == .tooManyMarkings || $0.fault == .textTooLong })
        {
            // The reader stopped: what it did not read may say anything.
            isOverfull = true
            let place = ContentPlace(part: part, reading: self.reading)
            run.add(Finding(.notInspected(.findingBound), at: place, label: .sealed), names: names)
        }
        let listsStatements = MentionContext.listsStatements(reading.found)
        return reading.found.compactMap { marking in
            guard marking.range.lowerBound >= before else { return nil }
            let range = marking.range.lowerBound - before..<marking.range.upperBound - before
            if origin.isEveryday(marking.text, at: range, in: utf8) { return nil }
            return Reading(
                range: range,
                marking: marking,
                isMention: listsStatements && marking.kind == .distributionStatement
                    || mentions.isMention(marking.kind, range, in: utf8)
            )
        }
    }

    /// Problems of the document as a whole, which can be told only where all of it was read at once.
    private func addProblems(of reading: MarkingReading) {
        for problem in reading.documentProblems where problem.fault != .publicReleaseOfControlled {
            let place = ContentPlace(part: part, reading: self.reading)
            run.add(Finding(.document(MarkingFault(problem.fault)), at: place), names: names)
        }
    }

    private func add(_ marking: FoundMarking, at bytes: Range<Int>, line: Int, isMention: Bool) {
        let faults = marking.problems.map { MarkingFault($0.fault) }
        let key = Key(kind: marking.kind, start: bytes.lowerBound)
        if var known = located[key] {
            known.bytes = known.bytes.lowerBound..<max(known.bytes.upperBound, bytes.upperBound)
            known.label = known.label.join(marking.label)
            known.isMention = known.isMention && isMention
            known.faults += faults.filter { !known.faults.contains($0) }
            located[key] = known
        } else if located.count <= run.limits.findingsMax {
            located[key] = Located(
                bytes: bytes,
                line: line,
                label: marking.label,
                faults: faults,
                text: marking.text,
                isMention: isMention
            )
        } else {
            // Beyond the bound it is counted and its label kept, without a place of its own.
            run.add(
                Finding(
                    .marking(marking.kind, faults: faults),
                    at: ContentPlace(part: part, reading: reading),
                    label: marking.label
                ),
                names: names
            )
        }
        let isNamed =
            (marking.kind == .banner || marking.kind == .designationField) && marking.label["cui"] != nil
            && !faults.contains(.categoryMissing)
        if isNamed, carried.count < 16, marking.text.utf8.count < 512, !carried.contains(marking.text) {
            carried.append(marking.text)
        }
    }

    private func report() {
        // Those that begin at one place by their kind, so that the same text has the same report each time.
        let byKind = MarkingKind.allCases.flatMap { kind in located.filter { $0.key.kind == kind } }
        let sorted = byKind.enumerated().sorted {
            ($0.element.key.start, $0.offset) < ($1.element.key.start, $1.offset)
        }
        for (key, marking) in sorted.map(\.element) {
            let place = ContentPlace(part: part, reading: reading, bytes: marking.bytes, line: marking.line)
            run.add(
                Finding(
                    .marking(key.kind, faults: marking.faults),
                    at: place,
                    label: marking.label,
                    isMention: marking.isMention
                ),
                text: marking.text,
                names: names
            )
        }
        for value in fields?.values ?? [] {
            run.addNative(value.field, value.text, part: part, reading: reading, names: names)
        }
        if fields?.isBeyondBound ?? false { run.addUninspected(.sizeBound, part: part, names: names) }
        if decoder.malformedCount > 0, !isAlternative {
            run.addUninspected(decoder.encoding.unitBytes == 1 ? .mixedEncodings : .malformed, part: part, names: names)
        }
        if holdsOlderEncoding { run.addUninspected(.encodedData, part: part, names: names) }
        // A stray control character is noise of a printer or controller; many are data.
        if !isAlternative, decoder.nulCount > 0 || controlCount > 4 && controlCount * 1_000 > characterCount {
            run.addUninspected(.binaryInText, part: part, names: names)
        }
    }
}

/// Counts lines up to places that are asked for in their order.
private struct LineCount {
    var line: Int
    private var at = 0

    init(line: Int) { self.line = line }

    mutating func line(at place: Int, in utf8: [UInt8]) -> Int {
        let bytes = utf8.span
        while at < place, at < bytes.count {
            if at + 8 <= min(place, bytes.count), !EightBytes(bytes, at: at).mayEndLine {
                at += 8
                continue
            }
            let byte = bytes[at]
            let isReturn = byte == 0x0D && (at + 1 >= utf8.count || utf8[at + 1] != 0x0A)
            let isNextLine = byte == 0x85 && at > 0 && utf8[at - 1] == 0xC2
            if byte == 0x0A || isReturn || isNextLine { line += 1 }
            at += 1
        }
        return line
    }
}
