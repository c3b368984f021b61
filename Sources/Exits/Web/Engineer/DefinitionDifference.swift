internal import Boundary
internal import Execution
internal import HTTPExit

/// What is different between two revisions, for somebody who sees both: field by field, operation by operation.
struct DefinitionDifference {
    private let old: (master: ReleasedRecord, parts: DefinitionParts)
    private let new: (master: ReleasedRecord, parts: DefinitionParts)

    init?(from old: [ReleasedRecord], to new: [ReleasedRecord]) {
        guard let before = old.first(where: { $0.kind == WorkMaster.kind.name }),
            let after = new.first(where: { $0.kind == WorkMaster.kind.name })
        else { return nil }
        self.old = (before, DefinitionParts(old))
        self.new = (after, DefinitionParts(new))
    }

    var title: ClearedText {
        "\(old.master["partNumber"]) rev. \(old.master["revision"]) to \(new.master["partNumber"]) rev. \(new.master["revision"])"
    }

    var body: ClearedText {
        var rows: [ClearedText] = []
        rows += Self.fields(
            old.master,
            new.master,
            "heading",
            [
                ("partNumber", "part number"), ("title", "title"), ("needsTraining", "training on it is needed"),
                ("isRework", "rework"), ("nonconformance", "for one nonconformance"),
            ]
                + EffectivityFields.words
        )
        rows += Self.matched(old.parts.operations, new.parts.operations, by: "sequence") { before, after in
            compare(before, after)
        }
        return """
            <h1>\(title)</h1><p>Each line is one thing that is new, gone or other.</p>\
            \(PageParts.table("Differences", ["Marking", "Where", "What", "Before", "Now"], rows, none: "Nothing is different."))\
            <div class="actions"><a class="button" href="/definitions/\(Self.id(new.master))">To this revision</a><a class="button" href="/definitions/\(Self.id(old.master))">To the other one</a></div>
            """
    }

    private func compare(_ before: ReleasedRecord?, _ after: ReleasedRecord?) -> [ClearedText] {
        let place: ClearedText = "operation \((after ?? before)?["sequence"])"
        guard let before, let after else {
            return [Self.row(place, "operation", before?["name"], after?["name"])]
        }
        var rows = Self.fields(
            before,
            after,
            place,
            [
                ("name", "what is done"), ("workCenter", "work center"), ("instructions", "instructions"),
                ("standardMinutes", "minutes"), ("qualifications", "qualifications"), ("needsBuyOff", "buy-off"),
            ]
        )
        rows += Self.matched(
            old.parts.characteristics(of: before),
            new.parts.characteristics(of: after),
            by: "number"
        ) { before, after in
            let item: ClearedText = "\(place), characteristic \((after ?? before)?["number"])"
            guard let before, let after else {
                return [Self.row(item, "characteristic", before?["name"], after?["name"])]
            }
            return Self.fields(
                before,
                after,
                item,
                [
                    ("name", "what it is"), ("unit", "unit"), ("lower", "lower limit"), ("upper", "upper limit"),
                    ("needsGauge", "takes a gauge"), ("sampling", "on which units"), ("designator", "designator"),
                ]
            )
        }
        rows += Self.matched(old.parts.components(of: before), new.parts.components(of: after), by: "partNumber") {
            before,
            after in
            let item: ClearedText = "\(place), component \((after ?? before)?["partNumber"])"
            guard let before, let after else {
                return [Self.row(item, "component", before?["quantity"], after?["quantity"])]
            }
            return Self.fields(
                before,
                after,
                item,
                [
                    ("quantity", "how many"), ("isSerialised", "has serial numbers"),
                    ("alternates", "approved alternates"),
                ]
            )
        }
        return rows + compareMedia(before, after, place)
    }

