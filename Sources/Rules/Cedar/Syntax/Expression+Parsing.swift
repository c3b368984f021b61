extension Expression {
    /// Reads one expression, as it stands in a clause.
    /// - Throws: the first error.
    public init(parsing text: String, file: String = "expression") throws(ParseError) {
        self = try PolicyParser.expression(in: try SourceText(text, file: file))
    }
}
