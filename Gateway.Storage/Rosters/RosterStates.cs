namespace Gateway.Storage.Rosters;

/// <summary>The texts of <c>roster_devices.state</c> and <c>.command_kind</c>. Frozen: they are in every database, and in the contract.</summary>
internal static class RosterStates
{
    public const string Present = "present";
    public const string Pending = "pending";
    public const string Sent = "sent";
    public const string Failed = "failed";
    public const string Removing = "removing";
    public const string Foreign = "foreign";

    public const string Push = "push";
    public const string Delete = "delete";
}