    /// A medium is the same as long as its bytes are, whatever number it has by now; others are compared by their numbers.
    private func compareMedia(_ before: ReleasedRecord, _ after: ReleasedRecord, _ place: ClearedText) -> [ClearedText]
    {
        let (old, new) = (old.parts.media.of(before).all, new.parts.media.of(after).all)
        func isAlike(_ left: ReleasedRecord, _ right: ReleasedRecord, _ field: String) -> Bool {
            left[field]?.shows(sameAs: right[field]) == true
        }
        func isIn(_ list: [ReleasedRecord], _ medium: ReleasedRecord) -> Bool {
            list.contains { isAlike($0, medium, "hash") }
        }
        let rows = new.flatMap { after in
            let before =
                old.first { isAlike($0, after, "hash") }
                ?? old.first { isAlike($0, after, "number") && !isIn(new, $0) }
            return Self.medium(before, after, place)
        }
        let gone = old.filter { before in
            !isIn(new, before) && !new.contains { isAlike($0, before, "number") && !isIn(old, $0) }
        }
        return rows + gone.flatMap { Self.medium($0, nil, place) }
    }

    private static func medium(_ before: ReleasedRecord?, _ after: ReleasedRecord?, _ place: ClearedText)
        -> [ClearedText]
    {
        let item: ClearedText = "\(place), picture or PDF \((after ?? before)?["number"])"
        guard let before, let after else {
            return [
                row(item, "picture or PDF", before?["title"], after?["title"]), contents(item, before, after),
            ]
        }
        let words = fields(
            before,
            after,
            item,
            [("title", "what it is called"), ("alternative", "what there is to see"), ("mediaType", "type")]
        )
        return before["hash"]?.shows(sameAs: after["hash"]) == true ? words : words + [contents(item, before, after)]
    }

    /// What is seen then and now, each with the hash of its bytes: two pictures can look alike and be others.
    private static func contents(_ place: ClearedText, _ before: ReleasedRecord?, _ after: ReleasedRecord?)
        -> ClearedText
    {
        func content(_ medium: ReleasedRecord?) -> ClearedText {
            medium.map {
                "<div class=\"medium\">\(MediumFigures.link($0))</div><p class=\"hash\">SHA-256 \($0["hash"])</p>"
            }
                ?? ""
        }
        return PageParts.row(
            "<span class=\"mark\">\(markOf: (after ?? before)?["title"])</span>",
            place,
            "what is in it",
            content(before),
            content(after)
        )
    }

    // MARK: Comparing

    /// Pairs of records that show the same value of a field, then those that are in one list alone.
    private static func matched(
        _ old: [ReleasedRecord],
        _ new: [ReleasedRecord],
        by field: String,
        _ compare: (ReleasedRecord?, ReleasedRecord?) -> [ClearedText]
    ) -> [ClearedText] {
        func same(_ left: ReleasedRecord, _ right: ReleasedRecord) -> Bool {
            left[field]?.shows(sameAs: right[field]) == true
        }
        let rows = new.flatMap { after in compare(old.first { same($0, after) }, after) }
        return rows + old.filter { before in !new.contains { same($0, before) } }.flatMap { compare($0, nil) }
    }

    private static func fields(
        _ before: ReleasedRecord,
        _ after: ReleasedRecord,
        _ place: ClearedText,
        _ names: [(String, StaticString)]
    ) -> [ClearedText] {
        names.compactMap { field, words in
            let (old, new) = (before[field], after[field])
            if old == nil && new == nil || old?.shows(sameAs: new) == true { return nil }
            return row(place, words, old, new)
        }
    }

    private static func row(
        _ place: ClearedText,
        _ what: StaticString,
        _ before: ReleasedField?,
        _ after: ReleasedField?
    ) -> ClearedText {
        let change: ClearedText =
            before == nil
            ? "<span class=\"state state-done\">new</span> "
            : after == nil ? "<span class=\"state state-bad\">gone</span> " : ""
        return PageParts.row(
            "<span class=\"mark\">\(markOf: after ?? before)</span>",
            place,
            "\(change)\(program: what)",
            "<del class=\"instruction\">\(before)</del>",
            "<ins class=\"instruction\">\(after)</ins>"
        )
    }

    private static func id(_ record: ReleasedRecord) -> ClearedText { record.id.map { "\($0)" } ?? "" }
}
