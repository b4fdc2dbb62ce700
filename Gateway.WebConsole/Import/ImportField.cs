namespace Gateway.WebConsole.Import;

/// <summary>What a column of a sheet may be.</summary>
/// <param name="Name">The field of the API.</param>
/// <param name="English">Title in a template; what stands in brackets is a hint.</param>
/// <param name="Chinese">The same in Chinese.</param>
/// <param name="Synonyms">What others call it, without spaces, in small letters.</param>
public sealed record ImportField(string Name, string English, string Chinese, params string[] Synonyms)
{
    /// <summary>A number that counts nothing: when its last digits are lost, it is another one.</summary>
    public bool IsIdentifier { get; init; }
}
