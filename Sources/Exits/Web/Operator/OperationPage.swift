internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// The page of a unit's operation: instructions, what is measured, what is built in, what to do next.
    func operationPage(_ request: PageRequest, _ problem: ClearedText?, status: AnswerStatus = .done) async throws
        -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.operation(of: id, by: asker(request))
            guard let page = OperationPage(release.records, request, newKey) else { throw Failure.notFound }
            return try .page(page.title, page.body(problem), from: release, status: status)
        }
    }
}

/// A unit's operation as a page.
struct OperationPage {
    private let unit: ReleasedRecord
    private let address: ClearedText
    private let request: PageRequest
    private let newKey: () -> String
    private let operation: ReleasedRecord?
    private let characteristics: [ReleasedRecord]
    private let components: [ReleasedRecord]
    private let measurements: [ReleasedRecord]
    private let skips: [ReleasedRecord]
    private let consumptions: [ReleasedRecord]
    private let holds: [ReleasedRecord]
    private let media: MediumFigures
    private let reworks: ReworkTables

    init?(_ records: [ReleasedRecord], _ request: PageRequest, _ newKey: @escaping () -> String) {
        func all(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        guard let unit = all(WorkUnit.kind.name).first, let id = unit.id else { return nil }
        self.unit = unit
        address = "/units/\(id)"
        self.request = request
        self.newKey = newKey
        operation = all(OperationDefinition.kind.name).first
        characteristics = all(CharacteristicDefinition.kind.name)
        components = all(ComponentDefinition.kind.name)
        measurements = all(Measurement.kind.name)
        skips = all(SkippedMeasurement.kind.name)
        consumptions = all(Consumption.kind.name)
        holds = all(Nonconformance.kind.name)
        media = MediumFigures(records)
        reworks = ReworkTables(records)
    }

    var title: ClearedText { "\(unit["serial"]) \(unit["operation"])" }

    private func isIn(_ state: StaticString) -> Bool { unit["state"]?.shows(state) == true }

    func body(_ problem: ClearedText?) -> ClearedText {
        let hasProblem = problem != nil
        return """
            \(problem ?? "")<h1>\(markOf: unit["serial"])\(unit["partNumber"]) \(unit["serial"])</h1>\
            <div class="card"><dl class="row"><div><dt>Operation</dt><dd>\(unit["sequence"]) \(unit["operation"])</dd></div>\
            <div><dt>State</dt><dd>\(UnitStateText.text(unit))</dd></div><div><dt>Order</dt><dd>\(unit["orderNumber"])</dd></div>\
            <div><dt>Work center</dt><dd>\(unit["workCenter"])</dd></div><div><dt>Due</dt><dd>\(unit["due"])</dd></div></dl>\
            \(reworks.banner)\(holdList)\(actions(hasProblem))<p id="said" class="said" role="status"></p></div>\
            <div class="columns wide">\(instructions)<div class="card"><h2>Measure</h2>\(measuring(hasProblem))</div><div class="card"><h2>Build in</h2>\(building)</div></div>\
            \(signing)\(reporting)
            """
    }

    private var isInRework: Bool { unit["isInRework"]?.shows("true") == true }

    private var instructions: ClearedText {
        guard let operation else { return "" }
        return """
            <div class="card"><h2>\(markOf: operation["instructions"])Instructions\(isInRework ? " of the rework" : ", rev. \(unit["revision"])")</h2><p class="instruction">\(operation["instructions"])</p>\(media.html())</div>
            """
    }

    private var holdList: ClearedText {
        guard !holds.isEmpty else { return "" }
        let reasons = holds.map { hold -> ClearedText in
            "<p>\(markOf: hold["description"])\(hold["description"])</p>"
        }
        return
            "\(.joined(reasons))<p>Quality decides what becomes of the unit. Put it aside, marked, and take the next traveler.</p>"
    }

    // MARK: What is done next

    /// What a form says of the page that it stands on.
    private func seen() -> ClearedText {
        """
        \(request.formToken)\(request.onceKey(newKey()))<input type="hidden" name="sequence" value="\(unit["sequence"])">\
        <input type="hidden" name="version" value="\(unit["version"])">
        """
    }

    private func command(
        _ name: StaticString,
        _ action: StaticString,
        _ words: StaticString,
        isMain: Bool,
        hasFocus: Bool
    ) -> ClearedText {
        let style: ClearedText = isMain ? " class=\"main\"" : ""
        let focus: ClearedText = hasFocus ? " data-focus" : ""
        return """
            <form method="post" action="\(address)/\(program: action)">\(seen())<button\(style)\(focus) data-command="\(program: name)">\(program: words) <kbd>\(program: name)</kbd></button></form>
            """
    }

    private func actions(_ hasProblem: Bool) -> ClearedText {
        var forms: [ClearedText] = []
        if isIn("waiting") || isIn("paused") {
            let isFree = holds.isEmpty
            forms.append(command("START", "start", "Start", isMain: true, hasFocus: isFree && !hasProblem))
        }
        if isIn("running"), holds.isEmpty {
            forms.append("<a class=\"button main\" href=\"#sign\" data-command=\"DONE\">Done <kbd>DONE</kbd></a>")
        }
        if isIn("running") {
            forms.append(command("PAUSE", "pause", "Pause", isMain: false, hasFocus: false))
        }
        if isIn("awaitingBuyOff"), holds.isEmpty {
            forms.append("<a class=\"button main\" href=\"#sign\" data-command=\"DONE\">Buy off <kbd>DONE</kbd></a>")
        }
        if !isIn("scrapped"), !isIn("cancelled") {
            forms.append("<a class=\"button\" href=\"#report\" data-command=\"NCR\">Nonconformance <kbd>NCR</kbd></a>")
        }
        forms.append("<a class=\"button\" href=\"\(address)/record\">Record</a>")
        forms.append("<a class=\"button\" href=\"/operator\" data-command=\"HOME\">Next traveler <kbd>HOME</kbd></a>")
        return "<div class=\"actions\">\(.joined(forms))</div>"
    }

    // MARK: Measuring

    private func measuring(_ hasProblem: Bool) -> ClearedText {
        guard !characteristics.isEmpty else { return "<p>Nothing to measure at this operation.</p>" }
        var isNext = isIn("running")
        return .joined(
            characteristics.map { characteristic in
                let number = characteristic["number"]
                let measured = measurements.last { $0["characteristic"]?.shows(sameAs: number) == true }
                guard isIn("running"), measured == nil else { return line(characteristic, measured) }
                if skip(of: characteristic) != nil {
                    // It can be measured all the same, and is not asked for.
                    return
                        "\(line(characteristic, nil))<details><summary>Measure it all the same</summary>\(field(characteristic, "", hasFocus: false, takesScans: false))</details>"
                }
                // After a refusal, such as of a gauge, what was measured is not asked for again.
                let typed = isNext && hasProblem ? request.typed("value") : ""
                defer { isNext = false }
                let form = field(characteristic, typed, hasFocus: isNext && !hasProblem)
                return "\(line(characteristic, measured))\(form)"
            }
        )
    }

    private func skip(of characteristic: ReleasedRecord) -> ReleasedRecord? {
        skips.first { $0["characteristic"]?.shows(sameAs: characteristic["number"]) == true }
    }

    private func line(_ characteristic: ReleasedRecord, _ measured: ReleasedRecord?) -> ClearedText {
        let state: ClearedText
        if let measured {
            let isGood = measured["isWithinLimits"]?.shows("true") == true
            let value: ClearedText =
                "\(measured["value"]) \(measured["unitOfMeasure"])\(CorrectionsPage.isCorrected(measured) ? ", corrected" : "")"
            state =
                isGood
                ? "<span class=\"state state-done\">\(value)</span>"
                : "<span class=\"state state-bad\">\(value) out of limits</span>"
        } else if let skip = skip(of: characteristic) {
            state =
                "<span class=\"state state-done\">not due on this unit</span> <span class=\"hint\">\(skip["plan"])</span>"
        } else {
            state = "<span class=\"state state-open\">open</span>"
        }
        let isDesignated = characteristic["designator"].map { !$0.shows("") } ?? false
        let designator: ClearedText =
            isDesignated ? " <span class=\"state state-open\">\(characteristic["designator"])</span>" : ""
        return """
            <h3>\(markOf: characteristic["name"])\(characteristic["number"]) \(characteristic["name"])\(designator)</h3>\
            <p>\(characteristic["lower"]) to \(characteristic["upper"]) \(characteristic["unit"]) \(state)</p>
            """
    }

    /// - Parameter takesScans: whether the gauge's field takes what is scanned on the page; not of what is not asked for.
    private func field(
        _ characteristic: ReleasedRecord,
        _ typed: ClearedText,
        hasFocus: Bool,
        takesScans: Bool = true
    ) -> ClearedText {
        let scan: ClearedText = takesScans ? " data-scan" : ""
        let number: ClearedText = "\(characteristic["number"])"
        let focus: ClearedText = hasFocus ? " data-focus" : ""
        let needsGauge = characteristic["needsGauge"]?.shows("true") == true
        let then: ClearedText = needsGauge ? " data-then=\"gauge-\(number)\"" : ""
        let gauge: ClearedText =
            needsGauge
            ? "<label for=\"gauge-\(number)\">Gauge <span class=\"hint\">scan its tag</span></label><input type=\"text\" id=\"gauge-\(number)\" name=\"gauge\" autocomplete=\"off\" autocapitalize=\"off\"\(scan)>"
            : ""
        return """
            <form class="measure" method="post" action="\(address)/measure">\(seen())<input type="hidden" name="characteristic" value="\(number)">\
            <label for="value-\(number)">Value in \(characteristic["unit"])</label><input type="text" id="value-\(number)" name="value" inputmode="decimal" autocomplete="off" value="\(typed)"\(then)\(focus)>\
            \(gauge)<div class="actions"><button class="main">Record</button></div></form>
            """
    }

    // MARK: Building in

    private var building: ClearedText {
        guard !components.isEmpty else { return "<p>Nothing is built in at this operation.</p>" }
        return .joined(
            components.enumerated().map { place, component in
                let done = consumptions.filter { $0["partNumber"]?.shows(sameAs: component["partNumber"]) == true }
                let isOpen =
                    isIn("running") && !done.contains { $0["quantity"]?.shows(sameAs: component["quantity"]) == true }
                return "\(line(component, done))\(isOpen ? field(component, place) : "")"
            }
        )
    }

    private func line(_ component: ReleasedRecord, _ done: [ReleasedRecord]) -> ClearedText {
        let taken = done.map { item -> ClearedText in
            "<span class=\"state state-done\">\(item["quantity"]) of \(item["itemNumber"])\(Self.substitute(item))</span>"
        }
        let state: ClearedText =
            done.isEmpty ? "<span class=\"state state-open\">open</span>" : .joined(taken, separator: " ")
        return
            "<h3>\(markOf: component["partNumber"])\(component["quantity"]) x \(component["partNumber"])\(Self.alternates(component))</h3><p>\(state)</p>"
    }

    /// Said of another part that was built in for the planned one.
    private static func substitute(_ item: ReleasedRecord) -> ClearedText {
        item["substitute"].map { !$0.shows("") } ?? false ? ", \(item["substitute"])" : ""
    }

    private static func alternates(_ component: ReleasedRecord) -> ClearedText {
        component["alternates"].map { !$0.shows("") } ?? false ? " or \(component["alternates"])" : ""
    }

    private func field(_ component: ReleasedRecord, _ place: Int) -> ClearedText {
        let part: ClearedText = "\(component["partNumber"])"
        let isUnit = component["isSerialised"]?.shows("true") == true
        let words: ClearedText =
            isUnit
            ? "Unit <span class=\"hint\">scan its traveler, or type its serial number</span>"
            : "Lot <span class=\"hint\">scan its label</span>"
        let kind: ClearedText = isUnit ? "unit" : "lot"
        return """
            <form method="post" action="\(address)/consume">\(seen())<input type="hidden" name="part" value="\(part)">\
            <input type="hidden" name="kind" value="\(kind)"><label for="component-\(sent: place)">\(words)</label>\
            <input type="text" id="component-\(sent: place)" name="code" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan>\
            <label for="quantity-\(sent: place)">How many</label>\
            <input type="text" id="quantity-\(sent: place)" name="quantity" inputmode="numeric" autocomplete="off" value="\(component["quantity"])">\
            <div class="actions"><button>Build in</button></div></form>
            """
    }

    // MARK: Signing and reporting

    private var signing: ClearedText {
        guard holds.isEmpty, isIn("running") || isIn("awaitingBuyOff") else { return "" }
        let isBuyOff = isIn("awaitingBuyOff")
        let action: StaticString = isBuyOff ? "buy-off" : "complete"
        let meaning: StaticString =
            isBuyOff ? "I have looked at this operation and accept it." : "I have done this operation as instructed."
        return """
            <div class="card" id="sign"><h2>Sign</h2><p>\(request.visitorName): \(program: meaning)</p><form method="post" action="\(address)/\(program: action)">\(seen())\
            <label for="pin">PIN</label><input type="password" id="pin" name="pin" inputmode="numeric" autocomplete="off" data-command-field="DONE">\
            <div class="actions"><button class="main">Sign</button></div></form></div>
            """
    }

    private var reporting: ClearedText {
        guard !isIn("scrapped"), !isIn("cancelled") else { return "" }
        let out = characteristics.first { characteristic in
            measurements.contains {
                $0["characteristic"]?.shows(sameAs: characteristic["number"]) == true
                    && $0["isWithinLimits"]?.shows("false") == true
            }
        }
        let about: ClearedText =
            out.map { "<input type=\"hidden\" name=\"characteristic\" value=\"\($0["number"])\">" } ?? ""
        let words: ClearedText = out.map { "\($0["number"]) \($0["name"]) is out of limits" } ?? ""
        return """
            <div class="card" id="report"><h2>Nonconformance</h2><p>The unit is on hold from the moment it is reported, until quality has disposed of it.</p>\
            <form method="post" action="\(address)/nonconformance">\(seen())\(about)<label for="description">What is wrong</label>\
            <textarea id="description" name="description" rows="3" data-command-field="NCR">\(words)</textarea>\
            <div class="actions"><button>Report and hold</button></div></form></div>
            """
    }
}
