using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>All tests of the console's pages: one after the other, with one browser and the gateways of one <see cref="ConsoleStage"/>.</summary>
[CollectionDefinition(Collection)]
public sealed class ConsoleTests : ICollectionFixture<ConsoleStage>
{
    public const string Collection = "console";
}
