namespace Gateway.Host.Configuration;

/// <summary>Where the key ring of Data Protection is.</summary>
/// <param name="Directory">Absolute; null = the directory <c>keys</c> of the data directory with SQLite, the database with PostgreSQL.</param>
/// <param name="Certificate">PFX or PEM path; the keys are encrypted with it. Null = as they are.</param>
internal sealed record KeyRingOptions(string? Directory, string? Certificate)
{
    /// <summary>Those that the keys were encrypted with before, PFX or PEM paths: what they encrypted can still be read.</summary>
    public IReadOnlyList<string> FormerCertificates { get; init; } = [];
}
