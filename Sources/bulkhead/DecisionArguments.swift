import ArgumentParser
import Cedar

/// What a decision is asked with: policies, a store and a request.
struct DecisionArguments: ParsableArguments {
    @Option(help: "Cedar policies; may be given several times.")
    var policies: [String]

    @Option(help: "Entities in JSON.")
    var entities: String

    @Option(help: "The request in JSON: principal, action, resource, context.")
    var request: String

    @Option(help: "A Cedar schema; with it entities and request may drop type escapes and must conform to it.")
    var schema: String?

    /// What the files hold.
    struct Input {
        let policies: PolicyFiles
        let entities: Entities
        let request: Request
        let schema: Schema?
    }

    /// Reads the files.
    /// - Throws: what is wrong with one of them, where.
    func input() throws -> Input {
        let schema = try self.schema.map { try Schema(bytes: InputFile.bytes($0), file: $0) }
        return Input(
            policies: try PolicyFiles(reading: policies),
            entities: try Entities(json: InputFile.bytes(entities), schema: schema, file: entities),
            request: try Request(json: InputFile.bytes(request), schema: schema, file: request),
            schema: schema
        )
    }
}
