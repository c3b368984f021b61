import ArgumentParser
import Cedar

/// `bulkhead policy translate`: policies and schemas from text to JSON and back.
struct PolicyTranslateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract: "Translate policies or a schema between Cedar text and JSON.",
        discussion: """
            The form of the input is told by its first character: JSON begins with { or [. Policies take their ids from @id
            where they have one. Comments have no place in JSON. Exit codes: 0 done; 2 the input is wrong or has no such form.
            """
    )

    /// What a file holds.
    enum Content: String, CaseIterable, ExpressibleByArgument {
        case policies
        case schema
    }

    @Argument(help: "The file.")
    var file: String

    @Option(
        help:
            "What the file holds: policies or schema; told by the ending .cedarschema or .cedarschema.json if left out."
    )
    var content: Content?

    @Option(name: .shortAndLong, help: "The file to write; standard output if left out.")
    var output: String?

    func run() throws {
        try WrongInput.telling {
            let bytes = try InputFile.bytes(file)
            let isJSON = Self.isJSON(bytes)
            let isSchema = file.hasSuffix(".cedarschema") || file.hasSuffix(".cedarschema.json")
            let text: String
            switch (content ?? (isSchema ? .schema : .policies), isJSON) {
            case (.policies, true): text = try PolicySet(json: bytes, file: file).text()
            case (.policies, false): text = try PolicySet(bytes: bytes, file: file).renamedByAnnotation().json
            case (.schema, true):
                let schema = try SchemaFragment(json: bytes, file: file).text()
                text = try CedarFormatter().format(schema: SourceText(schema, file: file))
            case (.schema, false): text = try SchemaFragment(bytes: bytes, file: file).json
            }
            try PolicyOutput.write(text, to: output)
        }
    }

    /// Neither policies nor schemas begin with a bracket in their text form.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
