namespace Gateway.Simulator.Http;

/// <summary>An HTTP answer as it came.</summary>
/// <param name="Status">Status code.</param>
/// <param name="ContentType">Media type with its parameters; empty when there is none.</param>
internal sealed record HttpReply(int Status, string ContentType, byte[] Body);
