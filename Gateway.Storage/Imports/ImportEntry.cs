namespace Gateway.Storage.Imports;

/// <summary>One import of a file.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Kind">A word of <see cref="ImportKind"/>.</param>
/// <param name="Site">Whose roster it was; empty for terminals.</param>
/// <param name="File">The file's name on the machine of whoever gave it.</param>
/// <param name="KeyId">Id of the API key with which he had signed in.</param>
/// <param name="EndedAt">Null: it goes on, or its node ended with it.</param>
/// <param name="Counts">What became of its rows.</param>
/// <param name="IsWhole">It came to its end. False with <paramref name="EndedAt"/>: it was stopped, and holds as far as it came.</param>
public sealed record ImportEntry(
    string Id, string Kind, string Site, string File, string KeyId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ImportCounts Counts, bool IsWhole)
{
    public override string ToString() => $"{Kind} {Id}";
}
