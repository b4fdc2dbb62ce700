using Gateway.Actors.Wire;

namespace Gateway.Actors.Trials;

/// <summary>Something that a node saw of a watched terminal, masked as in a trace.</summary>
/// <param name="Kind"><see cref="Frame"/>, <see cref="Closed"/>, <see cref="Request"/> or <see cref="Used"/>.</param>
/// <param name="Json">An object; of <see cref="Used"/> the number of the <see cref="TrialKind"/> that was carried out.</param>
public sealed record TrialSeen(string Sn, string Kind, string Json) : IGatewaySerializable
{
    public const string Frame = "frame";

    public const string Closed = "closed";

    /// <summary>One half of a request over HTTP(S).</summary>
    public const string Request = "request";

    public const string Used = "used";

    /// <summary>No content: it is masked, but it is a terminal's all the same.</summary>
    public override string ToString() => $"TrialSeen {{ {Sn} {Kind} }}";
}
