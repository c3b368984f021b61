/// What a format of XML asks of a document beside its records. All of it is constant, so that it tells nothing.
protocol MessageEnvelope: Sendable {
    /// What the root says of itself, beside its namespaces.
    var rootAttributes: String { get }

    /// What stands in an element on the way to the records before the next one.
    /// - Parameter depth: 0 for the root.
    func content(at depth: Int) -> String

    /// A message without records, without the line that says that it is XML.
    var empty: String { get }
}

/// The envelopes that there are.
enum MessageEnvelopes {
    /// The one of documents of a namespace whose record is found by some names from the root on; nil where none is known.
    static func envelope(of namespace: String, _ names: [String]) -> (any MessageEnvelope)? {
        namespace == B2MMLEnvelope.namespace ? B2MMLEnvelope(names) : QIFEnvelope(namespace, names)
    }
}
