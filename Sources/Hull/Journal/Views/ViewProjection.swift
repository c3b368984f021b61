public import Storage

/// Makes rows of views from events. The same event gives the same changes at any time, whatever is in the views: they are dropped and made
/// anew from the log, also after payloads were shredded.
public protocol ViewProjection: Sendable {
    /// The tables. Its version is raised whenever the same events give other rows.
    var schema: ViewSchema { get }
    /// What an event changes; nothing, where it does not concern the views. An event whose payload was shredded has none.
    func changes(for event: RecordedEvent) throws -> [RowChange]
}

/// The views of one compartment: where they are kept and how they are made.
public struct CompartmentViews: Sendable {
    let engine: any StorageEngine
    let compartment: CompartmentName
    let projection: any ViewProjection

    /// Views of a compartment in an engine.
    public init(engine: any StorageEngine, compartment: CompartmentName, projection: any ViewProjection) {
        self.engine = engine
        self.compartment = compartment
        self.projection = projection
    }

    func open() throws -> OpenViews {
        let store = try engine.openViews(compartment, schema: projection.schema)
        return OpenViews(store: store, cursor: try store.cursor(), views: self)
    }

    func drop() throws { try engine.dropViews(compartment) }
}

/// Views that are open, with how far they have come.
struct OpenViews: Sendable {
    let store: any ViewStore
    /// The next event that is not in them.
    var cursor: UInt64
    let views: CompartmentViews
}
