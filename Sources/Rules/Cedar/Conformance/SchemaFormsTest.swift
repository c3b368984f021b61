/// A test of the corpus's schemas: the text form and the oracle's JSON form mean the same, and each converts to the other.
public enum SchemaFormsTest {
    /// What is wrong, nil where all is as expected.
    /// - Throws: when one of the two cannot be read.
    public static func run(
        text: [UInt8],
        textFile: String,
        json: [UInt8],
        jsonFile: String
    ) throws(CedarErrors) -> String? {
        let fromText = try SchemaFragment(bytes: text, file: textFile)
        let fromJSON = try SchemaFragment(json: json, file: jsonFile)
        guard fromText.schema.hasSameContent(as: fromJSON.schema) else { return "text and JSON mean different schemas" }
        let written = try SchemaFragment(json: Array(fromText.json.utf8), file: textFile + " as JSON")
        guard written.hasSameContent(as: fromText), written.schema.hasSameContent(as: fromText.schema) else {
            return "the text changes its meaning as JSON"
        }
        guard written.hasSameContent(as: fromJSON) else {
            return "the text as JSON is not what the oracle says"
        }
        let rewritten = try SchemaFragment(parsing: fromJSON.text(), file: jsonFile + " as text")
        guard rewritten.schema.hasSameContent(as: fromJSON.schema), rewritten.hasSameContent(as: fromJSON) else {
            return "the JSON changes its meaning as text"
        }
        return nil
    }
}
