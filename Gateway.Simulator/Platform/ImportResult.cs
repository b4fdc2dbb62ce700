namespace Gateway.Simulator.Platform;

/// <summary>What an import of devices did (contract).</summary>
internal sealed record ImportResult(int Created, int Updated, IReadOnlyList<ImportRejection> Rejected);

/// <summary>A line of an import that was refused.</summary>
internal sealed record ImportRejection(int Line, string Error);
