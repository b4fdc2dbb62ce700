using Gateway.Actors.Commands;
using Gateway.Storage.Attendance;
using Gateway.Storage.Feed;
using Gateway.Storage.Hiding;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Gateway.Tests.Whole.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Storage.Protection;

/// <summary>What a terminal says of a person beyond the specification stands nowhere in clear, and comes out as it came.</summary>
public sealed class HiddenFieldsTests
{
    private const string Name = "欧阳金丝雀";
    private const string Words = "拒绝 " + Name + " 13800138042";
    private const string Extra = $$"""{"recog_type":"face","name":"{{Name}}","tel":13800138042}""";

    private static readonly DateTimeOffset At = TestDatabase.Start;
    private static readonly Command Push = new("c1", CommandType.PersonPush, "u1", "p1", 400, "h1", null, At, At.AddDays(7));

    /// <summary>Everything in which it could stand, as text.</summary>
    private static readonly string[] Columns =
    [
        "SELECT COALESCE(extra, '') FROM attendance", "SELECT data FROM outbox", "SELECT data FROM feed", "SELECT COALESCE(result_desc, '') FROM commands",
    ];

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Attendance_FieldsOnNoList_AreEncryptedEverywhereAndComeOutWhole(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.Attendance.StoreAsync([TestDatabase.Upload("d1", TestDatabase.Record("d1", "u1", 0, null, Extra), TestDatabase.Record("d1", "u2", 1))], default);

        await AssertNothingInClearAsync(test);
        await test.Feed.SequenceAsync(10, default);
        await AssertNothingInClearAsync(test);

        Assert.Equal(["{\"recog_type\":\"face\"}"], await test.ColumnAsync<string>("SELECT extra FROM attendance WHERE extra IS NOT NULL"));
        var records = (await test.Attendance.ListAsync(new AttendanceFilter(null, null, null, null, null), 10, null, default)).Items;
        Assert.Equal(Extra, records[0].ExtraJson);
        Assert.Null(records[1].ExtraJson);
        Assert.Contains($"\"extra\":{Extra}", (await ItemsAsync(test))[0], StringComparison.Ordinal);
        Assert.Equal(1, await test.NumberAsync("SELECT COUNT(*) FROM feed WHERE data_protected IS NOT NULL")); // Of one with nothing to hide nothing is kept.
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Words_OfATerminal_AreEncryptedEverywhereAndComeOutWhole(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.ProjectAsync(
            new CommandQueued("d1", Push, At), new FeedbackTaken("d1", 1, CommandType.PersonPush, 3, false, FeedbackOrigin.Specification, Words, At),
            new CommandsSplit("d1", 1, ["c1"], "9999", Words, At), new CommandFailed("d1", Push, 1, "9999", Words, At, At));

        await AssertNothingInClearAsync(test);
        await test.Feed.SequenceAsync(10, default);
        await AssertNothingInClearAsync(test);

        Assert.Equal(Words, (await test.Commands.GetAsync("d1", "c1", default))!.ResultDesc);
        Assert.Contains($"\"result_desc\":\"{Words}\"", (await ItemsAsync(test))[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Words_OfTheGateway_StandInClear(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.ProjectAsync(new CommandQueued("d1", Push, At), new CommandSuperseded("d1", Push, 0, null, "c2", null, At));

        Assert.Equal(["c2"], await test.ColumnAsync<string>("SELECT result_desc FROM commands"));
    }

    /// <summary>Rows as the version before wrote them: some in the feed, one in the outbox still.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rows_OfEarlierVersions_AreEncryptedInBatches(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        for (var i = 0; i < 3; i++)
        {
            await test.Attendance.StoreAsync([TestDatabase.Upload("d1", TestDatabase.Record("d1", $"u{i}", i))], default);
            await test.ProjectAsync(new CommandQueued("d1", Push with { Id = $"c{i}" }, At), new CommandSucceeded("d1", Push with { Id = $"c{i}" }, 1, "0000", "ok", At, At));
            if (i < 2) await test.Feed.SequenceAsync(10, default);
        }

        await test.ExecuteAsync($"UPDATE attendance SET extra = '{Extra}', extra_protected = NULL");
        await test.ExecuteAsync($"UPDATE commands SET result_desc = '{Words}', result_desc_protected = NULL");
        foreach (var table in (string[])["outbox", "feed"])
        {
            await test.ExecuteAsync($"UPDATE {table} SET data = replace(data, '\"extra\":{{}}', '\"extra\":{Extra}') WHERE kind = 'attendance'");
            var words = $"replace(data, '\"result_desc\":null', '\"result_desc\":\"{Words}\"')";
            await test.ExecuteAsync($"UPDATE {table} SET data = {words}, data_protected = NULL WHERE kind = 'command'");
        }

        await test.ExecuteAsync("UPDATE hiding_marks SET place = (SELECT CAST(MAX(id) AS varchar(20)) FROM outbox) WHERE name = 'outbox'");
        var golden = (string[])["ks1", "kf1", "kb1", "kp1", "kp2"];
        foreach (var manifest in golden) await test.ExecuteAsync(Journalled(provider, manifest));
        await test.ExecuteAsync(Journalled(provider, "ks1").Replace("old-ks1", "damaged", StringComparison.Ordinal));
        await test.ExecuteAsync($"UPDATE journal SET message = {(provider == StorageProvider.Sqlite ? "x'01FF'" : "'\\x01FF'::bytea")} WHERE persistence_id = 'damaged'");
        await test.ExecuteAsync(Snapshot(provider, "qs1", 1));
        await test.ExecuteAsync(Snapshot(provider, "qs2", 2));

        foreach (var part in HidingPart.All.Except([HidingPart.Feed])) await HideAsync(test, part);
        Assert.Equal(HidingNext.Wait, (await test.Hiding.StepAsync(HidingPart.Feed, 2, default)).Next); // The sequencer has not numbered the last ones yet.
        await test.Feed.SequenceAsync(10, default);
        await HideAsync(test, HidingPart.Feed);

        await AssertNothingInClearAsync(test);
        Assert.Equal(["damaged"], await test.ColumnAsync<string>("SELECT persistence_id FROM journal WHERE manifest IN ('ks1', 'kf1', 'kb1', 'kp1', 'kp2')"));
        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM snapshot WHERE manifest = 'qs4'"));
        var records = (await test.Attendance.ListAsync(new AttendanceFilter(null, null, null, null, null), 10, null, default)).Items;
        Assert.All(records, record => Assert.Equal(Extra, record.ExtraJson));
        Assert.Equal(Words, (await test.Commands.GetAsync("d1", "c2", default))!.ResultDesc);
        var items = await ItemsAsync(test);
        Assert.Equal(6, items.Count);
        Assert.All(items, data => Assert.True(data.Contains(Extra, StringComparison.Ordinal) || data.Contains(Words, StringComparison.Ordinal), data));
        Assert.All(HidingPart.All, part => Assert.Equal(default, test.Hiding.StepAsync(part, 2, default).Result)); // Once for each database.
    }

    [Fact]
    public async Task Loop_OnSqlite_LeavesNothingOfItInTheFiles()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Attendance.StoreAsync([TestDatabase.Upload("d1", [.. Enumerable.Range(0, 200).Select(i => TestDatabase.Record("d1", $"u{i}", i))])], default);
        await test.ExecuteAsync($"UPDATE attendance SET extra = '{Extra}'");
        Assert.Contains(Name, Files(test), StringComparison.Ordinal);

        await new HidingLoop(test.Hiding, TimeProvider.System, NullLogger<HidingLoop>.Instance).RunAsync(default);

        Assert.DoesNotContain(Name, Files(test), StringComparison.Ordinal);
        Assert.Equal(200, await test.NumberAsync("SELECT COUNT(*) FROM attendance WHERE extra_protected IS NOT NULL"));
    }

    private static string Files(TestDatabase test) =>
        string.Join('\n', DataFiles.Read(Path.GetDirectoryName(test.File)!).Select(file => Encoding.UTF8.GetString(file.Bytes)));

    private static async Task HideAsync(TestDatabase test, string part)
    {
        while ((await test.Hiding.StepAsync(part, 2, default)).Next is { } next) Assert.Equal(HidingNext.Batch, next);
    }

    private static string Journalled(StorageProvider provider, string manifest) =>
        $"""
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
        VALUES (1, {(provider == StorageProvider.Sqlite ? "0" : "false")}, 'old-{manifest}', 1, {Bytes(provider, manifest)}, '{manifest}', 6960)
        """;

    private static string Snapshot(StorageProvider provider, string manifest, int sequence) =>
        $"""
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
        VALUES ('old', {sequence}, 1, {Bytes(provider, manifest)}, '{manifest}', 6960)
        """;

    private static string Bytes(StorageProvider provider, string manifest)
    {
        var hex = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "journal", manifest + ".hex")).ReplaceLineEndings("");
        return provider == StorageProvider.Sqlite ? $"x'{hex}'" : $"'\\x{hex}'::bytea";
    }

    private static async Task<List<string>> ItemsAsync(TestDatabase test) =>
        [.. new FeedCipher(test.Hidden).Reveal((await test.Feed.ReadAsync(0, null, 100, default)).Items).Select(item => item.DataJson)];

    private static async Task AssertNothingInClearAsync(TestDatabase test)
    {
        List<string> texts = [];
        foreach (var column in Columns) texts.AddRange(await test.ColumnAsync<string>(column));
        foreach (var bytes in await test.ColumnAsync<byte[]>("SELECT message FROM journal")) texts.Add(Encoding.UTF8.GetString(bytes));
        foreach (var bytes in await test.ColumnAsync<byte[]>("SELECT snapshot FROM snapshot")) texts.Add(Encoding.UTF8.GetString(bytes));
        string[] canaries = [Name, "13800138042", "照片不合格", "下发成功"];
        Assert.All(canaries, canary => Assert.All(texts, text => Assert.DoesNotContain(canary, text, StringComparison.Ordinal)));
    }
}
