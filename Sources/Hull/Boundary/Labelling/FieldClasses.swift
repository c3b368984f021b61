public import PlantModel

/// The data classes that a value carries content of. A value derived from fields of several classes carries them all, and each is
/// decided: a class could otherwise be shed by adding two values.
public struct FieldClasses: Hashable, Sendable {
    /// A bit for each class, by its place in `DataClass.allCases`.
    let bits: UInt32

    private init(bits: UInt32) { self.bits = bits }

    /// One class.
    public init(_ dataClass: DataClass) { bits = Self.bit[dataClass] ?? 0 }

    /// The classes of a value made from both.
    public func union(_ other: FieldClasses) -> FieldClasses { FieldClasses(bits: bits | other.bits) }

    /// Each class, in their order.
    public var all: [DataClass] {
        Self.classes.compactMap { bits & $0.bit != 0 ? $0.dataClass : nil }
    }

    /// Whether content of a class is in it.
    public func contains(_ dataClass: DataClass) -> Bool { bits & (Self.bit[dataClass] ?? 0) != 0 }

    private static let classes: [(dataClass: DataClass, bit: UInt32)] = DataClass.allCases.enumerated().map {
        ($0.element, 1 << UInt32($0.offset))
    }

    private static let bit: [DataClass: UInt32] = Dictionary(
        uniqueKeysWithValues: classes.map { ($0.dataClass, $0.bit) }
    )
}
