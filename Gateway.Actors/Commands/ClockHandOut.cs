namespace Gateway.Actors.Commands;

/// <summary>Clock commands that one correction serves (D12).</summary>
internal sealed class ClockHandOut() : HandOut(0, HandOutVia.Clock);
