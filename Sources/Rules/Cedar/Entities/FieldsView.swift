/// Names and values of an entity's attributes or tags, or of a record, borrowed where they lie: the names in the order of their
/// digests. Valid for as long as that is borrowed.
struct FieldsView {
    /// Up to this many names are looked at one after another.
    private static let linearSearch = 16

    private let names: UnsafeRawPointer?
    private let nameStride: Int
    private let values: UnsafeRawPointer?
    private let valueStride: Int
    let count: Int

    /// No fields.
    static var none: FieldsView {
        FieldsView(names: nil, nameStride: 0, values: nil, valueStride: 0, count: 0)
    }

    private init(
        names: UnsafeRawPointer?,
        nameStride: Int,
        values: UnsafeRawPointer?,
        valueStride: Int,
        count: Int
    ) {
        self.names = names
        self.nameStride = nameStride
        self.values = values
        self.valueStride = valueStride
        self.count = count
    }

    /// Names and values in arrays side by side.
    @inline(__always)
    init(names: UnsafePointer<CedarString>?, values: UnsafePointer<Value>?, count: Int) {
        self.init(
            names: names.map { UnsafeRawPointer($0) },
            nameStride: MemoryLayout<CedarString>.stride,
            values: values.map { UnsafeRawPointer($0) },
            valueStride: MemoryLayout<Value>.stride,
            count: count
        )
    }

    /// The fields of a record.
    @inline(__always)
    init(_ fields: UnsafeBufferPointer<Record.Field>) {
        let base = UnsafeRawPointer(fields.baseAddress)
        let stride = MemoryLayout<Record.Field>.stride
        self.init(
            names: base.map { $0 + Record.Field.nameOffset },
            nameStride: stride,
            values: base.map { $0 + Record.Field.valueOffset },
            valueStride: stride,
            count: fields.count
        )
    }

    /// The value under a name, nil where there is none.
    @inline(__always)
    func find(_ name: CedarString) -> UnsafePointer<Value>? {
        guard let names, let values else { return nil }
        let digest = name.digest
        var place = count > Self.linearSearch ? firstPlace(of: digest, names) : 0
        while place < count {
            let candidate = (names + place &* nameStride).assumingMemoryBound(to: CedarString.self)
            if candidate.pointee.digest >= digest {
                guard candidate.pointee.digest == digest else { return nil }
                if candidate.pointee == name {
                    return (values + place &* valueStride).assumingMemoryBound(to: Value.self)
                }
            }
            place &+= 1
        }
        return nil
    }

    /// The first place whose digest is not less than this one.
    private func firstPlace(of digest: Int, _ names: UnsafeRawPointer) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let candidate = (names + middle * nameStride).assumingMemoryBound(to: CedarString.self)
            if candidate.pointee.digest < digest { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
