using System.Text.Json.Nodes;
using Akka.Configuration;
using Xunit;

namespace Gateway.Tests.Host.Configuration;

/// <summary>What the program is built with, and not left to the environment (docs/decisions/0106-an-idle-node-sleeps.md).</summary>
public sealed class RuntimeConfigTests
{
    [Fact]
    public void RuntimeConfig_OfTheProgram_LetsIdleThreadsSleepAtOnce()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Gateway.Host.runtimeconfig.json")))!;

        Assert.Equal(0, (int?)file["runtimeOptions"]!["configProperties"]!["System.Threading.ThreadPool.UnfairSemaphoreSpinLimit"]);
    }

    [Fact]
    public void Scheduler_OfTheProgram_TicksTenTimesASecond()
    {
        var hocon = ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "gateway.conf")));

        Assert.Equal(TimeSpan.FromMilliseconds(100), hocon.GetTimeSpan("akka.scheduler.tick-duration"));
    }
}
