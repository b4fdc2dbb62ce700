using Akka.Configuration;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>The settings of the actor system can be read.</summary>
public class HoconTests
{
    [Fact]
    public void HoconFiles_AkkasParser_ReadsEachOfThem() =>
        Assert.All(Repository.FilesEndingIn(".conf"), file => Assert.False(ConfigurationFactory.ParseString(Repository.Read(file)).IsEmpty, file));
}
