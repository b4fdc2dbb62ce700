using Gateway.Actors.Habits;
using Gateway.Storage.Habits;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Habits;

public sealed class HabitStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_AgainAndForgotten_IsWhatTheDeviceHas(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("smz-a03"), Device("smz-a04")], default);
        var changes = new RecordedChanges();
        var habits = new HabitStore(test.Database, changes);
        var guess = new Habit("string", false, Start, "User-Agent python-requests");
        var proved = new Habit("json", true, Start.AddHours(1), "a feedback inside hand-out 7", "3;1");
        async Task<DeviceHabits> OfAsync(string sn) => Assert.Single(await test.Devices.GetManyAsync([sn], default)).Habits;

        await habits.WriteAsync("smz-a03", HabitNames.Answer, guess, default);
        Assert.Equal(DeviceHabits.None.With(HabitNames.Answer, guess), await OfAsync("smz-a03"));

        await habits.WriteAsync("smz-a03", HabitNames.Answer, proved, default);
        await habits.WriteAsync("smz-a03", HabitNames.Drain, guess, default);
        var both = DeviceHabits.None.With(HabitNames.Drain, guess).With(HabitNames.Answer, proved);
        Assert.Equal(both, await OfAsync("smz-a03"));
        Assert.Equal(both, (await test.Devices.GetAsync("smz-a03", default))!.Device.Habits);
        Assert.Equal(both, await habits.ReadAsync("smz-a03", default));
        Assert.Equal(DeviceHabits.None, await OfAsync("smz-a04"));

        await habits.ForgetAsync("smz-a03", default);
        Assert.Equal(DeviceHabits.None, await OfAsync("smz-a03"));
        Assert.Equal(["smz-a03", "smz-a03", "smz-a03", "smz-a03"], changes.Sns);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Upgrade_DeviceWhoseCommandsSucceededOverHttps_ReadsBareJson(StorageProvider provider) // D30: nothing that works is ever probed
    {
        const string Presence = "INSERT INTO presence (sn, online, last_seen, transport, remote, node, since) VALUES ";
        await using var test = await UpgradeAsync(
            provider,
            Presence + """
            ('up-done', FALSE, 1700000000000, 'http', 'r', 'n', 1), ('up-snap', FALSE, 1, 'socket', 'r', 'n', 1), ('up-https', FALSE, 1, 'http', 'r', 'n', 1)
            ON CONFLICT (sn) DO UPDATE SET transport = excluded.transport, last_seen = excluded.last_seen;
            UPDATE commands SET state = 'succeeded' WHERE id IN ('done-0', 'snap-0');
            """);

        var habits = new HabitStore(test.Database, new RecordedChanges());
        var answer = (await habits.ReadAsync("up-done", default)).Of(HabitNames.Answer)!;
        Assert.Equal(("json", true, 1_700_000_000_000), (answer.Value, answer.IsProved, answer.Since.ToUnixTimeMilliseconds()));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM device_habits WHERE habit = 'answer'"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_DeviceIsGone_KeepsAndTellsNothing(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("smz-a03")], default);
        var changes = new RecordedChanges();
        var habits = new HabitStore(test.Database, changes);
        await habits.WriteAsync("smz-a03", HabitNames.Answer, new Habit("json", true, Start, "x"), default);
        await test.Devices.DeleteAsync("smz-a03", default);

        await habits.WriteAsync("smz-a03", HabitNames.Answer, new Habit("json", true, Start, "x"), default);

        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM device_habits WHERE habit = 'answer'"));
        Assert.Equal(["smz-a03"], changes.Sns);
    }
}
