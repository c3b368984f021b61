/// What `bulkhead doctor` found: a check by its code, how it stands, and what it saw.
struct DoctorFinding: Encodable {
    /// What is checked. A code never changes its meaning.
    enum Code: String, CaseIterable, Encodable {
        /// The program itself.
        case program = "BH-H001"
        /// The machine.
        case machine = "BH-H002"
        /// The cryptographic module.
        case module = "BH-H003"
        /// The database that is built in.
        case database = "BH-H004"
        /// The clock.
        case clock = "BH-H005"
        /// The folder of logs.
        case dataFolder = "BH-H010"
        /// The folder of keys.
        case keyFolder = "BH-H011"
        /// Keys and logs lie apart.
        case apart = "BH-H012"
        /// Room for what is recorded.
        case room = "BH-H013"
        /// What is written is durable.
        case durable = "BH-H014"
        /// The logs.
        case logs = "BH-H020"
        /// The clock against the newest entry.
        case behind = "BH-H021"
    }

    /// How it stands.
    enum Standing: String, Encodable {
        /// As it has to be.
        case good
        /// It works, and somebody has to know.
        case notice
        /// It has to be mended.
        case bad
    }

    let code: Code
    let standing: Standing
    /// What was seen: numbers, versions and words of the program; no names of folders, persons or programs, and nothing of a key.
    let seen: String
}

extension DoctorFinding.Code {
    /// What is checked, in a few words.
    var title: String { text.title }
    /// What to do where it is not good.
    var remedy: String { text.remedy }

    private var text: (title: String, remedy: String) {
        switch self {
        case .program: ("The program and its version", "Give this with whatever you report.")
        case .machine:
            (
                "The machine: cores, memory",
                "An instance takes two cores and 300 MB; give it more where others share them."
            )
        case .module:
            (
                "The cryptographic module answers as published vectors say",
                "Where it answers otherwise: run no instance, and replace the program. Without a validation it is for trial: CUI asks for a validated one (NIST SP 800-171, 3.13.11)."
            )
        case .database: ("The database writes, and reads what was written", "Replace the program.")
        case .clock: ("The clock is kept by a time source", "Start a time service such as chrony or systemd-timesyncd.")
        case .dataFolder:
            (
                "The folder of logs is there, is its owner's alone, and can be written",
                "chmod 700, and run as its owner."
            )
        case .keyFolder:
            (
                "The folder of keys is there, is its owner's alone, and can be written",
                "chmod 700, and run as its owner."
            )
        case .apart:
            ("Keys and logs lie on different volumes", "Name another volume with --keys: who takes one takes not both.")
        case .room: ("The volumes have room", "Make room, or move the folder to a larger volume before it is full.")
        case .durable:
            (
                "What is written to the volumes is kept through a loss of power",
                "Move the folder to a local volume; memory and network volumes lose what was acknowledged."
            )
        case .logs: ("The logs end as they were signed", "Run bulkhead store check, then restore what it names.")
        case .behind:
            (
                "The clock is not behind the newest entry",
                "Set the clock; where it was in the future by mistake, correct it on the console, which is recorded."
            )
        }
    }
}
