namespace Gateway.Actors.Sessions;

/// <summary>A session that has not ended, as its DeviceActor knows it. Times are those of a clock that never steps back.</summary>
internal sealed class HeardSession(Session session)
{
    public Session Session { get; } = session;

    /// <summary>When anything of it was heard last.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>When its clock was corrected last (D12).</summary>
    public TimeSpan? CorrectedAt { get; set; }
}
