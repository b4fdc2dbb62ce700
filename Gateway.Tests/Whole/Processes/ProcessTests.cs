using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>
/// Tests that start the program; one after another, for the machine's sake: with four such rows side by side all took twice as long. Clusters wait more than they work: they
/// stand beside them.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class ProcessTests
{
    public const string Collection = "processes";
}

/// <summary>Tests that start several processes on one PostgreSQL.</summary>
[CollectionDefinition(Collection)]
public sealed class ClusterProcessTests
{
    public const string Collection = "clusters";
}
