using Gateway.Platform.Keys;

namespace Gateway.WebConsole.SignIn;

/// <summary>Wrong keys at the sign-in: five at once, then one in half a minute of each address.</summary>
internal sealed class SignInPace(TimeProvider time) : FailurePace(time, burst: 5, each: TimeSpan.FromSeconds(30))
{
    /// <summary>Refused sign-ins that are audited within a minute, of all addresses: the audit is on the disk, and anybody can fail.</summary>
    public const int AuditedPerMinute = 60;

    private readonly TimeProvider _time = time;
    private readonly Lock _gate = new();
    private DateTimeOffset _minute;
    private int _inMinute;

    /// <summary>Whether one more refusal may have its row.</summary>
    public bool MayAudit()
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            if (now - _minute >= TimeSpan.FromMinutes(1)) (_minute, _inMinute) = (now, 0);
            return _inMinute++ < AuditedPerMinute;
        }
    }
}
