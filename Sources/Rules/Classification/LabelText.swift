// The canonical text of a label, which logs keep for decades: one text for each label, printable ASCII, no spaces added.
//
//     label     = "" | "*" | component *( ";" component )          ; unrestricted | sealed
//     component = scheme ( "=" values | "<" [ values ] | "@" level | "!" )
//     values    = value *( "," value )
//
// `=` every value restricts, `<` only these members are admitted, `@` one level, `!` a contradiction. Schemes and values stand in the
// order of their bytes; what is not a letter, digit, space or one of `-_.()/+:` is written `%XX`.

extension Label {
    /// The label as one text; equal labels have equal texts. ``Schemes/label(canonicalText:)`` reads it.
    public var canonicalText: String {
        if isSealed { return "*" }
        return components.sorted { Self.precedes($0.key, $1.key) }.map { name, component in
            let name = Self.escaped(name)
            return switch component {
            case .all(let values): "\(name)=\(Self.list(values))"
            case .only(let members): "\(name)<\(Self.list(members))"
            case .level(let rank, let order):
                order.indices.contains(rank) ? "\(name)@\(Self.escaped(order[rank]))" : "\(name)!"
            case .contradiction: "\(name)!"
            }
        }.joined(separator: ";")
    }

    private static func list(_ values: Set<String>) -> String {
        values.sorted(by: precedes).map(escaped).joined(separator: ",")
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func escaped(_ text: String) -> String {
        var written = ""
        for byte in text.utf8 {
            if isPlain(byte) {
                written.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                written += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return written
    }

    fileprivate static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: Array(" -_.()/+:".utf8).contains(byte)
        }
    }

    fileprivate static func unescaped(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                guard byte == UInt8(ascii: "%"), rest.count >= 2,
                    let code = UInt8(String(Substring(rest.prefix(2))), radix: 16), !isPlain(code)
                else { return nil }
                bytes.append(code)
                rest = rest.dropFirst(2)
            }
        }
        return bytes.isEmpty ? nil : String(validating: bytes, as: UTF8.self)
    }
}

extension Schemes {
    /// The label of a canonical text. A text that is not one is sealed; a scheme or value that these schemes do not have, or of another
    /// kind, is a contradiction in its scheme: what is not understood restricts more.
    ///
    /// Whatever is read this way has the canonical text that was read, unless something was not understood.
    public func label(canonicalText text: String) -> Label {
        if text.isEmpty { return .unrestricted }
        var components: [String: LabelComponent] = [:]
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            guard let end = part.firstIndex(where: { "=<@!".contains($0) }),
                let name = Label.unescaped(part[..<end]), components[name] == nil
            else { return .sealed }
            let values = part[part.index(after: end)...]
            var read: [String] = []
            if !values.isEmpty {
                for value in values.split(separator: ",", omittingEmptySubsequences: false) {
                    guard let value = Label.unescaped(value) else { return .sealed }
                    read.append(value)
                }
            }
            guard let component = component(byName[name], sign: part[end], read) else { return .sealed }
            components[name] = component
        }
        return Label(components: components)
    }

    /// Nil for what no label writes.
    private func component(_ scheme: Scheme?, sign: Character, _ values: [String]) -> LabelComponent? {
        switch (sign, scheme?.joining) {
        case ("!", _): return values.isEmpty ? .contradiction : nil
        case ("=", _) where values.isEmpty, ("@", _) where values.count != 1: return nil
        case ("=", .union?):
            let known = values.allSatisfy { value in
                scheme?.values.map { $0.contains(value) } ?? true
            }
            return known ? .all(Set(values)) : .contradiction
        case ("<", .intersection?): return .only(Set(values))
        case ("@", .maximum(let order)?):
            return order.firstIndex(of: values[0]).map { .level($0, order: order) } ?? .contradiction
        default: return .contradiction
        }
    }
}
