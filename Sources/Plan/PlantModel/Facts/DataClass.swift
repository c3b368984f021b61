/// The classes of execution data: which fields of a record carry what its program restricts.
public enum DataClass: String, Sendable, Hashable, CaseIterable {
    /// Drawings, models, specifications and other technical data.
    case technicalData
    /// Work instructions and routings.
    case workInstructions
    /// Inspection plans and results.
    case inspectionRecords
    /// Nonconformances and their dispositions.
    case nonconformances
    /// As-built structure and lot genealogy.
    case genealogy
    /// Attached files.
    case attachments
    /// Start and stop times, hours, quantities.
    case jobResponses
    /// Material consumed.
    case materialUse
    /// Capacity and load of work centers.
    case capacity
    /// Orders and schedules.
    case orders
    /// Programs of numerically controlled machines.
    case ncPrograms
    /// Signatures and stamps.
    case signatures
    /// Training and qualifications.
    case training
    /// The trail of who did what.
    case auditTrail
    /// Measured values of machines.
    case machineData
}
