using System.Text.Json.Serialization;

namespace Gateway.Platform.Rest.Health;

/// <summary>Whether this node can serve.</summary>
/// <param name="Status"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Checks">Every condition.</param>
internal sealed record ReadyResponse(string Status, IReadOnlyList<CheckResponse> Checks);

/// <summary>One condition of readiness.</summary>
/// <param name="Name">Short and fixed.</param>
/// <param name="Ok">Whether it holds.</param>
/// <param name="Reason">Why not; null when it holds.</param>
/// <param name="Detail">What may be of interest besides; absent when nothing is.</param>
internal sealed record CheckResponse(
    string Name, bool Ok, string? Reason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null);

/// <summary>The process lives.</summary>
/// <param name="Status">Always <c>live</c>.</param>
internal sealed record LiveResponse(string Status);
