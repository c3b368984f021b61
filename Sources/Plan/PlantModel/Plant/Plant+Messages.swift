extension Plant {
    /// What the records of a flow look like: the schema by which a gateway reads, labels and writes them.
    public struct Messages: Sendable, Equatable {
        /// How messages are written.
        public enum Format: String, Sendable, CaseIterable {
            /// Comma-separated values (RFC 4180) with a first line of names.
            case csv
            /// One JSON object (RFC 8259) on each line, without nesting.
            case jsonLines
            /// A document of JSON, whose values are found by pointers.
            case json
            /// A document of XML 1.0, whose values are found by paths.
            case xml
            /// The same in the namespace of B2MML 0701, each record with its marking in an extension element.
            case b2mml
            /// The same in the namespace of QIF 3.0, whose native classifications are read.
            case qif

            /// Whether values are found by paths of XML.
            public var isTree: Bool {
                switch self {
                case .csv, .jsonLines, .json: false
                case .xml, .b2mml, .qif: true
                }
            }

            /// The namespace of names without a prefix, unless the flow declares another.
            public var namespace: String {
                switch self {
                case .csv, .jsonLines, .json, .xml: ""
                case .b2mml: "http://www.mesa.org/xml/B2MML"
                case .qif: "http://qifstandards.org/xsd/qif3"
                }
            }
        }

        /// What the values of a field are.
        public enum FieldType: String, Sendable, CaseIterable {
            /// Any text.
            case text
            /// A whole number.
            case integer
            /// A decimal number.
            case decimal
            /// `true` or `false`.
            case truth
            /// A day, `2026-11-24`.
            case day
            /// A point in time, `2026-11-24T14:05:00Z` (RFC 3339).
            case time
        }

        /// What a message holds under one name.
        public struct Field: Sendable, Equatable {
            /// Its name in the messages.
            public let name: String
            /// Where its name is written.
            public let place: SourcePlace
            /// What its values are.
            public let type: FieldType
            /// The class of its content.
            public let dataClass: DataClass
            /// Where its class is written.
            public let classPlace: SourcePlace
            /// Whether a record may be without.
            public let isOptional: Bool
            /// Bytes of a value at most.
            public let longest: Int
            /// Where its value stands in a record, of formats with paths.
            public let path: Located<MessagePath>?
            /// Where its value stands in a record of JSON; nil of other formats, and where it is written and none.
            public let pointer: Located<MessagePointer>?
            /// Whether a record may hold several values of it, of formats with paths and of JSON.
            public let isRepeated: Bool
        }

        /// Where records and values stand in a document.
        public struct Tree: Sendable, Equatable {
            /// The element that is a record, from the root on.
            public let record: Located<MessagePath>
            /// The element of a record that bears its marking, as its last child; nil for the record itself.
            public let marked: Located<MessagePath>?
            /// The namespace of names without a prefix; empty for none.
            public let namespace: String
            /// The namespace of each prefix.
            public let namespaces: [String: String]
        }

        /// How an end of the flow is reached, where it is not a folder.
        public struct Connection: Sendable, Equatable {
            /// The ways there are.
            public enum Way: String, Sendable, CaseIterable {
                /// Eclipse Sparkplug B 3.0 over MQTT 3.1.1.
                case sparkplugB
                /// A folder of an SFTP server.
                case sftp
                /// Requests that are sent by whoever has something to say, signed as Standard Webhooks 1.0 has it.
                case webhook
                /// An address that is asked again and again.
                case polling
                /// A table of a PostgreSQL database, read by one role through one view.
                case postgresql
                /// Questions to a system that cannot tell who may know what: the gateway stands before it and answers.
                case proxy
                /// Questions of a system that asks what it may send before it does: by the OpenID Authorization API 1.0.
                case authzen
            }

            /// A parameter of a query that may be sent.
            public struct Parameter: Sendable, Equatable {
                /// Its name.
                public let name: Located<String>
                /// The field that it selects by; nil where it selects by none of the messages.
                public let selects: Located<String>?
                /// Why it may be sent though it selects by what the destination may not know, or by no field; nil where nobody says.
                public let because: Located<String>?
            }

            /// What says that a thing is no more: its row goes.
            public struct Gone: Sendable, Equatable {
                /// The field that says it.
                public let field: Located<String>
                /// What stands in it then.
                public let values: [String]
            }

            /// Whence an answer goes on: what stands in one is asked with the next time.
            public struct Cursor: Sendable, Equatable {
                /// The parameter of the query.
                public let parameter: Located<String>
                /// Where it stands in an answer; nil for what is no pointer.
                public let pointer: Located<MessagePointer>?
            }

            /// Which way.
            public let way: Way
            /// Where it is declared.
            public let place: SourcePlace
            /// The address: of a broker `mqtt://host:port` or `mqtts://host:port`, of a folder `sftp://host:port/folder`, of others
            /// `https://host:port/path`, of a database `postgresql://host:port/database`.
            public let address: Located<String>
            /// The group of edge nodes; empty of others.
            public let group: Located<String>
            /// The edge nodes that are listened to, or the one that the gateway is.
            public let nodes: [Located<String>]
            /// Whom an SFTP server lets in; empty of others.
            public let user: Located<String>
            /// The fingerprint of an SFTP server's key, `SHA256:…`; empty of others.
            public let hostKey: Located<String>
            /// Where a token is got by client credentials (RFC 6749, 4.4); empty where none is.
            public let token: Located<String>
            /// What the token is to be good for; empty where nothing is said.
            public let scope: Located<String>
            /// Whence an answer goes on; nil where it does not say.
            public let cursor: Cursor?
            /// The schema of a database that rows are published to; empty of others.
            public let schema: Located<String>
            /// The role of a database that reads them; empty of others.
            public let reader: Located<String>
            /// What says that a row goes; nil where nothing does.
            public let gone: Gone?
            /// Where the gateway listens for questions; empty of others.
            public let listen: Located<String>
            /// The paths that may be asked for, in which `*` stands for one part.
            public let routes: [Located<String>]
            /// The parameters of a query that may be sent.
            public let parameters: [Parameter]
        }

        /// Where they are declared.
        public let place: SourcePlace
        /// How they are written.
        public let format: Format
        /// The class of a record as a whole.
        public let holds: Located<DataClass>
        /// The field that says which program a record belongs to.
        public let programField: Located<String>
        /// The program that each code in that field means.
        public internal(set) var programs: [String: Located<String>]
        /// The field by which records are about one thing.
        public let about: Located<String>
        /// The fields that are known, in the order of the file.
        public let fields: [Field]
        /// Where records and values stand, of formats with paths.
        public let tree: Tree?
        /// The list or object of records in a document of JSON, from the root on; nil of other formats and where it is no pointer.
        public let records: Located<MessagePointer>?
        /// How the source is reached; nil for a folder.
        public let source: Connection?
        /// How the destination is reached; nil for a folder.
        public let destination: Connection?
        /// Keys that are there and say nothing in this format.
        let idle: [Located<String>]
    }
}

extension Plant.Filter {
    /// How a value is written with less in it.
    public enum Generalization: String, Sendable, CaseIterable {
        /// Of a day or time, the year.
        case year
        /// Of a day or time, year and month.
        case month
        /// Of a time, the day.
        case day
        /// Of a number, the next lower multiple of ten.
        case tens
        /// Of a number, the next lower multiple of a hundred.
        case hundreds
        /// Of a number, the next lower multiple of a thousand.
        case thousands
    }
}
