using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Storage.Alarms;
using Gateway.Storage.Devices;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Devices;

public sealed class ModelTests
{
    private static readonly ModelChange Gate = new("Hua", "M1", "2.0");

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_Models_HaveDevicesHabitsAndFaults(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Of("a", Gate), Of("b", Gate), Of("c", Gate), Of("none", null)], default);
        await test.Devices.PutAsync([Of("a", null), Change("c") with { Model = new ModelChange(null, null, "3.0") }], default);
        await LearnAsync(test, ("a", "answer", "json", true), ("b", "answer", "string", true), ("b", "drain", "off", false));
        var (at, command) = (Start, new Command("k", CommandType.PersonPush, "1", "p", 1, "h", null, Start, Start.AddDays(7)));
        await test.ProjectAsync(
            new CommandQueued("a", command, at), new CommandFailed("a", command, 1, "9999", null, at, at.AddHours(1)),
            new CommandQueued("b", command, at), new CommandFailed("b", command, 1, "unreported", null, at, at.AddHours(1)),
            new CommandQueued("c", command, at), new CommandSucceeded("c", command, 1, "0000", null, at, at.AddHours(1)));
        await new AlarmStore(test.Database).ConfirmAsync([new RaisedAlarm("clock-wrong", "a", "off")], "n1", at.AddHours(2), default);
        test.Clock.Now = Start.AddDays(1);

        var page = await test.Models.ListAsync(1, null, default);

        var old = Assert.Single(page.Items);
        Assert.Equal((new DeviceModel("Hua", "M1", "2.0"), 2L), (old.Model, old.Devices));
        Assert.Equal(["answer"], old.Habits.Keys);
        Assert.Equal([("json", 1L), ("string", 1L)], old.Habits["answer"].Select(value => (value.Key, value.Value)).Order());
        Assert.Equal(
            [("alarms", 500d), ("commands_failed", 500d), ("commands_unreported", 500d), ("uploads_quarantined", 0d)],
            old.Faults.Select(fault => (fault.Key, fault.Value)).Order());
        page = await test.Models.ListAsync(1, page.NextCursor, default);
        var other = Assert.Single(page.Items);
        Assert.Equal(("3.0", 1L, null), (other.Model.Firmware, other.Devices, page.NextCursor));
        Assert.All(other.Faults.Values, rate => Assert.Equal(0d, rate));
        Assert.Equal([old.Model, other.Model], await test.Models.KnownAsync(default));
        test.Clock.Now = Start.AddDays(9);
        Assert.All((await test.Models.ListAsync(10, null, default)).Items, model => Assert.All(model.Faults.Values, rate => Assert.Equal(0d, rate)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Guess_DeviceOfAProvedModel_BeginsWithWhatMostOfItDo(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var old = Enumerable.Range(0, 10).ToArray();
        await test.Devices.PutAsync(
            [.. old.Select(i => Of($"d{i}", Gate)), Of("new", Gate), Of("other", Gate with { Firmware = "3.0" }), Of("old", Gate)], default);
        await LearnAsync(test,
        [
            .. old.SelectMany(i => new[]
            {
                ($"d{i}", "answer", i < 8 ? "string" : "json", true), ($"d{i}", "push_count", i < 7 ? "number" : "text", true),
                ($"d{i}", "photo", "packets-over-0", i < 2), ($"d{i}", "feedback", "per_pull", true),
            }),
            ("old", "drain", "off", true),
        ]);

        await test.ModelGuess.GuessAsync(["new", "other", "old", "d9"], default);

        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM device_habits WHERE sn = 'new' AND habit = 'answer' AND value = 'string' AND NOT proved"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM device_habits WHERE sn = 'new' AND evidence = 'as 8 of 10 devices of this model'"));
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM device_habits WHERE sn IN ('new', 'other', 'old')"));
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM device_habits WHERE habit = 'answer' AND value = 'json'"));
    }

    private static DeviceChange Change(string sn) => new(sn, null, null, null, null, null, null, null);

    private static DeviceChange Of(string sn, ModelChange? model) => Device(sn) with { Model = model };

    private static Task<int> LearnAsync(TestDatabase test, params (string Sn, string Habit, string Value, bool Proved)[] rows) => test.ExecuteAsync(
        "INSERT INTO device_habits (sn, habit, value, proved, since, evidence) VALUES "
        + string.Join(", ", rows.Select(row => $"('{row.Sn}', '{row.Habit}', '{row.Value}', {(row.Proved ? "true" : "false")}, 0, 'seen')")));
}
