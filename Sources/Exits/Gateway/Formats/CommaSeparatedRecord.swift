/// The fields of one record of comma-separated values (RFC 4180, section 2).
///
/// Quotes are where the RFC has them or the record is refused: text that was cut or shifted by one comma would put one program's values
/// under another's name.
enum CommaSeparatedRecord {
    /// Fields of a record at most.
    static let fieldsMax = 1_000

    struct Fault: Error, Equatable { let reason: String }

    static func fields(_ record: [UInt8]) throws(Fault) -> [String] {
        var fields: [String] = []
        var index = 0
        while true {
            guard fields.count < fieldsMax else { throw Fault(reason: "more than \(fieldsMax) fields") }
            let (field, end) = try field(record, from: index)
            guard let text = String(validating: field, as: UTF8.self) else {
                throw Fault(reason: "field \(fields.count + 1) is not UTF-8")
            }
            fields.append(text)
            guard end < record.count else { return fields }
            index = end + 1
        }
    }

    /// A field and the place of the comma after it, or of the end.
    private static func field(_ record: [UInt8], from start: Int) throws(Fault) -> (ArraySlice<UInt8>, Int) {
        let quote = UInt8(ascii: "\"")
        let comma = UInt8(ascii: ",")
        guard start < record.count, record[start] == quote else {
            let end = record[start...].firstIndex(of: comma) ?? record.count
            guard !record[start..<end].contains(quote) else {
                throw Fault(reason: "a quote inside a field that does not begin with one")
            }
            return (record[start..<end], end)
        }
        var text: [UInt8] = []
        var index = start + 1
        while index < record.count {
            guard record[index] == quote else {
                text.append(record[index])
                index += 1
                continue
            }
            if index + 1 < record.count, record[index + 1] == quote {
                text.append(quote)
                index += 2
                continue
            }
            guard index + 1 == record.count || record[index + 1] == comma else {
                throw Fault(reason: "text after a closing quote")
            }
            return (text[...], index + 1)
        }
        throw Fault(reason: "a quote that is not closed")
    }
}
