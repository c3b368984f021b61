internal import Cedar
internal import Classification
internal import Journal
public import PlantModel
internal import Storage
internal import Synchronization

/// Which events are streamed: for each kind the classes of data that it tells of, the one that it is of first. Whoever may not see records of all of them
/// is not told that it happened.
public typealias StreamedKinds = [String: [DataClass]]

/// An event of the plant floor, for whoever follows: what happened to which record, when.
struct PlantEvent: OriginatedRecord {
    let origin: RecordOrigin
    let values: [Restricted<ViewValue>]

    static let names = ["event", "at", "what", "record"]

    init(_ origin: RecordOrigin, _ values: [ViewValue], of dataClass: DataClass) {
        self.origin = origin
        self.values = values.map { Restricted($0, label: origin.label, fieldClass: dataClass) }
    }

    static func fields(_ dataClass: DataClass) -> [RecordField<PlantEvent>] {
        names.enumerated().map { place, name in RecordField(name, dataClass, column: "of_\(name)") { $0.values[place] }
        }
    }

    /// Its kind for events of a class. Its table is in no view: an event is read from the log.
    static func kind(_ dataClass: DataClass) -> RecordKind<PlantEvent> {
        RecordKind(
            "plant-event",
            dataClass: dataClass,
            table: ViewTable(
                "plant_event",
                columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer)]
                    + names.map { ViewColumn("of_\($0)", .text) },
                key: ["id"],
                label: "label"
            ),
            fields: fields(dataClass)
        )
    }
}

extension SiteHull {
    /// Entries of each log that are read for one answer.
    public static let streamedMax = 512
    /// An event is streamed once it is so old: none of another log that came before it is still on its way then.
    public static let settledMilliseconds: UInt64 = 1_000

    /// Where a stream begins.
    /// - Parameter last: the id of the last event that was had; nil for events from now on. Of those of the same millisecond some may come again.
    /// - Throws: `invalidQuestion` for what is no id of an event.
    public func streamPlace(after last: String?) throws(BoundaryError) -> EventStreamPlace {
        var time: UInt64?
        if let last {
            time = EventID.time(last)
            guard time != nil else { throw BoundaryError(.invalidQuestion, "there is no event of that id; begin anew") }
        }
        var place = EventStreamPlace(next: [:], last: last)
        for compartment in compartments {
            place.next[compartment] = try? begin(of: compartment, from: time)
        }
        return place
    }

