/// One part that is taken apart by a child process: gives it bytes, and makes parts of what it answers.
final class Extraction {
    private let run: InspectionRun
    private let part: [Int]
    private let names: [String]
    private let mode: ExtractionMode
    private var process: ExtractorProcess?
    private var scopes: [Scope]
    private var sentCount: UInt64 = 0
    private var doneCount: UInt64?
    private var isOver = false
    /// Whether all of it was read, and by the rules of its format.
    private(set) var isComplete = false
    private var saidUninspected = false

    /// A part that is open: its place, what reads it, and how many parts it has had.
    private final class Scope {
        let part: [Int]
        let names: [String]
        var raw: PartInspection?
        var text: TextInspection?
        var attributes: TextInspection?
        let nested: NestedParts

        init(_ nested: NestedParts) { (self.nested, part, names) = (nested, nested.part, nested.names) }

        func finish() {
            raw?.finish()
            text?.finish()
            attributes?.finish()
        }
    }

    /// Starts the child; nil, with a finding, where it cannot be.
    init?(_ run: InspectionRun, mode: ExtractionMode, nested: NestedParts) {
        (self.run, self.mode, part, names) = (run, mode, nested.part, nested.names)
        scopes = [Scope(nested)]
        guard let program = run.scanner.extractor else {
            run.addUninspected(.extractorMissing, part: part, names: names)
            return nil
        }
        process = ExtractorProcess(program, mode: mode, limits: run.limits)
        if process == nil {
            run.addUninspected(.extractorMissing, part: part, names: names)
            return nil
        }
    }

    func append(_ bytes: ArraySlice<UInt8>) {
        guard !isOver, let process else { return }
        sentCount += UInt64(bytes.count)
        let outcome = process.send(bytes) { self.receive($0) }
        if let failure = outcome { fail(failure) }
    }

    func finish() {
        if !isOver, let process {
            if let failure = process.finish({ self.receive($0) }) {
                fail(failure)
            } else if doneCount != sentCount || scopes.count != 1 {
                fail(.extractorFailed)
            } else {
                isComplete = !saidUninspected
            }
        }
        while let scope = scopes.popLast() { scope.finish() }
        process = nil
    }

    /// Ends the child. What it said before counts as evidence; that not all was read is a finding.
    private func fail(_ reason: Uninspected) {
        guard !isOver else { return }
        isOver = true
        process?.kill()
        run.addUninspected(reason, part: part, names: names)
    }

    private func receive(_ frame: ExtractionFrame) {
        guard !isOver, doneCount == nil, let scope = scopes.last else {
            if doneCount != nil { fail(.extractorFailed) }
            return
        }
        switch frame {
        case .begin(let form, let name): begin(form, name, in: scope)
        case .raw(let bytes):
            guard count(bytes), let raw = scope.raw else { return fail(.extractorFailed) }
            raw.append(bytes[...])
        case .text(let bytes):
            guard count(bytes) else { return }
            text(&scope.text, .parsedText, scope).append(bytes[...])
        case .attributes(let bytes):
            guard count(bytes) else { return }
            text(&scope.attributes, .parsedAttributes, scope).append(bytes[...])
        case .field(let field, let value):
            guard NativeField.allCases.indices.contains(Int(field)) else { return fail(.extractorFailed) }
            let text = String(decoding: value, as: UTF8.self)
            run.addNative(
                NativeField.allCases[Int(field)],
                text,
                part: scope.part,
                reading: .parsedText,
                names: scope.names
            )
        case .uninspected(let reason):
            saidUninspected = true
            run.addUninspected(reason, part: scope.part, names: scope.names)
        case .active: run.noteActive()
        case .end:
            guard scopes.count > 1 else { return fail(.extractorFailed) }
            scopes.removeLast().finish()
        case .done(let count): doneCount = count
        }
    }

    private func begin(_ form: ExtractionFrame.Form, _ name: [UInt8], in scope: Scope) {
        guard run.countPart() else { return fail(.partBound) }
        guard scope.part.count < run.limits.depthMax else { return fail(.depthBound) }
        let text = String(decoding: name, as: UTF8.self)
        let child = Scope(NestedParts(run, part: scope.nested.nextPart(), names: scope.names + [text]))
        if form == .drawing { run.noteDrawing(child.part) }
        if form == .raw || form == .drawing {
            let raw = PartInspection(run, part: child.part, names: child.names)
            raw.named = MediaName(text)
            child.raw = raw
        }
        // The name of a part is content: a marking may stand in it.
        run.addMarkings(inName: text, part: child.part, names: child.names)
        scopes.append(child)
    }

    private func count(_ bytes: [UInt8]) -> Bool {
        if run.countUnpacked(bytes.count) { return true }
        fail(.sizeBound)
        return false
    }

    /// What the lines are that the child hands on.
    private func origin(_ reading: ContentPlace.Reading, _ scope: Scope) -> TextOrigin {
        switch mode {
        case .pdf, .picture: return .writing
        case .xml, .html, .sqlite: return .cells
        case .archive: break
        }
        guard reading == .parsedText, let name = scope.names.last?.lowercased() else { return .cells }
        if ["word/header", "word/footer"].contains(where: name.hasPrefix) { return .pageHeads }
        // Of office documents the written ones; sheets are tables.
        let written = [
            "word/", "ppt/", "docprops/", "xl/comments", "xl/threadedcomments", "xl/drawings/", "content.xml",
        ]
        return written.contains(where: name.hasPrefix) ? .writing : .cells
    }

    private func text(_ reader: inout TextInspection?, _ reading: ContentPlace.Reading, _ scope: Scope)
        -> TextInspection
    {
        if let reader { return reader }
        let made = TextInspection(run, part: scope.part, reading: reading, names: scope.names, type: .plainText)
        made.origin = origin(reading, scope)
        made.onEncoded = { [nested = scope.nested] in nested.inspect($0) }
        reader = made
        return made
    }
}
