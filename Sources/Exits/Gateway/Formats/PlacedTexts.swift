/// The texts of a field with the places where they stood in their record, as one value: a JSON list of place and text by turns.
///
/// A place is the numbers of the elements on the way, each among all elements beside it, with points between. Only their order is written again: how
/// much lay between is not told by it.
enum PlacedTexts {
    struct One: Hashable, Sendable {
        var place: [Int]
        var text: String
    }

    /// Texts of a field in a record at most.
    static let countMax = JSONLine.membersMax / 2

    static func value(_ texts: [One]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (number, one) in texts.enumerated() {
            if number > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.quote(one.place.map(String.init).joined(separator: "."), into: &bytes)
            bytes.append(UInt8(ascii: ","))
            JSONText.quote(one.text, into: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The texts of a value; none of what is no such value.
    static func texts(_ value: String) -> [One] {
        guard let list = try? JSONLine.list(Array(value.utf8)), list.count.isMultiple(of: 2) else { return [] }
        var texts: [One] = []
        for index in stride(from: 0, to: list.count, by: 2) {
            guard case .text(let place) = list[index], case .text(let text) = list[index + 1] else { return [] }
            texts.append(One(place: place.split(separator: ".").compactMap { Int($0) }, text: text))
        }
        return texts
    }
}
