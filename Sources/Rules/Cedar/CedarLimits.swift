/// Bounds on untrusted input. They are far above what people write and keep hostile input from exhausting stack or memory.
public enum CedarLimits {
    /// The longest policy, schema or JSON text read, in bytes.
    public static let sourceBytes = 64 << 20
    /// How many expressions may be open around one another: parentheses, arguments, branches of `if`. Chosen, like
    /// ``expressionDepth``, so that an unoptimized build fits the 512 KiB stack of a secondary thread.
    public static let nesting = 64
    /// How many nodes may lie on the longest way down an expression; chains of `&&` and `||` count once, however long.
    public static let expressionDepth = 100
    /// How many fields a record literal of a policy may have.
    public static let recordFields = 10_000
    /// How deep JSON arrays and objects may nest.
    public static let jsonDepth = 100
    /// How deep the arrays and objects of policies in JSON may nest. A chain of `&&`, one node of an expression however long, nests
    /// two levels a link there; see ``expressionDepth`` for what bounds everything else.
    public static let policyJSONDepth = 200_000
    /// How deep a schema type may nest, common types expanded.
    public static let typeDepth = 100
    /// How many (entity, ancestor) pairs a set of entities may have; the transitive closure is stored.
    public static let ancestorPairs = 20_000_000
    /// How many errors are collected from one text before reading stops.
    public static let collectedErrors = 100
    /// In how many request environments a policy is validated; a scope that allows more must name types or actions.
    public static let requestEnvironments = 1_000_000
}
