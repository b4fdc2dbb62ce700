namespace Gateway.Platform.Commands;

/// <summary>What became of the targets of a batch.</summary>
/// <param name="BatchId">Ask <c>/api/v1/batches/{id}</c> how far its commands are.</param>
/// <param name="Accepted">How many devices have the command in their queue now, durably.</param>
/// <param name="Rejected">The others, by SN.</param>
internal sealed record AcceptedBatchBody(string BatchId, int Accepted, IReadOnlyList<RejectedTarget> Rejected);
