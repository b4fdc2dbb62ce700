namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>What a terminal says of what it was given over HTTPS.</summary>
public enum Reports
{
    /// <summary>Once, of the whole hand-out: success if all of it was done.</summary>
    PerPull,

    /// <summary>Once of each person.</summary>
    PerPerson,

    /// <summary>Per pull, and a success for an empty one, too.</summary>
    EmptyToo,

    /// <summary>Nothing.</summary>
    Never,
}
