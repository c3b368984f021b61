import Boundary
import Execution
import Governance
import PlantModel

/// Feeds the person register from a directory, for as long as an instance serves. Where that fails, what was known stays.
struct RegisterFeeding: Sendable {
    let register: PersonRegister
    let directory: RegisterDirectory
    let clock: any PlantClock
    let tell: @Sendable (String) -> Void
    /// What was told last; the same is not told again.
    private var said: String?

    init(
        register: PersonRegister,
        directory: RegisterDirectory,
        clock: any PlantClock,
        tell: @escaping @Sendable (String) -> Void
    ) {
        self.register = register
        self.directory = directory
        self.clock = clock
        self.tell = tell
    }

    /// Until it is cancelled.
    mutating func run() async {
        while (try? await Task.sleep(for: .seconds(directory.file.everyMinutes * 60))) != nil { await read() }
    }

    /// Reads it once. What is told names no person: `bulkhead directory` does.
    mutating func read() async {
        let result: String?
        do {
            let change = try await register.take(directory.feed(on: clock.today()), of: directory.file)
            result =
                change.learnt + change.dismissed == 0
                ? nil
                : "the register took over the directory: \(change.learnt) new or changed, \(change.dismissed) gone"
        } catch let refusal as DirectoryRefusal {
            result = "\(directory.path): \(refusal.summary)"
        } catch {
            result = "\(directory.path): what it gives was not taken over: \(error)"
        }
        if let result, result != said { tell(result) }
        said = result
    }
}
