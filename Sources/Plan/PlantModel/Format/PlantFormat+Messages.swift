extension PlantFormat {
    /// The name of a field or the code of a program in somebody else's format: no id of this file.
    private static let foreignName = FormatType.text(longest: 100)

    private static let messageField = FormatObject(
        "a field of a message",
        "What a message holds under one name.",
        [
            .required("name", foreignName, "Its name in the messages."),
            .required("type", .choice(Plant.Messages.FieldType.self), "What its values are."),
            .required("class", .choice(DataClass.self), "The class of its content, one that the flow carries."),
            .optional("optional", .boolean, "A record may be without; false if left out."),
            .optional("longest", .integer(1...100_000, unit: "bytes"), "Bytes of a value at most; 1000 if left out."),
            .optional(
                "path",
                .text(longest: 1_000),
                "Where it stands in a record, as in 'Line/Quantity' or 'Line/@unit'; of xml, b2mml and qif, and needed there. Of json a pointer, as in "
                    + "'/customer/name' or '/lines/*/quantity'; the member of the field's name if left out."
            ),
            .optional(
                "repeated",
                .boolean,
                "A record may hold several; false if left out. Of xml, b2mml and qif."
            ),
        ]
    )

    private static let connection = FormatObject(
        "how an end of a flow is reached",
        "The way to a system that is no folder.",
        [
            .required(
                "by",
                .choice(Plant.Messages.Connection.Way.self),
                "Which way: sparkplugB, of the format jsonLines, authzen of a source, of jsonLines or json, or sftp, webhook, and polling and proxy of a source, "
                    + "postgresql of a destination, of any."
            ),
            .required(
                "address",
                .text(longest: 300),
                "Where it is, as in 'mqtts://broker.plant.example:8883', 'sftp://files.plant.example:22/exports' 'https://erp.plant.example/orders' or "
                    + "'postgresql://bi.plant.example:5432/bi'; of a source by webhook or authzen, where the gateway listens."
            ),
            .optional("group", .text(longest: 100), "Of sparkplugB, and needed there: the group of edge nodes."),
            .optional(
                "nodes",
                .list(.text(longest: 100), atLeast: 1),
                "Of sparkplugB, and needed there: the edge nodes that are listened to; of a destination the one that the gateway is."
            ),
            .optional("user", .text(longest: 100), "Of sftp, and needed there: whom the server lets in."),
            .optional(
                "hostKey",
                .text(longest: 100),
                "Of sftp, and needed there: the fingerprint of the server's key, 'SHA256:…' as ssh-keygen -l says it."
            ),
            .optional(
                "token",
                .text(longest: 300),
                "Of polling and a destination by webhook: where a token is got by OAuth client credentials, as in 'https://login.plant.example/token'."
            ),
            .optional("scope", .text(longest: 300), "What the token is to be good for."),
            .optional(
                "schema",
                .text(longest: 40),
                "Of postgresql, and needed there: the schema that rows are published to."
            ),
            .optional("reader", .text(longest: 63), "Of postgresql, and needed there: the role that reads them."),
            .optional(
                "gone",
                .object(
                    FormatObject(
                        "what says that a thing is no more",
                        "A record that says so takes the row of what it is about away.",
                        [
                            .required("field", foreignName, "The field that says it, one of the messages."),
                            .required("values", .list(.text(longest: 100), atLeast: 1), "What stands in it then."),
                        ]
                    )
                ),
                "Of postgresql: when a row goes; none does if left out, but what may not be shown any more."
            ),
            .optional(
                "listen",
                .text(longest: 300),
                "Of proxy, and needed there: where the gateway listens, as in 'https://gateway.plant.example:8443'."
            ),
            .optional(
                "routes",
                .list(.text(longest: 300), atLeast: 1),
                "Of proxy, and needed there: the paths that may be asked for, as in '/api/orders' or '/api/orders/*'."
            ),
            .optional(
                "parameters",
                .list(
                    .object(
                        FormatObject(
                            "a parameter of a query",
                            "What may be asked with. It says which field it selects by, or why it tells nothing of what is withheld.",
                            [
                                .required("name", .text(longest: 100), "Its name in the query."),
                                .optional(
                                    "selects",
                                    foreignName,
                                    "The field of the messages that it selects by. Where the destination may not know the field as it is, 'gateway check' refuses it "
                                        + "unless 'because' says why."
                                ),
                                .optional(
                                    "because",
                                    .text(longest: 500),
                                    "Why it may be sent though it selects by what is withheld, or by no field of the messages."
                                ),
                            ]
                        )
                    ),
                    atLeast: 1
                ),
                "Of proxy: the parameters of a query that may be sent; none if left out."
            ),
            .optional(
                "cursor",
                .object(
                    FormatObject(
                        "whence an answer goes on",
                        "What stands in an answer, by which the next is asked for.",
                        [
                            .required("parameter", .text(longest: 100), "The parameter of the query that takes it."),
                            .required("pointer", .text(longest: 1_000), "Where it stands in an answer, as in '/next'."),
                        ]
                    )
                ),
                "Of polling, of the format json: how one answer goes on from another; each is read as a whole if left out."
            ),
        ]
    )

    static let messages = FormatObject(
        "the messages of a flow",
        "The schema of what a flow carries. What it does not name is withheld and reported.",
        [
            .required("format", .choice(Plant.Messages.Format.self), "How they are written."),
            .required("holds", .choice(DataClass.self), "The class of a record as a whole, one that the flow carries."),
            .required(
                "program",
                .object(
                    FormatObject(
                        "whose record it is",
                        "How a record says which program it belongs to.",
                        [
                            .required("field", foreignName, "The field that says it, one of those below."),
                            .required(
                                "codes",
                                .map(key: foreignName, value: .reference(.program)),
                                "What stands in the field, and the program that it means."
                            ),
                        ]
                    )
                ),
                "Whose record it is."
            ),
            .required("about", foreignName, "The field by which records are about one thing: they stay in order."),
            .required("fields", .list(.object(messageField), atLeast: 1), "The fields that are known."),
            .optional("source", .object(connection), "How the source is reached; by a folder if left out."),
            .optional("destination", .object(connection), "How the destination is reached; by a folder if left out."),
            .optional(
                "record",
                .text(longest: 1_000),
                "The element that is a record, from the root on, as in '/Orders/Order'; of xml, b2mml and qif, and needed there. Of json the list of records or "
                    + "the one that there is, as in '/data'; the document itself if left out."
            ),
            .optional(
                "marked",
                .text(longest: 1_000),
                "The element of a record that bears its marking as an extension; the record itself if left out. Of b2mml."
            ),
            .optional(
                "namespace",
                .text(longest: 300),
                "The namespace of names without a prefix; that of B2MML 0701 or QIF 3.0 if left out, none of xml."
            ),
            .optional(
                "namespaces",
                .map(key: .token(what: "prefix"), value: .text(longest: 300)),
                "The namespace of each prefix in paths."
            ),
        ]
    )
}
