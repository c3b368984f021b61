public import Cedar

/// A way by which data leaves: a screen, an export, a connector. Each is a type, so that an exit takes the releases of its own way alone,
/// and each says of itself what policies may ask of that way.
public protocol Channel: Hashable, Sendable {
    /// Which way.
    static var kind: ChannelKind { get }
    /// What this way says of itself, as the record of its name in `ReadContext` of the schema.
    var attributes: Record { get }
}

/// The ways by which data leaves, as `context.channel` names them.
public enum ChannelKind: String, Hashable, Sendable, CaseIterable {
    /// Pages on a screen.
    case screen
    /// Answers to a program.
    case api
    /// Files.
    case export
    /// Documents made from many records.
    case report
    /// Paper.
    case print
    /// Hits of a search.
    case search
    /// Pages for another party.
    case portal
    /// Messages to another system.
    case connector
    /// Rows and figures for analysis.
    case analytics
    /// What a command prints or writes.
    case commandLine
    /// Lines of a log.
    case log
    /// Figures of a monitor.
    case metric

    /// What a person asks to do who takes data by this way. A system always asks to `receive`.
    public var personAction: RecordAction {
        switch self {
        case .export, .report: .export
        case .print: .print
        case .screen, .api, .search, .portal, .connector, .analytics, .commandLine, .log, .metric: .view
        }
    }
}

/// What is asked to be done with a record, as actions of the schema.
public enum RecordAction: String, Hashable, Sendable, CaseIterable {
    /// See it.
    case view
    /// Change it.
    case edit
    /// Have it on paper.
    case print
    /// Have it as a file.
    case export
    /// Have it sent, of a system.
    case receive
    /// Learn that it is there.
    case know
    /// Have it counted among those that one may not see, of a person.
    case count
    /// State a fact here that another system owns.
    case state
    /// Lift a gate by it, of a person.
    case lift

    /// The action.
    public var uid: EntityUID { EntityUID(type: "Action", id: rawValue) }
}
