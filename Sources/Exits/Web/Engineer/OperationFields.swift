internal import Boundary
internal import Execution
internal import HTTPExit

/// The form of an operation, and what was typed into it. Rows that are empty are none, so that a row is taken out by emptying it.
struct OperationFields {
    /// Rows beyond those that are filled, for more.
    static let spareRows = 3
    /// The most rows of a form; a definition takes more through the API.
    static let rowsMax = 60

    let request: PageRequest
    /// What is in the draft now; nil for a new operation.
    let operation: ReleasedRecord?
    let characteristics: [ReleasedRecord]
    let components: [ReleasedRecord]
    /// Show what was typed, which was refused.
    let isTyped: Bool

    // MARK: The form

    private func value(_ name: StaticString, _ field: String) -> ClearedText {
        isTyped ? request.typed(name) : "\(operation?[field])"
    }

    private func check(_ name: StaticString, _ field: String) -> ClearedText {
        let isOn = isTyped ? request.fields[name] != nil : operation?[field]?.shows("true") == true
        return isOn ? " checked" : ""
    }

    var form: ClearedText {
        """
        <div class="fields"><div>\(PageParts.field("sequence", "Sequence", value("sequence", "sequence"), hint: "such as 10, 20, 30", mode: "numeric", hasFocus: !isTyped))</div>\
        <div>\(PageParts.field("name", "What is done", value("name", "name")))</div>\
        <div>\(PageParts.field("center", "Work center", value("center", "workCenter"), hint: "its id in the plant file"))</div>\
        <div>\(PageParts.field("minutes", "Minutes for a unit", value("minutes", "standardMinutes"), mode: "numeric"))</div></div>\
        <label for="instructions">Instructions</label><textarea id="instructions" name="instructions" rows="8" class="wide">\(value("instructions", "instructions"))</textarea>\
        \(PageParts.field("qualifications", "Qualifications that it takes", value("qualifications", "qualifications"), hint: "with commas between"))\
        <label class="check"><input type="checkbox" name="buy-off" value="yes"\(check("buy-off", "needsBuyOff"))> Somebody else has to buy it off</label>\
        <h2>Characteristics</h2><p>What is measured or judged. An empty row is none; a limit that is left empty is none. It is measured on all units, or by a plan: <code>every 5</code>, <code>first and last</code>, <code>table 8:2, 50:8 by ANSI/ASQ Z1.4 II</code>; each may end with <code>; all after a failure until 5 good</code>. The designator is what the design calls it (AS9102, field 7 of form 3).</p>\(characteristicRows)\
        <h2>Components</h2><p>What is built in.</p>\(componentRows)
        """
    }

    /// A cell of a table of things of one kind.
    private func cell(
        _ kind: StaticString,
        _ row: Int,
        _ name: StaticString,
        _ known: ReleasedField?,
        _ label: StaticString,
        _ style: StaticString
    ) -> ClearedText {
        let value: ClearedText = isTyped ? request.typed(row: "\(kind)\(row)-\(name)") : "\(known)"
        return
            "<input type=\"text\" class=\"\(program: style)\" name=\"\(program: kind)\(sent: row)-\(program: name)\" aria-label=\"\(program: label), row \(sent: row + 1)\" value=\"\(value)\" autocomplete=\"off\">"
    }

    private var characteristicRows: ClearedText {
        let heads: [StaticString] = [
            "Number", "What it is", "Unit", "Lower limit", "Upper limit", "On which units", "Designator",
            "Takes a gauge",
        ]
        let count = min(rows(characteristics.count, "c"), Self.rowsMax)
        let rows = (0..<count).map { row -> ClearedText in
            let record = row < characteristics.count ? characteristics[row] : nil
            func cell(_ name: StaticString, _ field: String, _ label: StaticString, _ style: StaticString)
                -> ClearedText
            { self.cell("c", row, name, record?[field], label, style) }
            let isOn =
                isTyped ? request.fields[row: "c\(row)-gauge"] != nil : record?["needsGauge"]?.shows("true") == true
            let checked: ClearedText = isOn ? " checked" : ""
            return PageParts.row(
                cell("number", "number", "Number", "short"),
                cell("name", "name", "What it is", "long"),
                cell("unit", "unit", "Unit", "short"),
                cell("lower", "lower", "Lower limit", "short"),
                cell("upper", "upper", "Upper limit", "short"),
                cell("sampling", "sampling", "On which units, all if empty", "long"),
                designator(row, record?["designator"]),
                "<input type=\"checkbox\" name=\"c\(sent: row)-gauge\" value=\"yes\" aria-label=\"Takes a gauge, row \(sent: row + 1)\"\(checked)>"
            )
        }
        return PageParts.table("Characteristics", heads, rows)
    }

    private func designator(_ row: Int, _ known: ReleasedField?) -> ClearedText {
        let typed = request.fields[row: "c\(row)-designator"]
        let options = Self.designators.map { words -> ClearedText in
            let isChosen = isTyped ? typed == words.description : known?.shows(words) == true
            let selected: ClearedText = isChosen ? " selected" : ""
            return "<option value=\"\(program: words)\"\(selected)>\(program: words)</option>"
        }
        return
            "<select name=\"c\(sent: row)-designator\" aria-label=\"Designator, row \(sent: row + 1)\"><option value=\"\">none</option>\(ClearedText.joined(options))</select>"
    }

    /// As they are recorded (``CharacteristicDesignator``).
    private static let designators: [StaticString] = [
        "key", "critical", "safety critical", "interchangeability", "process",
    ]

