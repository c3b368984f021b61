/// The format of plant files as JSON Schema (draft 2020-12), with which editors complete and check while somebody types.
///
/// It comes from the same description as the reader. What a schema cannot say (references, contradictions, days that the calendar does not
/// have) is left to `Plant.load`.
public enum PlantSchema {
    /// The name by which the schema is published beside a plant file.
    public static let fileName = "plant.schema.json"

    /// The schema's text, the same bytes each time.
    public static var text: String {
        var builder = Builder()
        let root = builder.fields(of: PlantFormat.plant)
        let included = builder.fields(of: PlantFormat.included)
        var schema: [(String, JSONText)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("Bulkhead plant")),
            ("description", .text(PlantFormat.plant.summary)),
            // An included file has no version; the first key of a plant file is.
            ("if", .object([("required", .list([.text("bulkhead")]))])),
            ("then", .object(root)),
            ("else", .object(included)),
        ]
        let definitions = builder.definitions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        schema.append(("$defs", .object(definitions)))
        return JSONText.object(schema).pretty
    }

    private struct Builder {
        var definitions: [String: JSONText] = [:]

        mutating func fields(of object: FormatObject) -> [(String, JSONText)] {
            var properties: [(String, JSONText)] = []
            for field in object.fields {
                properties.append((field.name, described(schema(of: field.type), field.summary)))
                if let older = field.olderName {
                    let note = "Older name of '\(field.name)'."
                    var fields = described(schema(of: field.type), note).fields
                    fields.append(("deprecated", .boolean(true)))
                    properties.append((older, .object(fields)))
                }
            }
            var schema: [(String, JSONText)] = [
                ("type", .text("object")), ("additionalProperties", .boolean(false)),
                ("properties", .object(properties)),
            ]
            let required = object.fields.filter(\.isRequired).map { JSONText.text($0.name) }
            if !required.isEmpty { schema.append(("required", .list(required))) }
            return schema
        }

        private func described(_ schema: JSONText, _ summary: String) -> JSONText {
            .object([("description", .text(summary))] + schema.fields)
        }

        private mutating func definition(of object: FormatObject) -> JSONText {
            let words = object.name.split(separator: " ").map(String.init)
            let articles = ["a", "an", "what", "the"]
            let name = words.filter { !articles.contains($0) }.joined(separator: "-")
            if definitions[name] == nil {
                // Holds the place while the fields are written, in case the object contains itself.
                definitions[name] = .object([])
                definitions[name] = .object([("description", .text(object.summary))] + fields(of: object))
            }
            return .object([("$ref", .text("#/$defs/\(name)"))])
        }

        private mutating func schema(of type: FormatType) -> JSONText {
            switch type {
            case .text(let longest):
                .object([("type", .text("string")), ("minLength", .integer(1)), ("maxLength", .integer(longest))])
            case .token:
                .object([("type", .list([.text("string"), .text("number")]))])
            case .boolean:
                .object([("type", .text("boolean"))])
            case .integer(let limits, _):
                .object([
                    ("type", .text("integer")), ("minimum", .integer(limits.lowerBound)),
                    ("maximum", .integer(limits.upperBound)),
                ])
            case .hours:
                .object([
                    ("type", .text("number")), ("minimum", .integer(0)), ("maximum", .integer(Limits.hoursMax)),
                ])
            case .day:
                .object([
                    ("type", .text("string")), ("format", .text("date")),
                    ("pattern", .text("^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$")),
                ])
            case .country:
                .object([("type", .text("string")), ("pattern", .text("^[A-Z]{2}$"))])
            case .period:
                .object([("type", .text("string")), ("pattern", .text("^([1-9][0-9]*[dmy]|life)$"))])
            case .choice(let choices):
                words(choices)
            case .identifier, .localIdentifier, .reference:
                .object([
                    ("type", .list([.text("string"), .text("integer")])),
                    ("pattern", .text("^[A-Za-z0-9][A-Za-z0-9._-]{0,\(Limits.identifierLengthMax - 1)}$")),
                ])
            case .list(let item, let atLeast):
                .object(
                    [("type", .text("array")), ("items", schema(of: item))]
                        + (atLeast > 0 ? [("minItems", .integer(atLeast))] : [])
                )
            case .oneOrMore(let item):
                anyOf([schema(of: item), schema(of: .list(item, atLeast: 1))])
            case .map(let key, let value):
                .object([
                    ("type", .text("object")), ("propertyNames", schema(of: key)),
                    ("additionalProperties", schema(of: value)),
                ])
            case .object(let object):
                definition(of: object)
            case .shorthand(let short, let object):
                anyOf([schema(of: short), definition(of: object)])
            case .words(let choices, let other):
                choices.isEmpty ? schema(of: other) : anyOf([words(choices), schema(of: other)])
            case .fact(let inner, let canBeUnknown):
                anyOf(
                    [schema(of: inner)] + (canBeUnknown ? [.object([("const", .text("unknown"))])] : [])
                        + [fact(of: PlantFormat.fact(of: inner, canBeUnknown: canBeUnknown))]
                )
            }
        }

        /// A fact with its evidence; what every fact has beside its value is defined once.
        private mutating func fact(of object: FormatObject) -> JSONText {
            var properties: [(String, JSONText)] = []
            for field in object.fields {
                let schema = described(schema(of: field.type), field.summary)
                guard field.name != "value" else {
                    properties.append((field.name, schema))
                    continue
                }
                definitions["fact-\(field.name)"] = schema
                properties.append((field.name, .object([("$ref", .text("#/$defs/fact-\(field.name)"))])))
            }
            return .object([
                ("type", .text("object")), ("additionalProperties", .boolean(false)),
                ("properties", .object(properties)), ("required", .list([.text("value")])),
            ])
        }

        private func words(_ choices: [FormatType.Choice]) -> JSONText {
            guard choices.contains(where: { $0.summary != nil }) else {
                return .object([("enum", .list(choices.map { .text($0.word) }))])
            }
            return anyOf(
                choices.map { choice in
                    let summary = choice.summary.map { [("description", JSONText.text($0))] } ?? []
                    return .object([("const", .text(choice.word))] + summary)
                }
            )
        }

        private func anyOf(_ schemas: [JSONText]) -> JSONText { .object([("anyOf", .list(schemas))]) }
    }
}

extension JSONText {
    fileprivate var fields: [(String, JSONText)] {
        if case .object(let fields) = self { return fields }
        return []
    }
}
