extension MarkingScan {
    /// A field of the designation indicator (DoDI 5200.48, 3.4.f; 32 CFR 2002.20(d)).
    private enum Field {
        case controlledBy, category, control, list, contact, export
    }

    private static let fields: [(String, Field)] = [
        ("CONTROLLED BY", .controlledBy), ("CUI CATEGORY", .category), ("CUI CATEGORIES", .category),
        ("CUI CATEGORY(IES)", .category), ("DISTRIBUTION/DISSEMINATION CONTROL", .control),
        ("DISTRIBUTION/DISSEMINATION CONTROLS", .control), ("LIMITED DISSEMINATION CONTROL", .control),
        ("LIMITED DISSEMINATION CONTROLS", .control), ("DISSEMINATION CONTROL", .control), ("DISSEMINATION", .control),
        ("LDC", .control), ("DISSEMINATION LIST", .list), ("POC", .contact), ("POINT OF CONTACT", .contact),
        ("EXPORT CONTROLLED", .export),
    ]

    /// Longer than any field's name.
    private static let nameBytesMax = 48
    /// The schemes of which a field of controls may speak.
    private static let controlSchemes = ["dissemination", "releasableTo", "distribution"]

    /// Finds the lines of designation blocks.
    mutating func readDesignationBlocks() {
        for index in text.lines.indices where !overflowed {
            let line = text.trimmed(text.lines[index])
            guard line.count <= 4_096 else { continue }
            guard let colon = text.bytes[line.prefix(Self.nameBytesMax)].firstIndex(of: 0x3A) else {
                readFieldWithoutColon(line)
                continue
            }
            guard let (field, isExact) = field(text.trimmed(line.lowerBound..<colon)) else {
                if !readFieldWithoutColon(line) { readStray(text.trimmed(colon + 1..<line.upperBound), line) }
                continue
            }
            var range = line
            var value = text.folded(text.trimmed(colon + 1..<line.upperBound))
            var next = index + 1
            while next < text.lines.count, next - index < 8 {
                let more = text.trimmed(text.lines[next])
                let breaks: [UInt8] = [0x2C, 0x3B, 0x2F]
                let hangs = value.utf8.last.map(breaks.contains) ?? false
                guard hangs || more.first.map({ breaks.contains(text.bytes[$0]) }) ?? false else { break }
                value += " " + text.folded(more.prefix(4_096).startIndex..<more.prefix(4_096).endIndex)
                range = range.lowerBound..<more.upperBound
                next += 1
            }
            read(field, isExact: isExact, value, range)
        }
    }

    /// Names long enough that a line which begins with one is that field, whatever stands where its colon belongs.
    private static let tellingNames = [
        "CUI CATEGOR", "DISTRIBUTION/DISSEMINATION CONTROL", "LIMITED DISSEMINATION CONTROL",
    ]

    @discardableResult
    private mutating func readFieldWithoutColon(_ line: Range<Int>) -> Bool {
        guard Self.tellingNames.contains(where: { starts(with: $0, at: line.lowerBound, before: line) }) else {
            return readDamagedExport(line)
        }
        let fault = ReadingProblem.Fault.blockField(text.folded(line))
        add(.designationField, line, Schemes.unreadable(in: ["cui"] + Self.controlSchemes), [fault])
        return true
    }

    /// `Export control:led: ITAR`: the words and a regime, and not in the form of a line of entries.
    private mutating func readDamagedExport(_ line: Range<Int>) -> Bool {
        guard starts(with: "EXPORT CONTROL", at: line.lowerBound, before: line),
            !starts(with: "EXPORT CONTROLLED", at: line.lowerBound, before: line)
        else { return false }
        let words = text.folded(line).split { !$0.isLetter }
        guard words.contains(where: { ["ITAR", "EAR", "EU", "UK"].contains($0) }) else { return false }
        add(.exportEntry, line, Schemes.unreadable(in: Self.exportSchemes), [.blockField(text.folded(line))])
        return true
    }

    /// `Handling: NOFORN`, `Classification: CUI`: a marking as the value of some other field.
    private mutating func readStray(_ value: Range<Int>, _ line: Range<Int>) {
        guard value.count <= 200, !value.isEmpty else { return }
        let written = text.folded(value)
        if written == "CUI" {
            add(.banner, value, BannerGrammar(written, place: .banner, groups: []))
            return
        }
        guard written == written.uppercased() else { return }
        let parts = written.split { $0 == ";" || $0 == "/" }.map { $0.split(separator: " ").joined(separator: " ") }
        let tokens = parts.filter { !Self.isStatement($0) }.flatMap { Self.controls(in: $0) }
        let content = BannerGrammar(tokens: tokens, groups: schemes.countryGroups)
        guard content.isReadable, !content.controls.isEmpty, content.categories.isEmpty else { return }
        // The field may be one that lost its beginning, and then there may have been more.
        let fault = ReadingProblem.Fault.blockField(text.folded(line))
        add(.designationField, line, Schemes.unreadable(in: Self.controlSchemes), [fault])
    }

    private func field(_ range: Range<Int>) -> (Field, isExact: Bool)? {
        let name = text.folded(range).split(separator: " ").joined(separator: " ").uppercased()
        if let exact = Self.fields.first(where: { $0.0 == name }) { return (exact.1, true) }
        guard name.utf8.count >= 8 else { return nil }
        return Self.fields.first { $0.0.utf8.count >= 8 && BannerLine.isOneEdit(name, from: $0.0) }.map {
            ($0.1, false)
        }
    }

