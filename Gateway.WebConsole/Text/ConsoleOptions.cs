namespace Gateway.WebConsole.Text;

/// <summary>What the console needs of the node's settings.</summary>
/// <param name="TimeZone">Gateway:TimeZone: in which times are shown and typed.</param>
/// <param name="ClockSkewAllowed">Gateway:Tcp:ClockSkewSeconds: a terminal's clock may be so far off (D12).</param>
internal sealed record ConsoleOptions(TimeZoneInfo TimeZone, TimeSpan ClockSkewAllowed);
