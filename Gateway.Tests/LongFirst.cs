using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Gateway.Tests.LongFirst", "Gateway.Tests")]

namespace Gateway.Tests;

/// <summary>
/// Begins with the collections that take minutes, so that none of them is left over when the others have ended. Their order among themselves is not to matter to any test.
/// </summary>
public sealed class LongFirst : ITestCollectionOrderer
{
    private static readonly string[] First =
    [
        "clusters", "processes",
        "SabotageTests", "console", "FeedPublisherTests", "WholeRunTests", "SocketDeliveryTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(static collection =>
        Array.FindIndex(First, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var place ? place : First.Length);
}
