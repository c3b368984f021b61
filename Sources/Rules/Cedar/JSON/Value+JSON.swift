extension JSONWriter {
    /// An entity uid as `{"type": …, "id": …}`.
    mutating func uid(_ uid: EntityUID) {
        object { writer in
            writer.member("type", uid.type.description)
            writer.member("id", uid.id.text)
        }
    }

    mutating func escapedUID(_ uid: EntityUID) {
        object { writer in
            writer.key("__entity")
            writer.uid(uid)
        }
    }

    /// A value with its escapes, so that it is read back without a schema. Members of sets and keys of records in a fixed order.
    mutating func value(_ value: Value) {
        switch value {
        case .bool(let value): bool(value)
        case .long(let value): integer(value)
        case .string(let text): string(text.text)
        case .entity(let uid): escapedUID(uid)
        case .set(let members):
            array { writer in
                for member in Expression.ordered(members) {
                    writer.next()
                    writer.value(member)
                }
            }
        case .record(let fields): record(fields)
        case .decimal(let value): escape("decimal", value.description)
        case .ip(let value): escape("ip", value.description)
        case .duration(let value): escape("duration", value.description)
        case .datetime(let value): datetime(value)
        }
    }

    mutating func record(_ fields: Record) {
        object { writer in
            for field in fields.sorted {
                writer.key(field.key.text)
                writer.value(field.value)
            }
        }
    }

    private mutating func escape(_ function: String, _ argument: String) {
        object { writer in
            writer.key("__extn")
            writer.object { writer in
                writer.member("fn", function)
                writer.member("arg", argument)
            }
        }
    }

    /// A moment that has no literal is written as an offset from the epoch.
    private mutating func datetime(_ value: DatetimeValue) {
        if let literal = value.literal { return escape("datetime", literal) }
        object { writer in
            writer.key("__extn")
            writer.object { writer in
                writer.member("fn", "offset")
                writer.key("args")
                writer.array { writer in
                    writer.next()
                    writer.escape("datetime", "1970-01-01")
                    writer.next()
                    writer.escape("duration", "\(value.milliseconds)ms")
                }
            }
        }
    }
}

extension Entity {
    /// The entity in JSON, `{uid, attrs, parents, tags}`, as ``Entities/init(json:schema:file:)`` reads it without a schema.
    public var json: String {
        var writer = JSONWriter(isIndented: false)
        writer.entity(self)
        return writer.text
    }
}

extension JSONWriter {
    mutating func entity(_ entity: Entity) {
        object { writer in
            writer.key("uid")
            writer.uid(entity.uid)
            writer.key("attrs")
            writer.record(entity.attributes)
            writer.key("parents")
            writer.array { writer in
                for parent in entity.parents.sorted() {
                    writer.next()
                    writer.uid(parent)
                }
            }
            if !entity.tags.isEmpty {
                writer.key("tags")
                writer.record(entity.tags)
            }
        }
    }
}

extension Entities {
    /// All entities in JSON, ordered by uid, one below the other.
    public var json: String {
        "[" + all.map { "\n  " + $0.json }.joined(separator: ",") + "\n]\n"
    }
}

extension Request {
    /// The request in JSON, as ``init(json:schema:file:)`` reads it without a schema.
    public var json: String {
        var writer = JSONWriter(isIndented: true)
        writer.object { writer in
            for (name, uid) in [("principal", principal), ("action", action), ("resource", resource)] {
                writer.key(name)
                writer.uid(uid)
            }
            writer.key("context")
            writer.record(context)
        }
        return writer.text + "\n"
    }
}