    /// What happened since a place, as far as somebody may see it: released, and recorded as every release is. Of what is hidden there is no trace: neither
    /// an id nor a number of others hangs on it.
    /// - Returns: a release of nothing where nothing happened that the subject may see.
    /// - Throws: `failed`. The place stays where it was.
    public func events(
        from place: inout EventStreamPlace,
        _ kinds: StreamedKinds,
        for subject: Subject,
        through channel: API,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<API> {
        let read = next(place, kinds)
        let release = try await boundary.release(read.events, kinds, to: subject, through: channel, from: whereabouts)
        place = read.place
        return release
    }

    private func log(of compartment: CompartmentName) throws(BoundaryError) -> CompartmentLog {
        let writer = try writer(of: compartment)
        do {
            return try writer.log
        } catch {
            throw BoundaryError(.storage, "the log of \(compartment) is closed", cause: error)
        }
    }

    /// What was read of the logs, in the order of time, and where it goes on.
    private func next(_ place: EventStreamPlace, _ kinds: StreamedKinds) -> (
        events: [StreamedEvent], place: EventStreamPlace
    ) {
        let settled = boundary.clock.now - min(boundary.clock.now, Self.settledMilliseconds)
        var read: [CompartmentName: [(event: Event, entry: [UInt8])]] = [:]
        var bound = settled
        for compartment in compartments {
            // A log that stands still keeps the others' events from nobody; its own come once it is opened again.
            guard let entries = try? entries(of: compartment, from: place.next[compartment]) else { continue }
            read[compartment] = entries
            // Of a log that was not read to its end later ones may be older than another's.
            if entries.count == Self.streamedMax, let last = entries.last { bound = min(bound, last.event.time) }
        }
        var after = place
        var events: [StreamedEvent] = []
        for compartment in compartments {
            let entries = read[compartment] ?? []
            let taken = entries.prefix { $0.event.time <= bound }
            if let last = taken.last { after.next[compartment] = last.event.sequence + 1 }
            for (event, entry) in taken where kinds[event.kind] != nil {
                let id = EventID.text(of: event, entry: entry)
                if id != place.last { events.append(StreamedEvent(compartment: compartment, event: event, id: id)) }
            }
        }
        return (events.sorted { ($0.event.time, $0.id) < ($1.event.time, $1.id) }, after)
    }

    private func entries(of compartment: CompartmentName, from first: UInt64?) throws(BoundaryError)
        -> [(event: Event, entry: [UInt8])]
    {
        let store = try log(of: compartment).store
        do {
            let head = try store.head()
            let start = max(first ?? head.size, head.first)
            guard start < head.size else { return [] }
            return try store.entries(start..<min(head.size, start + UInt64(Self.streamedMax))).map {
                (try Event(encoded: $0.entry), $0.entry)
            }
        } catch {
            throw BoundaryError(.storage, "the log of \(compartment) cannot be read", cause: error)
        }
    }

    /// The first entry from a moment on, by halving: times of a log run on, but for a clock that was set back.
    private func begin(of compartment: CompartmentName, from time: UInt64?) throws(BoundaryError) -> UInt64 {
        let store = try log(of: compartment).store
        do {
            let head = try store.head()
            guard let time else { return head.size }
            var (low, high) = (head.first, head.size)
            while low < high {
                let middle = low + (high - low) / 2
                guard let entry = try store.entries(middle..<(middle + 1)).first else { return head.size }
                if try Event(encoded: entry.entry).time < time { low = middle + 1 } else { high = middle }
            }
            return low
        } catch {
            throw BoundaryError(.storage, "the log of \(compartment) cannot be read", cause: error)
        }
    }
}

private struct StreamedEvent {
    let compartment: CompartmentName
    let event: Event
    let id: String
}

extension Boundary {
    fileprivate func release(
        _ events: [StreamedEvent],
        _ kinds: StreamedKinds,
        to subject: Subject,
        through channel: API,
        from whereabouts: Whereabouts
    ) async throws(AccessRefusal) -> Release<API> {
        do throws(BoundaryError) {
            let session = try self.session(subject, nil, channel, whereabouts)
            let clearance = session.map { self.clearance($0, API.kind) }
            guard let session else { return Release(records: [], receipts: [], clearance: clearance) }
            var clearings: [Clearing] = []
            var released: [ReleasedRecord] = []
            var declared: [DataClass: DeclaredKind] = [:]
            for event in events {
                guard let classes = kinds[event.event.kind], let first = classes.first,
                    let label = visible(event, classes, session)
                else { continue }
                let origin = RecordOrigin(id: event.event.aggregate, compartment: event.compartment, label: label)
                let values: [ViewValue] = [
                    .text(event.id), .text(ClockText.moment(event.event.time)), .text(event.event.kind),
                    .text(event.event.aggregate.bytes.hexadecimal),
                ]
                let record = PlantEvent(origin, values, of: first)
                let kind: DeclaredKind
                if let known = declared[first] { kind = known } else { kind = try streamed(first) }
                declared[first] = kind
                let (more, cleared) = clear(
                    [record],
                    kind,
                    PlantEvent.fields(first),
                    PlantEvent.names,
                    session,
                    clearance
                )
                clearings += more
                released += cleared
            }
            return Release(records: released, receipts: try await record(clearings), clearance: clearance)
        } catch {
            throw .failed(error)
        }
    }

    /// The label of an event, where records of all of its classes may be seen; nil where not. What may not be seen is not recorded as refused either: nobody
    /// asked for it.
    private func visible(_ event: StreamedEvent, _ classes: [DataClass], _ session: Session) -> SharedLabel? {
        let recorded = SharedLabel(session.world.schemes.label(canonicalText: event.event.label))
        var joined = recorded
        for dataClass in classes {
            joined = joined.join(session.world.tightened(RecordLabel(recorded, of: dataClass)).label)
        }
        let isVisible = classes.allSatisfy { dataClass in
            let asked = [nil, dataClass].map { field in
                RecordQuestion(label: RecordLabel(joined, of: dataClass), fieldClass: field, facts: Record())
            }
            return session.table.verdicts(asked).allSatisfy(\.isAllowed)
        }
        return isVisible ? joined : nil
    }

    private func streamed(_ dataClass: DataClass) throws(BoundaryError) -> DeclaredKind {
        do throws(BaselineProblems) {
            return try DeclaredKind(PlantEvent.kind(dataClass))
        } catch {
            throw BoundaryError(.unknownKind, "events cannot be streamed: \(error)")
        }
    }
}
