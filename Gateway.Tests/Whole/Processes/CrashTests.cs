using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>kill -9 while terminals upload: what was acknowledged is there, once, and the feed has no gap.</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class CrashTests
{
    private const int Kills = 3;
    private const int RecordsPerRound = 450;

    [Fact]
    public async Task Kill9_DuringUploads_LosesAndDoublesNothingAcknowledged()
    {
        using var directory = new TempDirectory();
        await using var load = new AcknowledgedLoad();
        for (var round = 0; round <= Kills; round++)
        {
            await using var gateway = GatewayProcess.Start(directory);
            var took = await gateway.ServesAsync();

            // Of its own time: others may have the machine's.
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            if (round == 0) await AcknowledgedLoad.ProvisionAsync(gateway);
            else await load.VerifyAsync(gateway);

            if (round == Kills) break;
            load.SpeakTo(gateway);
            var goal = load.Records + RecordsPerRound;
            await Patience.UntilAsync(() => load.Records >= goal, "acknowledged");
            await gateway.KillAsync();
            load.SpeakTo(null);
        }

        Assert.True(load.Records >= Kills * RecordsPerRound);
    }
}
