/// Why an expression has no value, and where.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The classes of error that Cedar knows.
    public enum Kind: Hashable, Sendable {
        /// An attribute or tag was read of an entity that is not in the store.
        case entityDoesNotExist(EntityUID)
        /// A record, or the entity named, has no such attribute.
        case attributeDoesNotExist(CedarString, of: EntityUID?)
        /// The entity has no such tag.
        case tagDoesNotExist(CedarString, of: EntityUID)
        /// A value is of another type than the operation needs.
        case typeError(expected: String, found: String)
        /// The result does not fit 64 bits.
        case arithmeticOverflow(operation: String)
        /// A function of an extension type failed.
        case extensionError(String)
        /// A function was called with another number of arguments than it takes.
        case wrongArity(function: String, expected: Int, found: Int)
        /// A template was evaluated without values for its slots.
        case unlinkedSlot(Slot)
        /// The expression nests deeper than the limit.
        case recursionLimit(Int)
    }

    /// Boxed, to keep the stack frames of the evaluator small.
    private final class Storage: Sendable {
        let kind: Kind
        let range: SourceRange

        init(kind: Kind, range: SourceRange) {
            self.kind = kind
            self.range = range
        }
    }

    private let storage: Storage

    /// What went wrong.
    public var kind: Kind { storage.kind }
    /// Where in the policy's file.
    public var range: SourceRange { storage.range }

    /// An error at a place.
    public init(_ kind: Kind, at range: SourceRange) { storage = Storage(kind: kind, range: range) }

    /// The same kind at the same place.
    public static func == (left: EvaluationError, right: EvaluationError) -> Bool {
        left.kind == right.kind && left.range == right.range
    }

    /// Feeds kind and place.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(range)
    }

    /// What went wrong, without the place.
    public var message: String {
        switch kind {
        case .entityDoesNotExist(let uid): "the entity `\(uid)` does not exist"
        case .attributeDoesNotExist(let name, nil): "the record has no attribute `\(name)`"
        case .attributeDoesNotExist(let name, let uid?): "`\(uid)` has no attribute `\(name)`"
        case .tagDoesNotExist(let name, let uid): "`\(uid)` has no tag \(name.quoted)"
        case .typeError(let expected, let found): "expected \(expected), found \(found)"
        case .arithmeticOverflow(let operation): "\(operation) leaves the range of 64-bit integers"
        case .extensionError(let reason): reason
        case .wrongArity(let function, let expected, let found):
            "`\(function)` takes \(expected) argument\(expected == 1 ? "" : "s"), found \(found)"
        case .unlinkedSlot(let slot): "the template's slot `\(slot)` has no value; link the template first"
        case .recursionLimit(let limit): "the expression nests deeper than \(limit) levels"
        }
    }

    /// `line:column: message`.
    public var description: String { "\(range.start.line):\(range.start.column): \(message)" }

    static func type(_ expected: String, _ found: Value, at range: SourceRange) -> EvaluationError {
        EvaluationError(.typeError(expected: expected, found: found.typeName), at: range)
    }
}
