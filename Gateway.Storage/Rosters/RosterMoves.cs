namespace Gateway.Storage.Rosters;

/// <summary>What a terminal would lose by its move from one managed site to another.</summary>
/// <param name="Removed">Persons of a roster that it has and that the new site's does not want there.</param>
/// <param name="Persons">Persons of a roster that it has.</param>
internal readonly record struct RosterMoves(int Removed, int Persons)
{
    /// <summary>So many go without asking.</summary>
    private const int Few = 10;

    /// <summary>More than a fifth of them, and more than a few: a slip of the pen must not empty a gate.</summary>
    public bool NeedConfirmation => Removed > Few && Removed * 5 > Persons;
}
