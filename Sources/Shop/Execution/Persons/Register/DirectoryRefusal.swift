/// Why a directory was not taken over. What was known stays.
public struct DirectoryRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds. A code never changes its meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// It does not answer in time, or is not believed.
        case noAnswer = "BH-P031"
        /// It does not let in.
        case notLetIn = "BH-P032"
        /// It gives a part alone, or more than is taken.
        case notWhole = "BH-P033"
        /// Entries are wrong.
        case wrongEntries = "BH-P034"
        /// More persons would be gone than may be at once.
        case tooManyGone = "BH-P035"
        /// The file of its password is not there, or others may read it.
        case noPassword = "BH-P036"
    }

    /// Which kind.
    public let code: Code
    /// What was found, one each.
    public let problems: [String]

    /// A refusal.
    public init(_ code: Code, _ problems: [String]) {
        self.code = code
        self.problems = problems
    }

    /// What is the case and what to do, then what was found.
    public var description: String {
        (["\(code.rawValue): \(code.title). \(code.remedy)"] + problems).joined(separator: "\n  ")
    }

    /// The same without what was found, which names persons.
    public var summary: String {
        "\(code.rawValue): \(code.title) (\(problems.count)). \(code.remedy)"
    }
}

extension DirectoryRefusal.Code {
    /// What is the case, in a few words.
    public var title: String {
        switch self {
        case .noAnswer: "The directory does not answer, or is not believed"
        case .notLetIn: "The directory does not let in"
        case .notWhole: "The directory gives a part alone, or more than is taken"
        case .wrongEntries: "Entries of the directory are wrong"
        case .tooManyGone: "More persons are gone from the directory than may be at once"
        case .noPassword: "The password for the directory cannot be read"
        }
    }

    /// What to do.
    public var remedy: String {
        switch self {
        case .noAnswer:
            "What was known of persons stays. See whether it runs, whether its certificate is for the name in `url`, and whether `authorities` vouch for it; it is asked again by itself."
        case .notLetIn: "What was known of persons stays. Correct the name in `bind` or the password in its file."
        case .notWhole:
            "What was known of persons stays, for who is not in an answer counts as gone. Name a `base` that lies at this directory as a whole, narrow `filter`, and let the name in `bind` read all of it page by page."
        case .wrongEntries:
            "Nothing of it was taken over. `bulkhead directory FILE` names each entry with its attribute; correct them in the directory, or the columns in the file."
        case .tooManyGone:
            "Nothing was taken over, for that many are mostly a fault: a base, a filter, a right to read. Where they did leave, raise `goneMax` for one start."
        case .noPassword:
            "Put it into the file that `bind` names, on one line, and take the right to read it from everybody else: chmod 600."
        }
    }
}
