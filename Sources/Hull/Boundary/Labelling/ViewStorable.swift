public import Storage

/// A value that a column of a view holds.
public protocol ViewStorable: Sendable {
    /// As the view holds it.
    var viewValue: ViewValue { get }
    /// The value of a column; nil if the column holds something else.
    init?(viewValue: ViewValue)
}

extension ViewValue: ViewStorable {
    /// Itself.
    public var viewValue: ViewValue { self }
    /// Any value.
    public init?(viewValue: ViewValue) { self = viewValue }
}

extension String: ViewStorable {
    /// A text.
    public var viewValue: ViewValue { .text(self) }
    /// A text.
    public init?(viewValue: ViewValue) {
        guard case .text(let text) = viewValue else { return nil }
        self = text
    }
}

extension Int64: ViewStorable {
    /// An integer.
    public var viewValue: ViewValue { .integer(self) }
    /// An integer.
    public init?(viewValue: ViewValue) {
        guard case .integer(let number) = viewValue else { return nil }
        self = number
    }
}

extension Double: ViewStorable {
    /// A number.
    public var viewValue: ViewValue { .real(self) }
    /// A number.
    public init?(viewValue: ViewValue) {
        guard case .real(let number) = viewValue else { return nil }
        self = number
    }
}

extension Bool: ViewStorable {
    /// A truth value.
    public var viewValue: ViewValue { .truth(self) }
    /// A truth value.
    public init?(viewValue: ViewValue) {
        guard case .truth(let truth) = viewValue else { return nil }
        self = truth
    }
}

extension Optional: ViewStorable where Wrapped: ViewStorable {
    /// The value, or absent.
    public var viewValue: ViewValue { self?.viewValue ?? .null }
    /// The value, or absent.
    public init?(viewValue: ViewValue) {
        if case .null = viewValue {
            self = .none
        } else if let value = Wrapped(viewValue: viewValue) {
            self = .some(value)
        } else {
            return nil
        }
    }
}
