/// What came over HTTP, as data: the server that carries it knows nothing of the API.
public struct APIRequest: Hashable, Sendable {
    /// A field of a header.
    public struct Header: Hashable, Sendable {
        /// The name; letter case does not count (RFC 9110, section 5.1).
        public let name: String
        /// The value.
        public let value: String

        /// A field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The method, in capitals.
    public let method: String
    /// The path of the URL, without query.
    public let path: String
    /// The fields of the header, in their order.
    public let headers: [Header]
    /// The content.
    public let body: [UInt8]

    /// A request.
    public init(method: String, path: String, headers: [Header] = [], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }

    /// The values of all fields of this name.
    func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
}
