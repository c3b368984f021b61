public import Cedar

/// A screen.
public struct Screen: Channel {
    /// Which way.
    public static let kind = ChannelKind.screen
    /// Others can see it, as on the floor.
    public let isShared: Bool
    /// It shows without anybody signed in.
    public let isUnattended: Bool

    /// A screen; without arguments one that its reader alone sees.
    public init(isShared: Bool = false, isUnattended: Bool = false) {
        self.isShared = isShared
        self.isUnattended = isUnattended
    }

    /// `screen` of the context.
    public var attributes: Record { ["shared": .bool(isShared), "unattended": .bool(isUnattended)] }
}

/// An answer to a program.
public struct API: Channel {
    /// Which way.
    public static let kind = ChannelKind.api
    /// The client, as it is registered.
    public let client: String

    /// An answer to a client.
    public init(client: String) { self.client = client }

    /// `api` of the context.
    public var attributes: Record { ["client": .string(client)] }
}

/// A file.
public struct Export: Channel {
    /// Which way.
    public static let kind = ChannelKind.export
    /// Its format, such as `csv`.
    public let format: String
    /// It is encrypted for its recipient.
    public let isEncrypted: Bool
    /// It goes onto media that are carried away.
    public let isRemovable: Bool

    /// A file.
    public init(format: String, isEncrypted: Bool, isRemovable: Bool = false) {
        self.format = format
        self.isEncrypted = isEncrypted
        self.isRemovable = isRemovable
    }

    /// `export` of the context.
    public var attributes: Record {
        ["format": .string(format), "encrypted": .bool(isEncrypted), "removable": .bool(isRemovable)]
    }
}

/// A document made from many records.
public struct Report: Channel {
    /// Which way.
    public static let kind = ChannelKind.report
    /// Its format, such as `pdf`.
    public let format: String

    /// A document.
    public init(format: String) { self.format = format }

    /// `report` of the context.
    public var attributes: Record { ["format": .string(format)] }
}

/// Paper.
public struct Print: Channel {
    /// Which way.
    public static let kind = ChannelKind.print
    /// The printer gives the page only to whoever stands before it.
    public let isAttended: Bool

    /// A printer.
    public init(isAttended: Bool) { self.isAttended = isAttended }

    /// `print` of the context.
    public var attributes: Record { ["attended": .bool(isAttended)] }
}

/// Hits of a search.
public struct Search: Channel {
    /// Which way.
    public static let kind = ChannelKind.search
    /// Hits carry excerpts.
    public let hasExcerpts: Bool

    /// A search.
    public init(hasExcerpts: Bool) { self.hasExcerpts = hasExcerpts }

    /// `search` of the context.
    public var attributes: Record { ["excerpts": .bool(hasExcerpts)] }
}

/// A page for another party.
public struct Portal: Channel {
    /// Which way.
    public static let kind = ChannelKind.portal
    /// The party's id.
    public let party: String

    /// The portal of a party.
    public init(party: String) { self.party = party }

    /// `portal` of the context.
    public var attributes: Record { ["party": .entity(EntityUID(type: "Party", id: party))] }
}

/// A message to another system.
public struct Connector: Channel {
    /// Which way.
    public static let kind = ChannelKind.connector
    /// It is encrypted on its way.
    public let isEncrypted: Bool

    /// A connector.
    public init(isEncrypted: Bool) { self.isEncrypted = isEncrypted }

    /// `connector` of the context.
    public var attributes: Record { ["encrypted": .bool(isEncrypted)] }
}

/// Rows or sums for analysis.
public struct Analytics: Channel {
    /// Which way.
    public static let kind = ChannelKind.analytics
    /// Sums, not rows.
    public let isAggregated: Bool
    /// How many programs a sum covers at least; 1 for rows.
    public let programs: Int

    /// Rows, or sums over so many programs.
    public init(isAggregated: Bool, programs: Int = 1) {
        self.isAggregated = isAggregated
        self.programs = programs
    }

    /// `analytics` of the context.
    public var attributes: Record { ["aggregated": .bool(isAggregated), "programs": .long(Int64(programs))] }
}

/// What a command prints or writes.
public struct CommandLine: Channel {
    /// Which way.
    public static let kind = ChannelKind.commandLine
    /// It writes a file instead of showing.
    public let isFile: Bool

    /// A terminal, or a file.
    public init(isFile: Bool) { self.isFile = isFile }

    /// `commandLine` of the context.
    public var attributes: Record { ["file": .bool(isFile)] }
}

/// Lines of a log.
public struct Log: Channel {
    /// Which way.
    public static let kind = ChannelKind.log
    /// Lines leave the machine.
    public let isRemote: Bool

    /// A log.
    public init(isRemote: Bool) { self.isRemote = isRemote }

    /// `log` of the context.
    public var attributes: Record { ["remote": .bool(isRemote)] }
}

/// Figures of a monitor.
public struct Metric: Channel {
    /// Which way.
    public static let kind = ChannelKind.metric
    /// Figures leave the machine.
    public let isRemote: Bool

    /// A monitor.
    public init(isRemote: Bool) { self.isRemote = isRemote }

    /// `metric` of the context.
    public var attributes: Record { ["remote": .bool(isRemote)] }
}
