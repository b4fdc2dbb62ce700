namespace Gateway.Storage.Search;

/// <summary>What a text finds, exact hits first, then by code, SN and <c>user_id</c>; a bounded number of each.</summary>
public sealed record SearchHits(IReadOnlyList<FoundSite> Sites, IReadOnlyList<FoundTerminal> Terminals, IReadOnlyList<FoundPerson> Persons)
{
    public static readonly SearchHits None = new([], [], []);

    public bool IsEmpty => Sites.Count + Terminals.Count + Persons.Count == 0;
}

/// <summary>A site whose code or name has the text in it.</summary>
public sealed record FoundSite(string Code, string? Name, string? Region, bool IsExact);

/// <summary>A terminal whose SN or name has the text in it.</summary>
/// <param name="Status">As the list of devices says it.</param>
public sealed record FoundTerminal(string Sn, string? Name, string? Site, string Status, bool IsExact);

/// <summary>A person whose <c>user_id</c> begins with the text.</summary>
/// <param name="Site">One of his sites; null: he is in no roster.</param>
/// <param name="Sites">In so many rosters.</param>
public sealed record FoundPerson(string UserId, string? Site, int Sites, bool IsExact);
