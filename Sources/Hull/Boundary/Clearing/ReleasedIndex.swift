public import Journal
internal import Storage

/// Released records by what a field of them shows, so that a page can put together what belongs together. It gives places in the list that it was
/// made of, and no value.
public struct ReleasedIndex: Sendable {
    private var places: [ViewValue: [Int]] = [:]

    /// Records by a field; what is withheld or hidden is not in it.
    /// - Complexity: linear.
    public init(_ records: [ReleasedRecord], by name: String) {
        for (place, record) in records.enumerated() {
            if case .cleared(let value)? = record[name] { places[value.value, default: []].append(place) }
        }
    }

    /// Records by their ids.
    public init(idsOf records: [ReleasedRecord]) {
        for (place, record) in records.enumerated() {
            if let id = record.id { places[.bytes(id.bytes), default: []].append(place) }
        }
    }

    /// The records whose field shows what another field shows.
    public subscript(_ field: ReleasedField?) -> [Int] {
        guard case .cleared(let value)? = field else { return [] }
        return places[value.value] ?? []
    }

    /// The records whose field shows an id.
    public subscript(_ id: AggregateID?) -> [Int] { id.flatMap { places[.bytes($0.bytes)] } ?? [] }
}
