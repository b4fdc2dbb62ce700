namespace Gateway.Storage.Persons;

/// <summary>What was found of persons that were looked for.</summary>
/// <param name="UsedAt">By reference of the person.</param>
/// <param name="Photos">References of photos.</param>
internal sealed record PersonsThere(IReadOnlyDictionary<string, DateTimeOffset> UsedAt, IReadOnlySet<string> Photos)
{
    public static readonly PersonsThere None = new(new Dictionary<string, DateTimeOffset>(), new HashSet<string>());
}
