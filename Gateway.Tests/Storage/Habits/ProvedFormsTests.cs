using Gateway.Actors.Habits;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.Habits;

public sealed class ProvedFormsTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Upgrade_TerminalsThatSucceededOnTheSocket_HaveTheirFormsProved(StorageProvider provider)
    {
        await using var test = await TestDatabase.UpgradeAsync(
            provider,
            Seen("up-socket", "socket") + Seen("up-queue", "socket") + Seen("up-late", "socket") + Seen("up-done", "http") + Ended("up-socket", "person.push", "succeeded")
            + Ended("up-queue", "person.delete", "succeeded") + Ended("up-late", "person.push", "failed") + Ended("up-done", "person.push", "succeeded"));

        async Task<string[]> ProvedAsync(string sn) =>
            [.. (await test.Devices.GetAsync(sn, default))!.Device.Habits.All.Where(static h => h.Value.IsProved).Select(static h => $"{h.Key}={h.Value.Value}")];
        Assert.Equal(["drain=on", "follow_up=announce", "packets=1", "photo=packets", "push_count=text"], await ProvedAsync("up-socket"));
        Assert.Equal(["drain=on", "follow_up=announce"], await ProvedAsync("up-queue"));
        Assert.Empty(await ProvedAsync("up-late"));
        Assert.DoesNotContain(await ProvedAsync("up-done"), static habit => habit.StartsWith(HabitNames.FollowUp, StringComparison.Ordinal));
    }

    private static string Seen(string sn, string transport) =>
        $"INSERT INTO presence (sn, online, last_seen, transport, remote, node, since) VALUES ('{sn}', true, 1, '{transport}', 'r', 'n', 1);\n";

    private static string Ended(string sn, string type, string state) =>
        "INSERT INTO commands (sn, id, type, person_bytes, content_hash, state, attempts, created_at, expires_at, ended_at) "
        + $"VALUES ('{sn}', 'of-before', '{type}', 1, 'h', '{state}', 1, 1, 2, 2);\n";
}
