namespace Gateway.Actors.Trials;

/// <summary>Persons that a certification makes up: trials concern them and their records only.</summary>
public static class TestPersons
{
    /// <summary>What the user_id of each begins with; a person of the platform should not.</summary>
    public const string Prefix = "cert-";

    public static bool IsOne(string? userId) => userId?.StartsWith(Prefix, StringComparison.Ordinal) == true;
}
