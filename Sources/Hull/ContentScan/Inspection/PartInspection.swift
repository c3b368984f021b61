internal import Classification

/// Inspects one part: the content itself, a member of an archive, data found in text.
///
/// Its beginning is kept until the type is known; then everything streams to the readers of that type.
final class PartInspection {
    private let run: InspectionRun
    private let part: [Int]
    private let names: [String]
    /// What its name says.
    var named: MediaName?
    private(set) var type: MediaType?
    private(set) var byteCount = 0
    private var head: [UInt8] = []
    private var texts: [TextInspection] = []
    private var extraction: Extraction?
    private var richText: (reader: RichTextReader, text: TextInspection)?
    private var compound: CompoundNames?
    private let nested: NestedParts

    init(_ run: InspectionRun, part: [Int], names: [String]) {
        (self.run, self.part, self.names) = (run, part, names)
        nested = NestedParts(run, part: part, names: names)
    }

    func append(_ bytes: ArraySlice<UInt8>) {
        byteCount += bytes.count
        guard type == nil else { return pass(bytes) }
        let missing = MediaType.headBytesMax - head.count
        head.append(contentsOf: bytes.prefix(missing))
        if head.count >= MediaType.headBytesMax {
            decide(isWhole: false)
            pass(bytes.dropFirst(missing))
        }
    }

    func finish() {
        if type == nil { decide(isWhole: true) }
        extraction?.finish()
        let isParsed = extraction?.isComplete ?? finishRichText()
        for text in texts { text.finish(isParsed: isParsed) }
        if let compound {
            run.addUninspected(compound.isEncrypted ? .encrypted : .legacyOffice, part: part, names: names)
        }
        (texts, extraction, compound) = ([], nil, nil)
    }

    /// Whether there is such a text, and all of it was read.
    private func finishRichText() -> Bool {
        guard let richText else { return false }
        var reader = richText.reader
        richText.text.append(reader.finish()[...])
        richText.text.finish()
        self.richText = nil
        for reason in reader.unread.sorted(by: { $0.rawValue < $1.rawValue }) {
            run.addUninspected(reason, part: part, names: names)
        }
        return reader.unread.isEmpty
    }

    private func pass(_ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty else { return }
        for text in texts { text.append(bytes) }
        if let words = richText?.reader.append(bytes) { richText?.text.append(words[...]) }
        compound?.append(bytes)
        extraction?.append(bytes)
    }

    private func decide(isWhole: Bool) {
        let (type, guess) = MediaType.reading(of: head, isWhole: isWhole)
        self.type = type
        if let named, !named.admits(type) {
            run.add(Finding(.nameContradictsContent(type), at: ContentPlace(part: part)), names: names)
        }
        if type.isText, let guess { beginText(type, guess) }
        if type == .richText { beginRichText(guess) }
        if type == .ole2 { compound = CompoundNames() }
        if type == .unknown, EncodingGuess.mayBeForeignText(head) { beginForeignText() }
        if type.isPicture, !run.limits.readsPictures || run.scanner.extractor == nil {
            run.addUninspected(.picture, part: part, names: names)
        } else if let mode = ExtractionMode(type) {
            extraction = Extraction(run, mode: mode, nested: nested)
        } else if let reason = Self.uninspected(type) {
            run.addUninspected(reason, part: part, names: names)
        }
        let start = head
        head = []
        for (index, text) in texts.enumerated() {
            text.append(start[min(start.count, index == 0 ? guess?.markLength ?? 0 : 0)...])
        }
        if let words = richText?.reader.append(start[...]) { richText?.text.append(words[...]) }
        compound?.append(start[...])
        extraction?.append(start[...])
    }

    private func beginText(_ type: MediaType, _ guess: EncodingGuess) {
        for encoding in [guess.encoding, guess.alternative].compactMap({ $0 }) {
            let offset = encoding == guess.encoding ? guess.markLength : 0
            let text = TextInspection(run, part: part, names: names, type: type, encoding: encoding, at: offset)
            text.isAlternative = encoding == guess.alternative
            // Where a parser reads it too, the data is found in what that reads.
            if ExtractionMode(type) == nil { text.onEncoded = { [nested] in nested.inspect($0) } }
            texts.append(text)
        }
    }

    private func beginRichText(_ guess: EncodingGuess?) {
        // It is written in ASCII; in two bytes a character nothing else reads it.
        if guess?.encoding != .utf8, guess?.encoding != .windows1252 {
            run.addUninspected(.malformed, part: part, names: names)
        }
        let text = TextInspection(run, part: part, reading: .parsedText, names: names, type: .plainText)
        richText = (RichTextReader(), text)
    }

    /// Text in an encoding that nothing here knows (Shift JIS, GB 18030, KOI8): what it has of ASCII is read, and the rest is told.
    private func beginForeignText() {
        let text = TextInspection(run, part: part, names: names, type: .plainText, encoding: .windows1252)
        text.isAlternative = true
        text.onEncoded = { [nested] in nested.inspect($0) }
        texts.append(text)
    }

    /// Why content of a type that nothing reads is not inspected; nil for text, containers, nothing at all, and what is told once all of it was seen.
    private static func uninspected(_ type: MediaType) -> Uninspected? {
        switch type {
        case .ole2: return nil
        case .parquet: return .database
        case .rar, .cabinet: return .archiveKind
        case .executable: return .executable
        case .armoredCipher: return .encrypted
        case .unknown: return .unknownFormat
        default: return type.isText || type == .empty || ExtractionMode(type) != nil ? nil : .unknownFormat
        }
    }
}

extension InspectionRun {
    /// Adds the markings in the name of a part.
    func addMarkings(inName name: String, part: [Int], names: [String]) {
        // A name has no slashes of its own, so a banner in it is written with other signs; a path is no banner.
        let last = name.split(separator: "/").last.map(String.init) ?? ""
        let words = String(last.map { $0 == "_" ? " " : $0 })
        for marking in scanner.schemes.readMarkings(in: words, profile: scanner.profile).found {
            let faults = marking.problems.map { MarkingFault($0.fault) }
            add(
                Finding(.marking(marking.kind, faults: faults), at: ContentPlace(part: part), label: marking.label),
                text: marking.text,
                names: names
            )
        }
    }
}
