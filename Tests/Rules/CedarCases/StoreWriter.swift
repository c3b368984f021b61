public import Cedar
public import SeededGeneration

/// Draws stores and requests that conform to ``CaseSchema``.
public struct StoreWriter {
    /// What draws.
    public var generator: SeededGenerator

    /// A writer.
    public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func string() -> Value { .string(generator.pick(CaseSchema.strings)) }
    mutating func long() -> Value { .long(generator.pick(CaseSchema.longs)) }
    mutating func bool() -> Value { .bool(generator.chance(50)) }

    mutating func datetime() throws -> Value {
        if generator.chance(10) {
            return .datetime(DatetimeValue(milliseconds: generator.pick([.min, .max, -86_400_001])))
        }
        return .datetime(try DatetimeValue(parsing: CedarString(generator.pick(CaseSchema.datetimes))))
    }

    mutating func duration() throws -> Value {
        .duration(try DurationValue(parsing: CedarString(generator.pick(CaseSchema.durations))))
    }

    mutating func decimal() throws -> Value {
        .decimal(try DecimalValue(parsing: CedarString(generator.pick(CaseSchema.decimals))))
    }

    mutating func address() throws -> Value {
        .ip(try IPRange(parsing: CedarString(generator.pick(CaseSchema.addresses))))
    }

    mutating func set(_ members: [Value], percent: Int = 30) -> Value {
        .set(Set(generator.some(members, percent: percent)))
    }

    private func strings() -> [Value] { CaseSchema.strings.map { .string($0) } }
    private func longs() -> [Value] { CaseSchema.longs.map { .long($0) } }

    private mutating func add(_ name: CedarString, _ value: Value, to record: inout Record, percent: Int = 60) {
        if generator.chance(percent) { record[name] = value }
    }

    /// A user, whose set of documents is of these.
    public mutating func user(_ uid: EntityUID, docs: [EntityUID]) throws -> Entity {
        var address: Record = ["city": string()]
        add("zip", long(), to: &address)
        var attributes: Record = [
            "age": long(), "name": string(), "admin": bool(), "teams": set(strings()),
            "groups": set(CaseSchema.groups.map { .entity($0) }), "nums": set(longs()), "joined": try datetime(),
            "score": try decimal(), "rest": try duration(), "address": .record(address), "home": try self.address(),
            "docs": set(docs.prefix(8).map { .entity($0) }),
        ]
        add("manager", .entity(generator.pick(CaseSchema.users)), to: &attributes)
        add("nick", string(), to: &attributes)
        var tags = Record()
        for key in generator.some(CaseSchema.strings, percent: 20) { tags[CedarString(key)] = long() }
        return Entity(
            uid: uid,
            attributes: attributes,
            parents: Set(generator.some(CaseSchema.groups, percent: 30)),
            tags: tags
        )
    }

    /// A document.
    public mutating func doc(_ uid: EntityUID) throws -> Entity {
        var meta: Record = ["kind": string()]
        add("page", long(), to: &meta)
        var attributes: Record = [
            "size": long(), "title": string(), "secret": bool(), "owner": .entity(generator.pick(CaseSchema.users)),
            "words": set(strings()), "readers": set(CaseSchema.users.map { .entity($0) }), "made": try datetime(),
            "price": try decimal(), "kept": try duration(), "meta": .record(meta), "source": try address(),
        ]
        add("folder", .entity(generator.pick(CaseSchema.folders)), to: &attributes)
        add("marks", set(longs()), to: &attributes)
        add("note", string(), to: &attributes)
        add("count", long(), to: &attributes)
        add("draft", bool(), to: &attributes)
        add("area", .record(["code": long()]), to: &attributes)
        var tags = Record()
        for key in generator.some(CaseSchema.strings, percent: 20) { tags[CedarString(key)] = string() }
        return Entity(
            uid: uid,
            attributes: attributes,
            parents: Set(generator.some(CaseSchema.folders, percent: 30)),
            tags: tags
        )
    }

    /// Some users, groups and folders are left out: they are named, and not in the store.
    public mutating func entities(docs: [EntityUID], schema: Schema) throws -> Entities {
        var all = schema.actionEntities
        for (index, uid) in CaseSchema.groups.enumerated() where !generator.chance(10) {
            let parents = generator.some(Array(CaseSchema.groups[..<index]), percent: 40)
            all.append(Entity(uid: uid, attributes: ["level": long()], parents: Set(parents)))
        }
        for (index, uid) in CaseSchema.folders.enumerated() where !generator.chance(10) {
            let parents = generator.some(Array(CaseSchema.folders[..<index]), percent: 40)
            all.append(Entity(uid: uid, attributes: ["open": bool()], parents: Set(parents)))
        }
        for uid in CaseSchema.users where !generator.chance(20) { all.append(try user(uid, docs: docs)) }
        for uid in docs { all.append(try doc(uid)) }
        return try Entities(all)
    }

    /// A context.
    public mutating func context() throws -> Record {
        var inner: Record = ["level": long()]
        add("name", string(), to: &inner)
        var context: Record = [
            "hour": long(), "mfa": bool(), "now": try datetime(), "from": try address(), "words": set(strings()),
            "limit": try decimal(), "marks": set(longs()), "inner": .record(inner),
        ]
        add("site", string(), to: &context)
        add("who", .entity(generator.pick(CaseSchema.users)), to: &context)
        return context
    }

    /// A request on a document.
    public mutating func request(resource: EntityUID) throws -> Request {
        Request(
            principal: generator.pick(CaseSchema.users),
            action: generator.pick(CaseSchema.actions),
            resource: resource,
            context: try context()
        )
    }
}
