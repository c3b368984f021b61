import Foundation

/// The rules, each a function from a file to what is wrong with it, so that the rules themselves can be tested.
enum HouseRules {
    /// A call that does not belong in product code, with what to write instead.
    struct Ban {
        let pattern: String
        let instead: String
        /// Targets where it is allowed.
        var except: Set<String> = []
    }

    static let executables: Set<String> = ["asset-embedder", "bulkhead", "cedar-conformance", "content-inspector"]

    /// Targets below `Sources/Exits`, those to come included: the only ones that open a release, and beside the executables that send bytes.
    static let exits: Set<String> = ["HTTPExit", "CommandOutput", "Documents", "Gateway"]

    /// Targets that read memory by address, each because the language leaves no other way: to libraries in C, or to the bytes of a digest.
    /// What is named here is reviewed whenever it changes.
    static let addressing: Set<String> = [
        "BoundedXML", "Cedar", "CedarAnalysis", "ContentScan", "Documents", "Journal", "LDAPSession", "LogCheck",
        "MQTTSession", "PlanSolver", "SFTPSession", "Storage",
        "content-inspector",
    ]

    static var bans: [Ban] {
        [
            Ban(pattern: #"\btry!"#, instead: "handle the error or let it be thrown"),
            Ban(pattern: #"\bas!"#, instead: "`as?` with an error that says what was found"),
            Ban(pattern: #"\bfatalError\("#, instead: "a typed error"),
            Ban(pattern: #"\bpreconditionFailure\("#, instead: "a typed error"),
            Ban(
                pattern: #"(?<![\w.])print\("#,
                instead: "return text and let the executable print it",
                except: executables
            ),
            Ban(pattern: #"\bDate\(\)"#, instead: "the plant's `asOf`, or a clock passed in"),
            Ban(pattern: #"\bTODO\b|\bFIXME\b|\bXXX\b"#, instead: "finish it, or write it into the issue"),
            Ban(
                pattern: #"@unchecked Sendable|nonisolated\(unsafe\)"#,
                instead: "a value type or an actor",
                except: ["PlanSolver"]
            ),
            Ban(
                pattern:
                    #"\bUnsafe(Mutable|Raw|Buffer)*Pointer\b|\bUnsafe\w*Pointer\b|\bwithUnsafe\w+\b|\bunsafeBitCast\b|\bUnmanaged\b"#,
                instead: "values; whoever has an address has what is behind it, cleared or not",
                except: addressing
            ),
            Ban(
                pattern:
                    #"\bFileHandle\b|\bfputs\(|\bfputc\(|\bfwrite\(|\bputs\(|\bprintf\(|\bvprintf\(|\bsyslog\(|\bNSLog\(|\bdebugPrint\(|(?<![\w.])dump\("#,
                instead: "a release that an exit sends, or text that the executable prints",
                except: executables.union(exits).union(["Journal", "PlantModel", "Storage"])
            ),
            Ban(
                pattern: #"@_spi\(Exits\)\s+(public |package |internal |private |fileprivate )?import"#,
                instead: "a release handed to an exit; only targets below Sources/Exits open one",
                except: exits
            ),
            Ban(pattern: #"@testable"#, instead: "a public or internal interface; only tests may look inside"),
            Ban(
                pattern: #"\bSystemRandomNumberGenerator\b|\.random\(in:[^)]*\)(?!.*using)"#,
                instead: "a seeded generator passed in"
            ),
        ]
    }

    /// Lines of Swift that call what is banned. Comment lines are passed over.
    static func bannedCalls(in text: String, target: String) -> [String] {
        var findings: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let code = line.drop { $0 == " " }
            if code.hasPrefix("//") { continue }
            for ban in bans where !ban.except.contains(target) {
                if String(code).range(of: ban.pattern, options: .regularExpression) != nil {
                    findings.append("line \(index + 1): \(code.prefix(60)): use \(ban.instead)")
                }
            }
        }
        return findings
    }

    /// Words that say nothing about what a file or folder holds.
    static let emptyNames = ["Util", "Helper", "Manager", "Common", "Misc"]

    static func emptyName(in path: String) -> String? {
        emptyNames.first { word in path.split(separator: "/").contains { $0.contains(word) } }
    }

    /// The modules a file imports.
    static func imports(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            while let first = words.first,
                ["public", "package", "internal", "private", "fileprivate", "@preconcurrency"].contains(first)
            {
                words.removeFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            return words[words.count - 1].split(separator: ".").first.map(String.init)
        }
    }

    /// Rows of the table of allowed imports in `docs/architecture.md`: target to modules.
    static func allowedImports(in document: String) -> [String: Set<String>] {
        var table: [String: Set<String>] = [:]
        var inTable = false
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("| target | may import") { inTable = true; continue }
            guard inTable, line.hasPrefix("|") else { inTable = false; continue }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 3, cells[0].hasPrefix("`") else { continue }
            let modules = (cells[1] + "," + cells[2]).split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            table[cells[0].replacingOccurrences(of: "`", with: "")] = Set(modules.filter { $0 != "–" && !$0.isEmpty })
        }
        return table
    }

    /// Functions longer than one screen can show: name and length in lines.
    static func longFunctions(in text: String, linesMax: Int) -> [String] {
        var findings: [String] = []
        var open: (name: Substring, indent: Int, line: Int)?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let indent = line.prefix { $0 == " " }.count
            let code = line.dropFirst(indent)
            if let current = open {
                if indent == current.indent, code.hasPrefix("}") {
                    let length = index - current.line + 1
                    if length > linesMax { findings.append("\(current.name) is \(length) lines") }
                    open = nil
                }
            } else if code.range(
                of: #"^(public |private |static |mutating |internal |fileprivate |@\w+ )*(func|init)\b"#,
                options: .regularExpression
            ) != nil,
                !code.hasSuffix("}")
            {
                open = (code.prefix(70), indent, index)
            }
        }
        return findings
    }
}
