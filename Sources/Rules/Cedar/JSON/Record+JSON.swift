extension Record {
    /// Reads a record from a JSON object that is part of a larger text; with a shape the escapes `__entity` and `__extn` may be left
    /// out. Whether the record conforms to the shape is not asked.
    /// - Throws: everything that is wrong, each with line, column and JSON path.
    package init(json node: JSONNode, as shape: RecordShape?, file: String, path: String) throws(CedarErrors) {
        var reader = DataReader(file: file, schema: nil)
        do throws(DataReader.Reported) {
            let record = try reader.record(node, path, shape.map { .record($0) })
            guard reader.errors.isEmpty else { throw DataReader.Reported() }
            self = record
        } catch {
            throw CedarErrors(reader.errors)
        }
    }
}
