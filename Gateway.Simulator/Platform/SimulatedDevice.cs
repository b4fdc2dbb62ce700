namespace Gateway.Simulator.Platform;

/// <summary>A device as it is made known to the gateway.</summary>
/// <param name="Key">Eight ASCII characters.</param>
/// <param name="Kind"><see cref="Attendance"/> or <see cref="Enrolment"/>.</param>
/// <param name="Dialect">Null for the gateway's own default.</param>
/// <param name="IsEnabled">False: the gateway refuses its terminal.</param>
internal readonly record struct SimulatedDevice(string Sn, string Key, string Kind, string? Dialect, bool IsEnabled = true)
{
    public const string Attendance = "attendance";

    public const string Enrolment = "enrolment";

    /// <summary>Without the key.</summary>
    public override string ToString() => Sn;
}
