namespace Gateway.Actors.Attendance;

/// <summary>Which other key reads a content that its device's key does not (D35).</summary>
/// <param name="Code">One of the constants here. Frozen: it stands in the table and in the API.</param>
/// <param name="Detail">The same for people; no key, and no part of one.</param>
/// <param name="IsAttendance">What it reads is an attendance upload.</param>
public sealed record KeyFinding(string Code, string Detail, bool IsAttendance)
{
    public const string KeyIsSn = "key_is_sn";
    public const string FormerKey = "former_key";
    public const string KeySlip = "key_slip";
    public const string OtherDevice = "other_device";
}
