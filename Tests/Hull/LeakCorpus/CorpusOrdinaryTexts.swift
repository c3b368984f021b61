/// Ordinary texts of the kinds that public pages are full of: rules and their guides, terms of purchase, agreements, code and tables. They follow the phrases of their
/// genres and name what markings name; nothing in them is marked.
enum CorpusOrdinaryTexts {
    static let texts = rules + guides + terms + agreements + programs + trade

    /// 22 CFR, 15 CFR, FAR and DFARS, shortened.
    private static let rules: [[String]] = [
        [
            "(b) The exporter must incorporate the following statement as an integral part of the commercial invoice:",
            "These items are controlled by the U.S. Government and authorized for export only to the country of ultimate destination for use by",
            "the ultimate consignee.",
        ],
        [
            "The country designated as the country of ultimate destination on an application for an export license must be the country of",
            "ultimate end-use; exporters must ascertain the country of ultimate destination before they apply.",
        ],
        [
            "(2) Government purpose rights markings. Data delivered with such rights shall be marked as follows:", "",
            "GOVERNMENT PURPOSE RIGHTS", "Contract No. ____________", "Contractor Name ____________",
        ],
        ["The Contractor shall affix the following \"Limited Rights Notice\" to the data and provide a copy thereof."],
        [
            "The Government has limited rights in technical data that pertain to items developed exclusively at private expense."
        ],
        ["For solicitations see 252.227-7015, Technical Data-Commercial Products and Commercial Services."],
        ["Use the clause at DFARS 252.227-7015 where commercial technical data are to be delivered."],
        ["SBIR data rights run for the protection period, after which the Government has unlimited rights."],
        [
            "A defense article is any item or technical data designated in 22 CFR 121.1; the term means models and mockups too."
        ],
        ["Items subject to the EAR consist of those listed in part 774, for example ECCN 7A994."],
    ]

    private static let guides: [[String]] = [
        ["Distribution Statement D is used for technical documents that the DoD and its contractors may have."],
        ["Distribution Statement C restricts a document to agencies and the contractors that work for them."],
        [
            "Reports that were marked with Distribution Statement X are handled like those under Distribution Statement C."
        ],
        [
            "DISTRIBUTION STATEMENT B. Distribution authorized to U.S. Government agencies only (fill in reason) (date of determination).",
            "DISTRIBUTION STATEMENT C. Distribution authorized to U.S. Government agencies and their contractors (fill in reason).",
        ],
        ["CONTROLLED UNCLASSIFIED INFORMATION (CUI)", "", "This chapter says how it is handled."],
        ["CUI,Controlled Unclassified Information", "FOUO,For Official Use Only", "LES,Law Enforcement Sensitive"],
        ["CUI - Controlled Unclassified Information; CTI - Controlled Technical Information"],
        [
            "Legacy markings such as FOUO and SBU are no longer applied; see the handbook for examples of what replaces them."
        ],
        ["Portions are marked (U) or (CUI); the guide has an example of each."],
        ["The CUI Program Office answers questions about CUI training and the CUI Registry."],
    ]

    private static let terms: [[String]] = [
        [
            "14. EXPORT CONTROL. Seller shall comply with the International Traffic in Arms Regulations and the Export Administration Regulations."
        ],
        [
            "Supplier agrees to comply with all applicable U.S. export laws and regulations, including 22 CFR parts 120-130 and 15 CFR parts 730-774."
        ],
        [
            "Seller shall notify Buyer in writing if any item delivered under the purchase order is subject to the ITAR, and state its category."
        ],
        [
            "Subcontractor shall flow down the requirements of the Arms Export Control Act and the Export Administration Act to its suppliers."
        ],
        [
            "The following clauses are incorporated by reference:", "DFARS 252.227-7013", "DFARS 252.227-7015",
            "DFARS 252.227-7018",
        ],
        ["5. PROPRIETARY RIGHTS", "", "Tools and patterns paid for by Buyer are the property of Buyer."],
        ["ARTICLE 9. CONFIDENTIAL INFORMATION", "", "Seller keeps prices to itself."],
        ["ECCN: N/A, HTS: 8803.30, country of origin: US"],
        ["Supplier questionnaire: do you make parts with an ECCN or a USML category? yes / no"],
    ]

    private static let agreements: [[String]] = [
        ["Each party may disclose certain of its confidential and proprietary information to the other party."],
        [
            "WHEREAS, each Party possesses certain proprietary or confidential information and desires to disclose such information,"
        ],
        [
            "\"Confidential Information\" means all non-public, proprietary, or confidential data disclosed by a Disclosing Party to a Receiving Party."
        ],
        ["The Receiving Party shall not use any trade secret or confidential information for its own benefit."],
        [
            "1. CONFIDENTIAL INFORMATION.", "",
            "The Receiving Party shall hold all Confidential Information in confidence.",
        ],
        ["This policy protects our trade secrets and the confidential data of our customers and employees."],
    ]

    private static let programs: [[String]] = [
        ["CREATE TABLE part (id integer, eccn varchar(10), usml varchar(12), state varchar(16));"],
        ["{\"part\": \"827-9999-903\", \"eccn\": null, \"state\": \"CONTROLLED\", \"class\": \"SECRET\"}"],
        ["part,eccn,qty,state", "827-9999-903,,4,CONTROLLED", "827-9999-904,,2,RELEASED"],
        ["def half(s): return (s//2) + (c//k)  # seconds (s), time stamp (ts)"],
        ["kind: Secret", "type: Opaque", "metadata: {name: mes-db, labels: {state: CONTROLLED}}"],
        ["(s) seconds, (ts) time stamp, (u) unit, (c) count"],
        ["ESD-SENSITIVE"], ["MOISTURE-SENSITIVE DEVICE"], ["TIME-SENSITIVE"],
        ["if (state == \"CONTROLLED\") { lock(); } else if (kind == \"SECRET\") { hide(); }"],
        ["1\tCONTROLLED\tdoc 7", "2\tRELEASED\tdoc 8"],
        ["(S) small, (M) medium, (L) large"],
    ]

    private static let trade: [[String]] = [
        ["The software is proprietary; the vendor keeps the source code confidential and offers support by mail."],
        ["Documents of state CONTROLLED are printed on yellow paper, uncontrolled copies on white."],
        ["Distribution list: A. Smith, B. Jones, D. Wu; distribution by mail."],
        ["Hearing protection: the area is subject to ear plugs at all times."],
        ["Controlled copy no. 7 of the quality manual; see the register for its holder."],
        ["The part number is 9E610-1 and the drawer 3A611; it was formerly category VIII of the old catalogue."],
    ]
}
