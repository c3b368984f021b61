public import Classification
public import PlantModel

/// A value that is in the plant and may not leave as it is: it carries the label of what it was made from, and the data classes that say
/// which field rules apply.
///
/// There is no way from here to the value but by `Boundary`, which clears it for one recipient, and no way to another restricted value
/// that drops a label or a class. It is neither equatable nor hashable, since comparing with a guess tells the value; printing it, or
/// looking at it through a mirror, shows its label's presence and nothing else.
public struct Restricted<Value: Sendable>: Sendable {
    let value: Value
    /// What restricts it.
    public let sharedLabel: SharedLabel
    /// What it carries content of.
    public let classes: FieldClasses

    /// Puts a value under a label. Anybody may: what goes in is only kept tighter by it.
    public init(_ value: Value, label: SharedLabel, fieldClass: DataClass) {
        self.init(value, label: label, classes: FieldClasses(fieldClass))
    }

    /// The same for a value that carries content of several classes, or of one that is looked up once for many values.
    public init(_ value: Value, label: SharedLabel, classes: FieldClasses) {
        self.value = value
        sharedLabel = label
        self.classes = classes
    }

    /// What restricts it.
    public var label: Label { sharedLabel.label }

    /// The same value under a label that restricts as much and more.
    public func raised(by other: SharedLabel) -> Restricted {
        Restricted(value, label: sharedLabel.join(other), classes: classes)
    }
}

extension Restricted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says only that something is here.
    public var description: String { "(restricted)" }
    /// Says only that something is here.
    public var debugDescription: String { description }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
