/// The functions and methods of the extension types.
public enum ExtensionFunction: String, Hashable, Sendable, CaseIterable {
    /// Reads a decimal.
    case decimal
    /// Reads an IP address or range.
    case ip
    /// Reads a moment.
    case datetime
    /// Reads a length of time.
    case duration
    /// Comparison of decimals.
    case lessThan
    /// Comparison of decimals.
    case lessThanOrEqual
    /// Comparison of decimals.
    case greaterThan
    /// Comparison of decimals.
    case greaterThanOrEqual
    /// Whether an address is IPv4.
    case isIpv4
    /// Whether an address is IPv6.
    case isIpv6
    /// Whether a range lies in the loopback range.
    case isLoopback
    /// Whether a range lies in the multicast range.
    case isMulticast
    /// Whether a range lies in another.
    case isInRange
    /// A moment later by a length of time.
    case offset
    /// The length of time from another moment.
    case durationSince
    /// The start of the day.
    case toDate
    /// The time since the start of the day.
    case toTime
    /// A length of time in milliseconds.
    case toMilliseconds
    /// A length of time in whole seconds, toward zero.
    case toSeconds
    /// A length of time in whole minutes, toward zero.
    case toMinutes
    /// A length of time in whole hours, toward zero.
    case toHours
    /// A length of time in whole days, toward zero.
    case toDays

    /// Whether it is called as a function; all others are methods.
    public var isConstructor: Bool {
        switch self {
        case .decimal, .ip, .datetime, .duration: true
        default: false
        }
    }

    /// The number of arguments, the receiver of a method included.
    public var arity: Int {
        switch self {
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isInRange, .offset, .durationSince: 2
        default: 1
        }
    }
}
