using Xunit;

namespace Gateway.Tests;

/// <summary>Tests that measure this process or disturb a server of all: each runs while no other does.</summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Collection = "alone";
}