    private mutating func read(_ field: Field, isExact: Bool, _ value: String, _ range: Range<Int>) {
        // The line of export entries is read elsewhere; here is its misspelt name alone.
        if field == .export {
            if !isExact {
                let fault = ReadingProblem.Fault.blockField(text.folded(range))
                add(.exportEntry, range, Schemes.unreadable(in: Self.exportSchemes), [fault])
            }
            return
        }
        let misspelt: [ReadingProblem.Fault] = isExact ? [] : [.blockField(text.folded(range))]
        let upper = value.uppercased()
        // Two fields on one line: the break between them is gone.
        if upper.contains(":"), ["CUI CATEGOR", "DISSEMINATION", "LDC"].contains(where: upper.contains) {
            let fault = ReadingProblem.Fault.blockField(text.folded(range))
            add(.designationField, range, Schemes.unreadable(in: ["cui"] + Self.controlSchemes), [fault])
            return
        }
        let schemeNames = field == .category ? ["cui"] : field == .control ? Self.controlSchemes : []
        // What is not what it looks like may be another field as well.
        if !schemeNames.isEmpty, !isExact || value.isEmpty || text.isDisguised(range) {
            let fault: ReadingProblem.Fault = text.isDisguised(range) ? .disguised : .blockField(text.folded(range))
            add(.designationField, range, Schemes.unreadable(in: schemeNames), [fault])
            return
        }
        switch field {
        case .controlledBy:
            facts = facts.with(controlledBy: value)
            add(.designationField, range, .unrestricted, misspelt)
        case .contact:
            facts = facts.with(contact: value)
            add(.designationField, range, .unrestricted, misspelt)
        case .list:
            facts = facts.with(list: value.split(separator: ";").map { String($0.drop { $0 == " " }) })
            add(.designationField, range, .unrestricted, misspelt)
        case .category: readCategories(value, range)
        case .control: readControls(value, range)
        case .export: break
        }
    }

    private mutating func readCategories(_ value: String, _ range: Range<Int>) {
        var values: Set<String> = []
        var faults: [ReadingProblem.Fault] = []
        for piece in value.split(whereSeparator: { ",;/".contains($0) }) {
            var token = piece.split(separator: " ").joined(separator: " ").uppercased()
            // Controlled Technical Information (CTI)
            if token.hasSuffix(")"), let open = token.lastIndex(of: "(") {
                token = String(token[token.index(after: open)...].dropLast())
            }
            if let forms = CUIRegistry.blockCategory(token) {
                values.formUnion(forms)
            } else if token != "CUI" {
                faults.append(.unknownToken(token))
            }
        }
        let label = schemes.restricting("cui", values)
        let unread = faults.isEmpty ? Label.unrestricted : Schemes.unreadable(in: ["cui"])
        add(.designationField, range, label.label.join(unread), faults + label.faults)
    }

    /// `Distribution Statement D; NOFORN; REL TO USA, AUS`. The statement itself is read where all statements are.
    private mutating func readControls(_ value: String, _ range: Range<Int>) {
        var tokens: [String] = []
        var statements: [Label] = []
        var faults: [ReadingProblem.Fault] = []
        let end = value.hasSuffix(".") ? value.dropLast() : Substring(value)
        for part in end.uppercased().split(whereSeparator: { $0 == ";" || $0 == "/" }) {
            let text = part.split(separator: " ").joined(separator: " ")
            if text.isEmpty || text == "N/A" || text == "NONE" { continue }
            if Self.isStatement(text) { continue }
            if text.utf8.count == 1, "ABCDEF".contains(text) {
                let statement = schemes.restricting("distribution", [text])
                statements.append(statement.label)
                faults += statement.faults
                continue
            }
            tokens += Self.controls(in: text)
        }
        let content = BannerGrammar(tokens: tokens, groups: schemes.countryGroups)
        let read = schemes.label(of: content)
        let unread = content.isReadable ? Label.unrestricted : Schemes.unreadable(in: Self.controlSchemes)
        // A field of controls says nothing of categories, so an unreadable one leaves them alone.
        let label = content.isReadable ? read.label : unread
        add(.designationField, range, Label.join([label] + statements), faults + read.faults)
    }

    /// `DISTRIBUTION STATEMENT D`, `DISTRO D`: read as a statement.
    private static func isStatement(_ part: String) -> Bool {
        let words = part.split(separator: " ")
        return words.count >= 2 && words.count <= 3 && part.hasPrefix("DIST") && words.last?.utf8.count == 1
    }

    /// Controls between commas, where the countries of `REL TO` have commas between them too.
    private static func controls(in text: String) -> [String] {
        var controls: [String] = []
        for piece in text.split(separator: ",") {
            let token = piece.split(separator: " ").joined(separator: " ")
            let isCountry = token.utf8.count >= 3 && token.utf8.count <= 4 && !CUIRegistry.knows(token)
            if let last = controls.last, isCountry, last.hasPrefix("REL TO ") || last.hasPrefix("DISPLAY ONLY ") {
                controls[controls.count - 1] = last + ", " + token
            } else if !token.isEmpty {
                controls.append(token)
            }
        }
        return controls
    }
}

extension DesignationFacts {
    func with(
        controlledBy controller: String? = nil,
        contact: String? = nil,
        distribution: Distribution? = nil,
        contract: Contract? = nil,
        list: [String]? = nil
    ) -> DesignationFacts {
        DesignationFacts(
            controlledBy: controlledBy + [controller].compactMap { $0 }.filter { !controlledBy.contains($0) },
            pointOfContact: pointOfContact ?? contact,
            distributions: distributions + [distribution].compactMap { $0 }.filter { !distributions.contains($0) },
            contract: self.contract ?? contract,
            disseminationList: list ?? disseminationList
        )
    }
}
