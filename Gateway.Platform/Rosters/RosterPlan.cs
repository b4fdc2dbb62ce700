namespace Gateway.Platform.Rosters;

/// <summary>What a list would change in a roster.</summary>
/// <param name="Leaving">Who would be removed.</param>
/// <param name="Withheld">Who would be removed if it were known whom every rejected line names.</param>
internal sealed record RosterPlan(int Added, int Changed, int Unchanged, IReadOnlyList<string> Leaving, int Withheld)
{
    /// <summary>Up to so many are removed without a question.</summary>
    public const int RemovalsMax = 10;

    /// <summary>And up to this part of the roster: one in five.</summary>
    private const int PartMax = 5;

    /// <summary>Whether somebody has to say that so many are to go: an empty file must not empty a site.</summary>
    /// <param name="before">Persons in the roster.</param>
    /// <param name="confirmed">The number that was said; null: none.</param>
    public bool NeedsConfirmation(int before, long? confirmed) =>
        Leaving.Count > RemovalsMax && (long)Leaving.Count * PartMax > before && confirmed != Leaving.Count;
}