    private var componentRows: ClearedText {
        let count = min(rows(components.count, "p"), Self.rowsMax)
        let rows = (0..<count).map { row -> ClearedText in
            let record = row < components.count ? components[row] : nil
            func cell(_ name: StaticString, _ field: String, _ label: StaticString, _ style: StaticString)
                -> ClearedText
            { self.cell("p", row, name, record?[field], label, style) }
            let isOn =
                isTyped ? request.fields[row: "p\(row)-serial"] != nil : record?["isSerialised"]?.shows("true") == true
            let checked: ClearedText = isOn ? " checked" : ""
            return PageParts.row(
                cell("part", "partNumber", "Part", "long"),
                cell("quantity", "quantity", "How many", "short"),
                cell("alternates", "alternates", "Approved alternates, with commas between", "long"),
                "<input type=\"checkbox\" name=\"p\(sent: row)-serial\" value=\"yes\" aria-label=\"Each has a serial number, row \(sent: row + 1)\"\(checked)>"
            )
        }
        return PageParts.table(
            "Components",
            ["Part", "How many", "Approved alternates", "Each has a serial number"],
            rows
        )
    }

    /// Rows that are shown: those that are filled and some more.
    private func rows(_ known: Int, _ kind: String) -> Int {
        guard isTyped else { return known + Self.spareRows }
        let last = (0..<Self.rowsMax).last { row in
            ["name", "part", "number", "quantity"].contains {
                request.fields[row: "\(kind)\(row)-\($0)"]?.isEmpty == false
            }
        }
        return (last ?? -1) + 1 + Self.spareRows
    }

    // MARK: What was typed

    /// The operation as it was typed.
    /// - Throws: `RowProblems` for what is no number.
    static func read(_ request: PageRequest) throws(RowProblems) -> OperationSegment {
        var problems: [String] = []
        func number(_ text: String, _ place: String) -> Int {
            if let number = Int(text.filter { !$0.isWhitespace }) { return number }
            problems.append("\(place): \(text.prefix(40).debugDescription) is no whole number")
            return 0
        }
        func limit(_ text: String, _ place: String) -> DecimalNumber? {
            let digits = text.filter { !$0.isWhitespace }.replacing(",", with: ".")
            guard !digits.isEmpty else { return nil }
            if let number = DecimalNumber(digits) { return number }
            problems.append("\(place): \(text.prefix(40).debugDescription) is no number")
            return nil
        }
        func plan(_ text: String, _ place: String) -> SamplingPlan? {
            if text.isEmpty { return nil }
            if let plan = SamplingPlan(text) { return plan }
            problems.append("\(place): \(text.prefix(80).debugDescription) is no sampling plan")
            return nil
        }
        func designator(_ text: String, _ place: String) -> CharacteristicDesignator? {
            if text.isEmpty { return nil }
            if let designator = CharacteristicDesignator(rawValue: text) { return designator }
            let known = CharacteristicDesignator.allCases.map(\.rawValue).joined(separator: ", ")
            problems.append("\(place): \(text.prefix(40).debugDescription) is none of \(known)")
            return nil
        }
        var characteristics: [OperationSegment.Characteristic] = []
        for row in 0..<rowsMax {
            func cell(_ name: String) -> String { line(request.fields[row: "c\(row)-\(name)"] ?? "") }
            guard ["number", "name", "unit", "lower", "upper", "sampling"].contains(where: { !cell($0).isEmpty }) else {
                continue
            }
            characteristics.append(
                .init(
                    number: number(cell("number"), "characteristics, row \(row + 1), number"),
                    name: cell("name"),
                    unit: cell("unit"),
                    lower: limit(cell("lower"), "characteristics, row \(row + 1), lower limit"),
                    upper: limit(cell("upper"), "characteristics, row \(row + 1), upper limit"),
                    needsGauge: request.fields[row: "c\(row)-gauge"] != nil,
                    sampling: plan(cell("sampling"), "characteristics, row \(row + 1), on which units"),
                    designator: designator(cell("designator"), "characteristics, row \(row + 1), designator")
                )
            )
        }
        var components: [OperationSegment.Component] = []
        for row in 0..<rowsMax {
            func cell(_ name: String) -> String { line(request.fields[row: "p\(row)-\(name)"] ?? "") }
            guard !cell("part").isEmpty || !cell("quantity").isEmpty else { continue }
            components.append(
                .init(
                    partNumber: cell("part"),
                    quantity: number(cell("quantity"), "components, row \(row + 1), how many"),
                    isSerialised: request.fields[row: "p\(row)-serial"] != nil,
                    alternates: cell("alternates").split(separator: ",").map { line(String($0)) }
                )
            )
        }
        let segment = OperationSegment(
            sequence: number(request.fields["sequence"] ?? "", "sequence"),
            name: line(request.fields["name"] ?? ""),
            workCenter: line(request.fields["center"] ?? ""),
            // Browsers send lines as HTML says: with a carriage return (HTML, 4.10.21.3).
            instructions: request.fields["instructions"] ?? "",
            standardMinutes: number(request.fields["minutes"] ?? "", "minutes"),
            characteristics: characteristics,
            components: components,
            qualifications: (request.fields["qualifications"] ?? "").split(separator: ",").map { line(String($0)) }
                .filter { !$0.isEmpty },
            needsBuyOff: request.fields["buy-off"] != nil
        )
        guard problems.isEmpty else { throw RowProblems(problems: problems) }
        return segment
    }

    /// Without spaces before and after.
    static func line(_ text: String) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
