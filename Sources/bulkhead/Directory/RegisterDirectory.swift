import Execution
import Foundation
import LDAPSession
import PlantModel

/// A directory that feeds the person register, as its file says, and how it is asked.
struct RegisterDirectory: Sendable {
    /// What its file is called.
    let path: String
    let file: DirectoryFile
    private let server: LDAPServer
    /// How much is taken of it.
    var limits = LDAPLimits()

    /// Reads a directory's file; prints what is wrong with it and exits 2.
    static func load(_ path: String) throws -> RegisterDirectory {
        do {
            return try RegisterDirectory(path)
        } catch let problems as PlantProblems {
            Console.error(
                CheckReport.lines(problems.problems, omitted: problems.omitted, path: path).joined(separator: "\n")
            )
        } catch let wrong as InputFile.Failure {
            Console.error("\(wrong)")
        }
        throw ExitStatus.wrongInput
    }

    private init(_ path: String) throws {
        self.path = path
        file = try DirectoryFile(InputFile.bytes(path), file: URL(filePath: path).lastPathComponent)
        guard var server = LDAPServer(file.url.value, startTLS: file.startTLS) else {
            throw InputFile.Failure(
                path: "\(file.url.place)",
                reason:
                    "\(file.url.value.debugDescription) is no address of a directory; expected one such as ldaps://dc1.plant.example"
            )
        }
        server.authorities = file.authorities.map { Self.path($0, beside: path) }
        self.server = server
    }

    private static func path(_ name: String, beside file: String) -> String {
        name.hasPrefix("/")
            ? name
            : URL(filePath: file).deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
    }

    /// What it gives at this moment, as a feed of the register.
    /// - Throws: `DirectoryRefusal`.
    func feed(on today: Day) async throws(DirectoryRefusal) -> PersonFeed {
        let query = LDAPQuery(base: file.base, filter: file.filter, attributes: file.attributes)
        let credentials = try credentials()
        let entries: [LDAPEntry]
        do throws(LDAPFault) {
            entries = try await LDAPSession.entries(of: query, at: server, as: credentials, limits: limits)
        } catch {
            throw DirectoryRefusal(error.kind.code, [error.description])
        }
        do throws(FeedProblems) {
            return try PersonFeed(
                entries.map { DirectoryEntry(name: $0.name, attributes: $0.attributes) },
                of: file,
                readOn: today
            )
        } catch {
            throw DirectoryRefusal(.wrongEntries, error.problems)
        }
    }

    /// The password is read each time, so that another one takes no start.
    private func credentials() throws(DirectoryRefusal) -> LDAPCredentials? {
        guard let bind = file.bind else { return nil }
        let path = Self.path(bind.passwordFile, beside: path)
        guard KeyFile.isPrivate(path) else { throw DirectoryRefusal(.noPassword, ["\(path): others can read it"]) }
        guard let bytes = try? InputFile.bytes(path), bytes.count <= Self.passwordBytesMax,
            let text = String(validating: bytes, as: UTF8.self),
            let password = text.split(separator: "\n", maxSplits: 1).first,
            let credentials = LDAPCredentials(name: bind.name, password: String(password))
        else { throw DirectoryRefusal(.noPassword, ["\(path): there is no password on its first line"]) }
        return credentials
    }

    private static let passwordBytesMax = 1_024
}

extension LDAPFault.Kind {
    fileprivate var code: DirectoryRefusal.Code {
        switch self {
        case .connection: .noAnswer
        case .notLetIn: .notLetIn
        case .refused, .tooMuch: .notWhole
        }
    }
}
