namespace Gateway.Platform.Rest.Health;

/// <summary>One condition of readiness.</summary>
/// <param name="Name">Short and fixed.</param>
/// <param name="Ok">Whether it holds.</param>
/// <param name="Reason">Why not; null when it holds.</param>
internal sealed record CheckBody(string Name, bool Ok, string? Reason);
