internal import SeededGeneration

/// What looks like a marking and is none: regulations that everybody may read, training texts, numbers that have the shape of an entry, words of trade.
enum CorpusLookalikes {
    static func sample(_ random: inout SeededGenerator) -> CorpusSample {
        let number = 1_000 + random.below(9_000)
        let texts: [[String]] = [
            // Regulations.
            [
                "The International Traffic in Arms Regulations (22 CFR parts 120-130) implement section 38 of the Arms Export Control Act (22 U.S.C. 2778).",
                "Section 120.\(10 + random.below(40)) defines terms that are used throughout this subchapter.",
            ],
            [
                "The Export Administration Regulations (15 CFR parts 730-774) are issued under the Export Control Reform Act of 2018 (50 U.S.C. 4801-4852).",
                "Supplement No. 1 to part 774 of the EAR contains the Commerce Control List.",
            ],
            [
                "Technical data means, for purposes of this subchapter, information which is required for the design, development, production or",
                "manufacture of defense articles. See section 120.33. Paragraph (b) lists what is not included.",
            ],
            [
                "ECCN 9A610 of the Commerce Control List describes military aircraft; paragraph (x) covers parts that are specially designed for them.",
                "License requirements are in part 742 of the EAR.",
            ],
            [
                "Aircraft are described in USML Category VIII of section 121.1; paragraph (h) lists parts and components."
            ],
            [
                "Agencies may use only those categories that are in the CUI Registry (32 CFR 2002.12). Controlled Unclassified Information (CUI) is",
                "information that law, regulation or government-wide policy requires to be safeguarded.",
            ],
            // Training.
            [
                "Training, slide \(1 + random.below(60)): a banner such as CUI//SP-CTI//NOFORN stands at the top of each page. Where do you find the category?"
            ],
            ["Exercise: which portion mark is right for this paragraph, for example (CUI//SP-EXPT) or (U)?"],
            ["All employees complete the annual course on export control, CUI and insider threats by 30 September."],
            ["Ask the export office before you send technical data abroad; the course explains what ITAR and EAR are."],
            ["FOUO is a marking of the past; the course says by what it was replaced."],
            [
                "Lesson 3. The warning names the Arms Export Control Act and the Export Administration Act, and says who must be asked. Sample texts are in",
                "the appendix of the marking guide.",
            ],
            ["Distribution statements B to F restrict who may have a document; the guide tells how to choose one."],
            // Public release.
            ["DISTRIBUTION STATEMENT A. Approved for public release; distribution is unlimited."],
            ["(U) This paragraph may be read by everybody."],
            // Numbers and names that look like entries.
            ["Part 9A610-\(number), rev C, qty 4", "Part 3E611X\(number), rev A, qty 2", "Bin 2B001, shelf 9E610"],
            ["Tool 9A\(number % 900 + 100) in spindle 3, holder BT40, offset H12"],
            ["Order VIII-\(number) for category IV racks, delivery week 14"],
            ["Ship to: 120 22nd Street, Sec 27, Wichita; terminal 15 CFR yard"],
            ["cui/readme.txt and cui/src/main.c were changed by commit 9e610ab"],
            ["The circuit (CUIT) number is CUI-\(number); see http://example.org/cui/\(number)"],
            ["LIMITED EDITION of the tool catalogue, rights reserved"],
            ["Air distribution D-\(number): distribution box, left side"],
            ["The distribution of hole diameters is normal; statement of results in table 3."],
            // Words of trade.
            ["Copyright 2025 Example Tools. The software is proprietary; see its licence."],
            ["Do not disclose your PIN to anybody. The badge is personal."],
            ["The secret of a good surface is a sharp insert and a steady feed."],
            ["Keep the rinse water confined; use the restricted orifice, part \(number)."],
            ["Controlled by: PLC 4, axis X", "Category: fixture"],
            ["Temperature is controlled by the furnace; the controlled atmosphere is argon."],
            ["Classification of welds: class A, visual only", "unclassified scrap goes to bin 7"],
            ["For official holidays the shop is closed; use only door 3."],
            ["Limited rights of way apply on the yard; restricted areas are painted red."],
        ]
        return CorpusSample(nil, random.chance(50) ? random.pick(CorpusOrdinaryTexts.texts) : random.pick(texts))
    }
}
