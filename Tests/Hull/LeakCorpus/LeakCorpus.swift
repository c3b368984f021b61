internal import SeededGeneration

/// A corpus made from a seed: files that hold a marking in some form, and files that hold what looks like one. The same seed gives the same bytes.
public struct LeakCorpus: Sendable {
    /// One file, with what is to be found in it.
    public struct File: Sendable {
        /// Its number and a name that suits its form.
        public let name: String
        /// Its bytes.
        public let bytes: [UInt8]
        /// What it was made to hold.
        public let sample: CorpusSample
        /// The form that holds it.
        public let form: CorpusForm
    }

    private let seed: UInt64

    /// - Parameter seed: what all files follow from.
    public init(seed: UInt64) { self.seed = seed }

    /// The file of a number. Three of five hold a marking: every detector meets every form in turn.
    public func file(_ number: Int) throws -> File {
        var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(number))
        let detectors = CorpusSample.Detector.allCases
        let forms = CorpusForm.allCases
        let isMarked = number % 5 < 3
        let turn = number / 5 * 3 + number % 5
        // The two counts have no common divisor with the step, so all pairs come up.
        var form = isMarked ? forms[(turn + turn / (forms.count * detectors.count)) % forms.count] : random.pick(forms)
        var sample =
            isMarked
            ? CorpusMarkings.sample(detectors[turn / forms.count % detectors.count], &random)
            : CorpusLookalikes.sample(&random)
        var tries = 0
        while !form.suits(sample) {
            tries += 1
            if tries < 12, let detector = sample.detector {
                sample = CorpusMarkings.sample(detector, &random)
            } else {
                form = random.pick(forms)
            }
        }
        let bytes = try form.bytes(
            sample,
            before: ShopText.lines(random.below(6), &random),
            after: ShopText.lines(1 + random.below(12), &random)
        )
        return File(name: "\(number)-\(form.fileName)", bytes: bytes, sample: sample, form: form)
    }
}
