internal import Boundary
internal import Execution
internal import HTTPExit

/// What a revision is for: the fields of its form, and in words.
enum EffectivityFields {
    /// The fields, with what was typed into them, or else with what the definition says.
    static func form(_ request: PageRequest, _ master: ReleasedRecord?) -> ClearedText {
        let isTyped = request.fields["once"] != nil
        func value(_ name: StaticString, _ field: String) -> ClearedText {
            isTyped ? request.typed(name) : "\(master?[field])"
        }
        func lines(_ name: StaticString, _ field: String, _ label: StaticString, _ hint: StaticString) -> ClearedText {
            "<label for=\"\(program: name)\">\(program: label) <span class=\"hint\">\(program: hint)</span></label><textarea id=\"\(program: name)\" name=\"\(program: name)\" rows=\"2\" spellcheck=\"false\">\(value(name, field))</textarea>"
        }
        return """
            <fieldset><legend>What it is for <span class="hint">all orders from its release on, where all is empty</span></legend>\
            \(PageParts.field("effective-from", "Orders due from", value("effective-from", "effectiveFrom"), hint: "a day such as 2027-01-01"))\
            \(PageParts.field("effective-through", "Orders due through", value("effective-through", "effectiveThrough"), hint: "a day"))\
            \(lines("effective-orders", "effectiveOrders", "Orders", "their numbers, one a line"))\
            \(lines("effective-serials", "effectiveSerials", "Serial numbers", "one a line, such as VEH-7, VEH-100 to VEH-199, VEH-200 and on"))</fieldset>
            """
    }

    /// What was typed; nil where nothing was.
    static func read(_ request: PageRequest) -> Effectivity? {
        func line(_ name: StaticString) -> String? {
            let text = OperationFields.line(request.fields[name] ?? "")
            return text.isEmpty ? nil : text
        }
        func lines(_ name: StaticString) -> [String] {
            (request.fields[name] ?? "").split(whereSeparator: \.isNewline).map { OperationFields.line(String($0)) }
                .filter { !$0.isEmpty }
        }
        let typed = Effectivity(
            from: line("effective-from"),
            through: line("effective-through"),
            orders: lines("effective-orders"),
            serials: lines("effective-serials")
        )
        return typed.isOpen ? nil : typed
    }

    /// The fields of a definition that say what it is for, each with its words.
    static let words: [(field: String, words: StaticString)] = [
        ("effectiveFrom", "orders due from"), ("effectiveThrough", "orders due through"),
        ("effectiveOrders", "orders"), ("effectiveSerials", "serial numbers"),
    ]

    /// What a definition is for, in words.
    static func text(_ master: ReleasedRecord) -> ClearedText {
        let parts = words.compactMap { field, words -> ClearedText? in
            guard let value = master[field], !value.shows("") else { return nil }
            return "\(program: words) <span class=\"lines\">\(value)</span>"
        }
        return parts.isEmpty ? "all orders" : .joined(parts, separator: "; ")
    }
}
