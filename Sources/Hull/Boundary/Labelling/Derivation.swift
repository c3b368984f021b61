internal import Classification
public import PlantModel

/// A computation on restricted values: a static function, which captures nothing, so that no closure carries a value out by forgetting.
public protocol Derivation<Input, Output> {
    /// What it takes.
    associatedtype Input: Sendable
    /// What it makes.
    associatedtype Output: Sendable
    /// Computes the result from the input alone.
    static func derive(_ input: Input) -> Output
}

// Every way from restricted values to another one. Each carries the join of the labels and all the classes.
extension Restricted {
    /// A part of the value.
    public subscript<Part: Sendable>(_ part: KeyPath<Value, Part>) -> Restricted<Part> {
        Restricted<Part>(value[keyPath: part], label: sharedLabel, classes: classes)
    }

    /// What a derivation makes of the value.
    public func derived<Rule: Derivation>(by rule: Rule.Type) -> Restricted<Rule.Output> where Rule.Input == Value {
        Restricted<Rule.Output>(rule.derive(value), label: sharedLabel, classes: classes)
    }

    /// Both values.
    public func and<Other: Sendable>(_ other: Restricted<Other>) -> Restricted<(Value, Other)> {
        Restricted<(Value, Other)>(
            (value, other.value),
            label: sharedLabel.join(other.sharedLabel),
            classes: classes.union(other.classes)
        )
    }

    /// All of the values, in order. That there are none says something of a class too, which is why one is named.
    public static func all(_ values: [Restricted], of fieldClass: DataClass) -> Restricted<[Value]> {
        var label = SharedLabel(.unrestricted)
        var classes = FieldClasses(fieldClass)
        for value in values {
            label = label.join(value.sharedLabel)
            classes = classes.union(value.classes)
        }
        return Restricted<[Value]>(values.map(\.value), label: label, classes: classes)
    }
}

extension Restricted where Value: AdditiveArithmetic {
    /// The sum; of no values zero.
    public static func sum(_ values: [Restricted], of fieldClass: DataClass) -> Restricted {
        let all = all(values, of: fieldClass)
        return Restricted(all.value.reduce(.zero, +), label: all.sharedLabel, classes: all.classes)
    }
}
