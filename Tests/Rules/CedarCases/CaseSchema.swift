public import Cedar

/// The schema of the generated cases: every type, optional attributes, tags, hierarchies.
public enum CaseSchema {
    /// The schema as text.
    public static let text = """
        entity Group in [Group] = { level: Long };
        entity User in [Group] = {
            age: Long, name: String, admin: Bool, manager?: User, teams: Set<String>, groups: Set<Group>, nums: Set<Long>,
            joined: datetime, score: decimal, rest: duration, address: { city: String, zip?: Long }, nick?: String,
            home: ipaddr, docs: Set<Doc>
        } tags Long;
        entity Folder in [Folder] = { open: Bool };
        entity Doc in [Folder] = {
            size: Long, title: String, secret: Bool, owner: User, folder?: Folder, words: Set<String>, marks?: Set<Long>,
            readers: Set<User>, made: datetime, price: decimal, kept: duration, meta: { kind: String, page?: Long },
            note?: String, count?: Long, draft?: Bool, area?: { code: Long }, source: ipaddr
        } tags String;
        action all;
        action view, edit in [all] appliesTo {
            principal: [User], resource: [Doc],
            context: {
                hour: Long, mfa: Bool, site?: String, now: datetime, from: ipaddr, words: Set<String>, who?: User, limit: decimal,
                marks: Set<Long>, inner: { level: Long, name?: String }
            }
        };
        """

    /// The schema.
    public static func schema() throws -> Schema { try Schema(parsing: text, file: "cases.cedarschema") }

    /// The users, two of whom have ids that only look equal.
    public static let users = (0..<5).map { EntityUID(type: "User", id: ["ann", "bob", "é", "e\u{301}", "x*y"][$0]) }
    static let groups = (0..<4).map { EntityUID(type: "Group", id: "g\($0)") }
    static let folders = (0..<4).map { EntityUID(type: "Folder", id: "f\($0)") }
    /// The actions on a document.
    public static let actions = ["view", "edit"].map { EntityUID(type: "Action", id: $0) }

    /// Texts that only look equal, or that mean something to a database.
    static let strings = [
        "", "a", "A", "ab", "a*b", "a%b", "a_b", "[a]", "é", "e\u{301}", "\u{1F600}", "a?c", "'", "\\",
    ]
    static let longs: [Int64] = [0, 1, -1, 2, 3, 7, 1000, .max, .min, 3_037_000_500]
    static let datetimes = ["2024-01-01", "2026-07-28T09:30:00Z", "1969-12-31T23:59:59.999Z", "9999-12-31"]
    static let durations = [
        "0ms", "1h", "-1500ms", "1d", "90d", "-9223372036854775808ms", "9223372036854775807ms",
    ]
    static let decimals = ["0.0", "1.0", "1.5", "-2.25", "922337203685477.5807"]
    static let addresses = ["10.0.0.1", "10.0.0.0/8", "127.0.0.1", "::1", "ff02::1"]
}
