namespace Gateway.Simulator.Soak;

/// <summary>What a terminal with a roster is for in a soak; the end of its SN.</summary>
internal static class RosterRole
{
    /// <summary>It is reset to how it left the factory, again and again.</summary>
    public const string Reset = "reset";

    /// <summary>It gets persons by explicit commands, too.</summary>
    public const string Foreign = "foreign";

    /// <summary>It moves from site to site.</summary>
    public const string Moving = "moving";

    /// <summary>The tag of those that are reset: some persons are for them only.</summary>
    public const string Tag = "gate";

    /// <summary>Persons whom every terminal refuses.</summary>
    public const string RefusedUsers = "bad*";

    /// <summary>It comes in the place of another.</summary>
    public const string Replacement = "new";
}
