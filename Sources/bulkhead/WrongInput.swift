import Cedar

/// What commands do about input that is wrong.
enum WrongInput {
    /// Runs what may find wrong input; tells it on standard error and answers with its exit code.
    static func telling<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            guard tell(error) else { throw error }
            throw ExitStatus.wrongInput
        }
    }

    /// Tells an error that says what is wrong with an input.
    /// - Returns: whether it is one.
    static func tell(_ error: any Error) -> Bool {
        switch error {
        case let error as CedarErrors: Console.error(error.description)
        case let error as ParseError: Console.error(error.description)
        case let error as InputFile.Failure: Console.error(error.description)
        default: return false
        }
        return true
    }
}
