namespace Gateway.Storage.Attendance;

/// <summary>
/// Bounds of the quarantine (D35). Nothing gives way when one is reached: an entry may be the only copy of its records, so what does not fit is not taken, and not answered.
/// </summary>
/// <param name="Readable">Of one SN: contents that its device's key reads, in which a record is wrong. Nobody else can fill it.</param>
/// <param name="Unread">
/// Of one SN: contents that the key does not read, which anybody can send. Half of what such contents have; those that another key reads as attendance have as much beside it.
/// </param>
/// <param name="UnreadOfAll">The same of all SNs together; one client address has a tenth of it. Those that another key reads have as much beside it.</param>
public sealed record QuarantineLimits(QuarantineBound Readable, QuarantineBound Unread, QuarantineBound UnreadOfAll)
{
    private const long MiB = 1024 * 1024;

    public static QuarantineLimits Standard { get; } = new(Readable: new(1_000, 64 * MiB), Unread: new(500, 32 * MiB), UnreadOfAll: new(20_000, 1024 * MiB));

    /// <summary>Of one client address: contents that the key of their SN does not read.</summary>
    public QuarantineBound UnreadOfAddress => new(UnreadOfAll.Entries / 10, UnreadOfAll.Bytes / 10);
}
