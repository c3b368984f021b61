internal import Classification
internal import Crypto

extension Document<PrintedText> {
    /// What restricts the document: the join of all that is in it.
    var label: Label {
        var label = Label.unrestricted
        // Only joins: the texts stay where they are.
        _ = map { text in
            if text.label != label { label = label.join(text.label) }
            return ()
        }
        return label
    }

    /// The content as text: one line for each heading, paragraph, field, row, code and box, in the order of the page. Two documents have the same
    /// dump exactly if they say the same; line breaks in texts are written `⏎`, tabs between cells are tabs.
    func dump(identities: [String]) -> String {
        var lines = ["document\t\(Self.line(id))", "title\t\(Self.line(title))"]
        if let caveat { lines.append("caveat\t\(Self.line(caveat))") }
        var rest = identities[...]
        for block in blocks { Self.dump(block, into: &lines, &rest) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ text: PrintedText) -> String { text.plain.replacing("\n", with: "⏎") }

    private static func dump(
        _ block: Block<PrintedText>,
        into lines: inout [String],
        _ identities: inout ArraySlice<String>
    ) {
        switch block {
        case .heading(let text): lines.append("heading\t\(line(text))")
        case .paragraph(let text): lines.append("paragraph\t\(line(text))")
        case .fields(let fields, _): lines += fields.map { "field\t\(line($0.name))\t\(line($0.value))" }
        case .table(let table):
            lines.append((["table"] + table.columns.map { line($0.title) }).joined(separator: "\t"))
            lines += table.rows.map { (["row"] + $0.map(line)).joined(separator: "\t") }
        case .codes(let codes):
            for code in codes {
                let names = code.symbologies.map(\.rawValue).joined(separator: ", ")
                lines.append("code\t\(names)\t\(identities.popFirst() ?? "")\t\(line(code.caption))")
            }
        case .signatures(let boxes):
            lines += boxes.map { "signature\t\(line($0.meaning))\t\(line($0.name))\t\(line($0.date))" }
        case .together(let blocks):
            lines.append("together")
            for block in blocks { dump(block, into: &lines, &identities) }
            lines.append("apart")
        case .pageBreak: lines.append("page")
        }
    }
}

/// The SHA-256 hash of the dump of a document with its marking: who prints the same records again gets the same.
enum ContentHash {
    static func of(_ dump: String, marking: PageBanner) -> String {
        var text = dump + "marking\t\(marking.banner)\n"
        for line in marking.marking.designationBlock + marking.marking.notices { text += "marking\t\(line)\n" }
        return SHA256.hash(data: Array(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
