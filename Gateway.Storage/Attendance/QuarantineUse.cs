namespace Gateway.Storage.Attendance;

/// <summary>How full a part of the quarantine is.</summary>
/// <param name="Subject">An SN, a client address, or <c>quarantine</c> for all of it.</param>
/// <param name="Sn">The SN, when it is that of one; null otherwise.</param>
/// <param name="IsUnread">Contents that no key of theirs reads; false: that the device's key reads.</param>
public sealed record QuarantineUse(string Subject, string? Sn, bool IsUnread, QuarantineBound Used, QuarantineBound Bound);
