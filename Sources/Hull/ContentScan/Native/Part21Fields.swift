/// Finds the security classification of a STEP file (ISO 10303-21) as its statements stream by.
///
/// `SECURITY_CLASSIFICATION_LEVEL(name)` and `SECURITY_CLASSIFICATION(name, purpose, level)` are read wherever they stand, also in a complex
/// instance and where nothing assigns them: an unused level may raise a label as well. The assignments (`CC_DESIGN_SECURITY_CLASSIFICATION`,
/// `APPLIED_SECURITY_CLASSIFICATION_ASSIGNMENT`) say to what, which the label of a file does not ask.
struct Part21Fields {
    struct Value: Hashable {
        let field: NativeField
        let text: String
    }

    private static let statementBytesMax = 16 << 10
    private static let valuesMax = 200

    private(set) var values: [Value] = []
    private(set) var isBeyondBound = false
    private var statement: [UInt8] = []
    private var isCut = false
    private var isInString = false
    private var isInComment = false
    private var previous: UInt8 = 0

    mutating func append(_ utf8: ArraySlice<UInt8>) {
        for byte in utf8 {
            if isInComment {
                if previous == 0x2A, byte == 0x2F { isInComment = false }
            } else if isInString {
                if byte == 0x27 { isInString = false }
                keep(byte)
            } else if byte == 0x27 {
                isInString = true
                keep(byte)
            } else if previous == 0x2F, byte == 0x2A {
                isInComment = true
                if statement.last == 0x2F { statement.removeLast() }
            } else if byte == 0x3B {
                end()
            } else if byte > 0x20 {
                keep(byte)
            }
            previous = byte
        }
    }

    private mutating func keep(_ byte: UInt8) {
        if statement.count < Self.statementBytesMax { statement.append(byte) } else { isCut = true }
    }

    private mutating func end() {
        defer {
            statement.removeAll(keepingCapacity: true)
            isCut = false
        }
        guard statement.count > 24, statement.contains(0x27) else { return }
        for (keyword, field) in [
            ("SECURITY_CLASSIFICATION_LEVEL(", NativeField.stepSecurityLevel),
            ("SECURITY_CLASSIFICATION(", .stepSecurityText),
        ] {
            guard let place = keywordEnd(keyword) else { continue }
            if isCut { isBeyondBound = true }
            for text in strings(from: place) where !text.isEmpty {
                guard values.count < Self.valuesMax else {
                    isBeyondBound = true
                    return
                }
                let value = Value(field: field, text: text)
                if !values.contains(value) { values.append(value) }
            }
        }
    }

    private func keywordEnd(_ keyword: String) -> Int? {
        let wanted = Array(keyword.utf8)
        var at = 0
        while at + wanted.count <= statement.count {
            if statement[at] == wanted[0], at == 0 || "=()".utf8.contains(statement[at - 1]),
                statement[at..<at + wanted.count].elementsEqual(wanted)
            {
                return at + wanted.count
            }
            at += 1
        }
        return nil
    }

    /// The strings up to the closing parenthesis, with their escapes resolved.
    private func strings(from place: Int) -> [String] {
        var strings: [String] = []
        var string: [UInt8]?
        var depth = 1
        var at = place
        while at < statement.count, depth > 0 {
            let byte = statement[at]
            if string != nil {
                if byte == 0x27 {
                    if at + 1 < statement.count, statement[at + 1] == 0x27 {
                        string?.append(byte)
                        at += 1
                    } else {
                        let bytes = string ?? []
                        let text = EscapeView.view(of: bytes, type: .step)?.utf8 ?? bytes
                        strings.append(String(decoding: text, as: UTF8.self))
                        string = nil
                    }
                } else {
                    string?.append(byte)
                }
            } else if byte == 0x27 {
                string = []
            } else if byte == 0x28 {
                depth += 1
            } else if byte == 0x29 {
                depth -= 1
            }
            at += 1
        }
        // A string that was cut restricts by what is there.
        if let string { strings.append(String(decoding: string, as: UTF8.self)) }
        return strings
    }
}
