using Gateway.Actors.Wire;

namespace Gateway.Actors.Trials;

/// <summary>A certification's order to whichever node has its terminal; only certifying devices are ever tried.</summary>
/// <param name="Argument">Seconds, or a command word; by <paramref name="Kind"/>.</param>
public sealed record TrialOrder(string Sn, TrialKind Kind, int Argument) : IGatewaySerializable;
