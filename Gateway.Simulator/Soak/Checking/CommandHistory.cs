namespace Gateway.Simulator.Soak.Checking;

/// <summary>All that a history says of one accepted command.</summary>
/// <param name="userId">Empty for <c>clock.set</c>.</param>
internal sealed class CommandHistory(string sn, string id, string type, string userId)
{
    public string Name => $"{sn}/{id}";

    public string Sn => sn;

    public string UserId => userId;

    public bool IsDeletion => type == "person.delete";

    public bool IsPush => type == "person.push";

    /// <summary>A DELETE of it was answered 200.</summary>
    public bool WasCancelled { get; set; }

    /// <summary>As the API showed it at the end; null when it did not know it.</summary>
    public string? State { get; set; }

    /// <summary>As the feed has it; null when it has none.</summary>
    public string? Outcome { get; set; }

    /// <summary>When its outcome was first read in the feed, Unix ms.</summary>
    public long EndedSeenAt { get; set; } = long.MaxValue;

    /// <summary>Its terminal got it and answered 0000.</summary>
    public bool WasCarriedOut { get; set; }

    /// <summary>The invariant that its loss breaks.</summary>
    public string NotLost => IsDeletion ? Invariant.DeletionNotLost : Invariant.CommandNotLost;
}
