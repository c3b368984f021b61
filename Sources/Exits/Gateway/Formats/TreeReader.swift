internal import BoundedXML
internal import PlantModel

/// Reads the records of one document.
struct TreeReader: RecordReader {
    private let format: TreeFormat
    private let reading: XMLRecordReading
    private var number = 0
    private var names = UndeclaredNames()

    init(_ format: TreeFormat) {
        self.format = format
        reading = XMLRecordReading(record: format.record, bytesMax: RecordSplitter.recordBytesMax)
    }

    var undeclared: UndeclaredNames {
        var all = names
        for (name, count) in reading.outside { all.note(name, count: count) }
        return all
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(GatewayRefusal) -> [ReadPiece] {
        let records: [XMLRecordReading.Record]
        do throws(XMLRecordReading.Fault) { records = try reading.append(bytes) } catch { throw Self.refusal(error) }
        return records.map { piece($0) }
    }

    mutating func finish() throws(GatewayRefusal) -> [ReadPiece] {
        let records: [XMLRecordReading.Record]
        do throws(XMLRecordReading.Fault) { records = try reading.finish() } catch { throw Self.refusal(error) }
        return records.map { piece($0) }
    }

    private static func refusal(_ fault: XMLRecordReading.Fault) -> GatewayRefusal {
        GatewayRefusal(.otherSchema, "the document is refused: \(fault)")
    }

    private mutating func piece(_ record: XMLRecordReading.Record) -> ReadPiece {
        number += 1
        let outer = Array(format.record.dropLast())
        let element = record.element
        var piece = ReadPiece(line: number, raw: { element.document(inside: outer) })
        guard record.isWhole else {
            piece.fault =
                "a record longer than 1 MiB, with more than \(XMLRecordReading.elementsMax) elements or deeper than \(XMLRecordReading.depthMax)"
            return piece
        }
        var found = Found(fields: format.fields, kind: format.kind)
        found.collect(element, format.paths, at: [], way: element.name.local)
        for (name, count) in found.undeclared { names.note(name, count: count) }
        piece.markings = found.markings
        for (place, texts) in found.texts.enumerated() where texts.count > 1 {
            let field = format.fields[place]
            if !field.isRepeated {
                piece.fault = "the field '\(field.name)' stands there \(texts.count) times"
            } else if texts.count > PlacedTexts.countMax {
                piece.fault = "the field '\(field.name)' stands there more than \(PlacedTexts.countMax) times"
            }
        }
        piece.values = found.texts.map { $0.isEmpty ? nil : PlacedTexts.value($0) }
        return piece
    }
}

/// What was found in a record.
private struct Found {
    var texts: [[PlacedTexts.One]]
    var undeclared: [String: Int] = [:]
    var markings: [SourceMarking] = []
    let kind: TreeFormat.Kind
    private let fields: [Plant.Messages.Field]

    init(fields: [Plant.Messages.Field], kind: TreeFormat.Kind) {
        texts = Array(repeating: [], count: fields.count)
        self.kind = kind
        self.fields = fields
    }

    mutating func collect(_ element: XMLElement, _ paths: PathTree?, at place: [Int], way: String) {
        if kind == .b2mml, element.name == TreeFormat.marking { return mark(element) }
        if kind == .qif, element.name.local == "SecurityClassification" { classify(element) }
        for attribute in element.attributes {
            if let field = paths?.attributes[attribute.name] {
                texts[field].append(PlacedTexts.One(place: place, text: attribute.value))
            } else {
                undeclared["\(way)/@\(attribute.name.local)", default: 0] += 1
            }
        }
        if let field = paths?.field, element.children.isEmpty {
            // Without a text an element is there for its attributes, or it is one of a text that is empty.
            if !element.text.isEmpty || element.attributes.isEmpty && fields[field].type == .text {
                texts[field].append(PlacedTexts.One(place: place, text: element.text))
            }
        } else if element.hasText || isBare(element, paths) {
            undeclared[way, default: 0] += 1
        }
        for (number, child) in element.children.enumerated() {
            collect(child, paths?.children[child.name], at: place + [number], way: "\(way)/\(child.name.local)")
        }
    }

    /// Whether an element is there, has nothing in it, and nobody declared anything in it.
    private func isBare(_ element: XMLElement, _ paths: PathTree?) -> Bool {
        element.children.isEmpty && element.attributes.isEmpty
            && (paths.map { $0.children.isEmpty && $0.attributes.isEmpty } ?? true)
    }

    private mutating func mark(_ element: XMLElement) {
        if element.hasText { markings.append(SourceMarking(text: element.text, isBanner: true)) }
        for child in element.children {
            markings.append(SourceMarking(text: child.text, isBanner: child.name.local != "Notice"))
        }
    }

    /// QIF 3.0, `SecurityClassificationType`: a word of an enumeration, or another in a text.
    private mutating func classify(_ element: XMLElement) {
        for child in element.children {
            markings.append(SourceMarking(text: child.text.replacing("_", with: " "), isBanner: true))
        }
        if element.hasText { markings.append(SourceMarking(text: element.text, isBanner: true)) }
    }
}

/// What a source says itself of a record. It may say more than the plant's labels and stops the record then; it never takes anything from them.
struct SourceMarking: Hashable, Sendable {
    let text: String
    /// Whether all of it has to be understood: of a notice to readers only what restricts counts.
    let isBanner: Bool
}
