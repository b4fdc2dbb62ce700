namespace Gateway.Storage.Attendance;

/// <summary>How full a part of the quarantine is.</summary>
/// <param name="Subject">An SN, a client address, or <c>quarantine</c> for all of it.</param>
/// <param name="Sn">The SN, when it is that of one; null otherwise.</param>
/// <param name="IsUnread">Contents that the device's key does not read; false: that it reads.</param>
/// <param name="HasOtherKey">Of those that it does not read those that another key reads as attendance.</param>
public sealed record QuarantineUse(string Subject, string? Sn, bool IsUnread, bool HasOtherKey, QuarantineBound Used, QuarantineBound Bound);
