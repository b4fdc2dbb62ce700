namespace Gateway.Storage.Imports;

/// <summary>What is imported. The texts are in every database.</summary>
public static class ImportKind
{
    /// <summary>Terminals.</summary>
    public const string Devices = "devices";

    /// <summary>Persons of one site's roster.</summary>
    public const string Roster = "roster";
}
