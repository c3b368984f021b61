public import Classification
public import Journal
public import Storage

/// A compartment of a site and what makes the rows of its views.
public struct SiteCompartment: Sendable {
    /// Its name.
    public let name: CompartmentName
    /// What makes its rows, beside labels and attachments. No two have a table of one name.
    public let projections: [any RecordProjection]

    /// A compartment.
    public init(_ name: CompartmentName, projections: [any RecordProjection]) {
        self.name = name
        self.projections = projections
    }
}

/// All that is needed to open one instance of a site.
public struct SiteOpening: Sendable {
    /// The site as its logs are named by: a URL without schema and final slash, such as `plant.example/wichita`.
    public let site: String
    /// Where the compartments are kept.
    public let engine: any StorageEngine
    /// The compartment of sign-in, persons, policies and plan, which holds no program's data.
    public let control: SiteCompartment
    /// The others: `common` for what belongs to no program, and one for each that the plan gives to this instance.
    public let compartments: [SiteCompartment]
    /// Labels are read by these.
    public let schemes: Schemes
    /// The key of the site.
    public let siteKey: any KeyProvider
    /// The cryptographic module.
    public let provider: any CryptographyProvider
    /// The plant's clock.
    public let clock: any PlantClock
    /// Looks into attachments; without one none leaves.
    public var inspector: (any ContentInspector)?
    /// Where the content of a compartment's attachments is kept; nil where none takes any. The control compartment never does.
    public var blobs: (@Sendable (CompartmentName) throws -> any BlobStore)?
    /// Bounds of attachments.
    public var attachmentLimits = AttachmentLimits()
    /// The programs that the plan gives to each compartment here; data of any other is refused. Nil where no plan says so.
    public var hosted: HostedPrograms?
    /// Bounds of the writers.
    public var limits = JournalWriter.Limits()
    /// Who remembers the largest tree of each log: asked before a log is written, and handed its head by ``SiteHull/handHeads()``.
    public var witnesses: [any WitnessConnection] = []

    /// What to open.
    public init(
        site: String,
        engine: any StorageEngine,
        control: SiteCompartment,
        compartments: [SiteCompartment],
        schemes: Schemes,
        siteKey: any KeyProvider,
        provider: any CryptographyProvider,
        clock: any PlantClock
    ) {
        self.site = site
        self.engine = engine
        self.control = control
        self.compartments = compartments
        self.schemes = schemes
        self.siteKey = siteKey
        self.provider = provider
        self.clock = clock
    }
}

/// Why a compartment stays closed while the others serve.
public struct ClosedCompartment: Error, Sendable, CustomStringConvertible {
    /// Which one.
    public let name: CompartmentName
    /// What its log, keys or views said.
    public let reason: String
    /// Whether it is only in use by another process.
    public let isInUse: Bool

    init(name: CompartmentName, reason: String, isInUse: Bool = false) {
        self.name = name
        self.reason = reason
        self.isInUse = isInUse
    }

    init(name: CompartmentName, _ error: any Error) {
        let isInUse = (error as? StorageError)?.code == .busy || (error as? JournalError)?.code == .tryLater
        self.init(name: name, reason: "\(error)", isInUse: isInUse)
    }

    /// Which, why, and what to do.
    public var description: String {
        "the compartment \(name) stays closed, the others serve: \(reason). Mend it, then open it again"
    }
}

/// A log whose head a witness did not cosign.
public struct UnwitnessedLog: Sendable, CustomStringConvertible {
    /// The compartment.
    public let name: CompartmentName
    /// What the witness answered, or that it did not.
    public let reason: String
    /// Whether the compartment was closed for it, since log and witness are at odds.
    public let isClosed: Bool

    /// Which, why, and what follows.
    public var description: String {
        isClosed
            ? "the compartment \(name) is closed, the others serve: \(reason)"
            : "the head of \(name) is not cosigned: \(reason). It is handed over again"
    }
}
