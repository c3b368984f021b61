extension IPRange {
    private var width: UInt8 { isIPv6 ? 128 : 32 }

    /// Wholly inside 127.0.0.0/8 or equal to ::1.
    public var isLoopback: Bool {
        isIPv6 ? high == 0 && low == 1 && prefix == 128 : low >> 24 == 127 && prefix >= 8
    }

    /// Wholly inside 224.0.0.0/4 or ff00::/8.
    public var isMulticast: Bool {
        isIPv6 ? high >> 56 == 0xFF && prefix >= 8 : low >> 28 == 0xE && prefix >= 4
    }

    /// Whether every address of this range lies in `other`; never for different families.
    public func isInRange(_ other: IPRange) -> Bool {
        guard isIPv6 == other.isIPv6 else { return false }
        // A prefix at least as long that agrees on the other's prefix bits is a subset.
        guard prefix >= other.prefix else { return false }
        let skipped = width - other.prefix
        let mine = shifted(right: skipped)
        let theirs = other.shifted(right: skipped)
        return mine == theirs
    }

    private func shifted(right count: UInt8) -> [UInt64] {
        let count = UInt64(count)
        if count >= 128 { return [0, 0] }
        if count >= 64 { return [0, high >> (count - 64)] }
        return count == 0 ? [high, low] : [high >> count, low >> count | high << (64 - count)]
    }
}
