/// Why a query has no answer: it is said as "unknown", never guessed.
struct Unanswerable: Error {
    let reason: String
}
