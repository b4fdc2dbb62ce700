using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Tests that start the program; one after another, for the machine's sake.</summary>
[CollectionDefinition(Collection)]
public sealed class ProcessTests
{
    public const string Collection = "processes";
}
