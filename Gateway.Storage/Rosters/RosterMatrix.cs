namespace Gateway.Storage.Rosters;

/// <summary>A site's roster, person by gate, without anybody's data: some 200 bytes a person.</summary>
/// <param name="Gates">By name, then SN; at most <see cref="RosterMatrixReader.GatesMax"/>.</param>
/// <param name="Rows">By <c>user_id</c> (ordinal).</param>
/// <param name="GatesLeftOut">Gates of the site that are not among them.</param>
public sealed record RosterMatrix(string Site, IReadOnlyList<RosterGate> Gates, IReadOnlyList<RosterLine> Rows, int GatesLeftOut)
{
    /// <summary>Persons in the roster, valid today or not.</summary>
    public int Persons => Rows.Count(static row => row.PersonRef is not null);

    /// <summary>Persons of today who are on every gate that should have them.</summary>
    public int Complete => Rows.Count(static row => row is { IsWanted: true, IsMissing: false });
}

/// <summary>A gate: a column of a <see cref="RosterMatrix"/>.</summary>
/// <param name="Status"><c>disabled</c>, <c>never</c>, <c>online</c> or <c>offline</c>.</param>
/// <param name="IsHere">It stands on the site; if not, it still has persons of its roster.</param>
/// <param name="Wanted">Persons of today who should be on it.</param>
/// <param name="Present">Those of them whom it has confirmed.</param>
public sealed record RosterGate(string Sn, string? Name, string Status, DateTimeOffset? LastSeen, bool IsHere, int Wanted, int Present)
{
    /// <summary>Persons are sent to it.</summary>
    public bool IsServed => IsHere && Status != "disabled";
}

/// <summary>A person: a row of a <see cref="RosterMatrix"/>.</summary>
/// <param name="PersonRef">Name of his content; null: he is in no roster of this site.</param>
/// <param name="IsWanted">He is in the roster, and valid today.</param>
/// <param name="Cells">One for each gate.</param>
/// <param name="Codes">What each gate answered last, where it was a failure; null: none did.</param>
/// <param name="Since">Since when the oldest of what is missing is so; null: nothing is, or nothing was done about it yet.</param>
/// <param name="NextTryAt">When the next refusal is tried again by itself; null: none is.</param>
public sealed record RosterLine(
    string UserId, string? PersonRef, bool IsWanted, IReadOnlyList<RosterCell> Cells, IReadOnlyList<string?>? Codes, DateTimeOffset? Since, DateTimeOffset? NextTryAt)
{
    // Looked at for each person whenever anybody filters or counts: found once.

    /// <summary>A gate has refused him.</summary>
    public bool IsRefused { get; } = Cells.Contains(RosterCell.Failed);

    /// <summary>A gate does not have him yet.</summary>
    public bool IsWaiting { get; } = Cells.Contains(RosterCell.Pending) || Cells.Contains(RosterCell.Sent);

    /// <summary>A gate has him, or may have him, that should not.</summary>
    public bool IsExtra { get; } = Cells.Contains(RosterCell.Removing) || Cells.Contains(RosterCell.Foreign);

    /// <summary>A gate that should have him has not.</summary>
    public bool IsMissing => IsWanted && (IsRefused || IsWaiting);

    public override string ToString() => "***";
}
