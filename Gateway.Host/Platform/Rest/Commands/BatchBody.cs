using Gateway.Actors.Commands;
using Gateway.Storage.Commands;

namespace Gateway.Platform.Rest.Commands;

/// <summary>A batch and how far its commands are, at most a second behind.</summary>
/// <param name="Id">As answered to the request.</param>
/// <param name="Type">Of its commands.</param>
/// <param name="CreatedAt">When it was requested.</param>
/// <param name="Targets">How many devices it was for.</param>
/// <param name="Accepted">How many took it; null while the request is under way.</param>
/// <param name="Rejected">How many did not; null while the request is under way.</param>
/// <param name="Counts">Its commands by state; states without a command are 0.</param>
internal sealed record BatchBody(
    string Id, string Type, DateTimeOffset CreatedAt, int Targets, int? Accepted, int? Rejected, IReadOnlyDictionary<string, int> Counts)
{
    public static BatchBody Of(Batch batch) => new(
        batch.Id,
        CommandText.Of(batch.Type),
        batch.CreatedAt,
        batch.Targets,
        batch.Accepted,
        batch.Rejected,
        batch.Counts.ToDictionary(count => CommandText.Of(count.Key), count => count.Value));
}
