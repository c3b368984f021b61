public import Classification

/// A value that may leave: for one recipient, by one channel, under one set of policies, for a short time.
///
/// Only `Boundary` makes one, from a decision that the journal has recorded. It has no way to the value, no `map`, no coding: it is put into
/// texts and releases, and an exit, which compares it with its own request, takes the value out of these.
public struct Cleared<Value: Sendable>: Sendable {
    let value: Value
    let clearance: Clearance
    let sharedLabel: SharedLabel

    init(_ value: Value, _ clearance: Clearance, label: SharedLabel) {
        self.value = value
        self.clearance = clearance
        sharedLabel = label
    }

    /// For whom.
    public var recipient: Subject { clearance.recipient }
    /// By which way.
    public var channel: ChannelKind { clearance.channel }
    /// Under which policies.
    public var epoch: PolicyEpoch { clearance.epoch }
    /// Until when, in milliseconds since 1970.
    public var expires: UInt64 { clearance.expires }
    /// What restricts it; the marking of a page is the join of what is on it.
    public var label: Label { sharedLabel.label }
}

extension Cleared: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says only that something is here: a text for a reader is a ``ClearedText``.
    public var description: String { "(cleared)" }
    /// Says only that something is here.
    public var debugDescription: String { description }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
