using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Edge.DeviceHttp;
using Gateway.Storage.Devices;
using Gateway.Tests.Actors.Attendance;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>§6.3, D24, D27: what is answered, what is durable by then, and when nothing is answered.</summary>
public sealed class UploadAttendanceTests
{
    private const string Good = """{"count":1,"logs":[{"sn":"smz-a03","user_id":"U1","recog_time":"2026-03-01 08:00:05"}]}""";

    [Theory]
    [InlineData("sn=nobody&content=00", -2)]
    [InlineData("content=00", -2)]
    [InlineData("sn=12345678901234567&content=00", -2)]
    [InlineData("sn=工地&content=00", -2)]
    [InlineData("sn=smz-a03", -3)]
    [InlineData("sn=smz-a03&content=", -3)]
    [InlineData("sn=smz-a03&content=%20%20", -3)]
    public async Task Upload_WithoutTerminalOrContent_HasItsResult(string form, int result)
    {
        await using var host = await StartAsync();

        var answer = (await host.PostFormAsync("/UploadAttendance", form))!;

        Assert.Equal((200, result), (answer.Status, answer.Result));
        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM quarantine"));
    }

    [Fact]
    public async Task Upload_OfADisabledDevice_IsNotAnswered_AndItsPullAndFeedbackAreMinus2()
    {
        await using var host = await StartAsync();

        Assert.Null(await host.PostFormAsync("/UploadAttendance", $"sn=off-1&content={Encrypt(Good)}")); // D39: it would delete its records.
        Assert.Equal(-2, (await host.GetAsync("/GetAddPerson?sn=off-1"))!.Result);
        Assert.Equal(-2, (await host.GetAsync("/FeedBack?sn=off-1&type=2"))!.Result);
        Assert.Equal(-2, (await host.PostFormAsync("/UploadAttendance", $"sn=nobody&content={Encrypt(Good)}"))!.Result);
        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM attendance"));
    }

    [Fact]
    public async Task Upload_DecommissionedSn_IsNotAnswered_AndItsPollsAreMinus2() // D39: it would delete its records.
    {
        await using var host = await StartAsync();
        await host.Database.Devices.DeleteAsync(DeviceHttpHost.Sn, default);

        Assert.Null(await host.UploadAsync(Good));

        foreach (var target in (string[])["GetAddPerson?sn=smz-a03", "GetDelPerson?sn=smz-a03", "FeedBack?sn=smz-a03&type=2"])
            Assert.Equal(-2, (await host.GetAsync("/" + target))!.Result);
        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM attendance"));
    }

    [Fact]
    public async Task Upload_NoRecords_IsMinus3()
    {
        await using var host = await StartAsync();

        Assert.Equal(-3, (await host.UploadAsync("""{"count":0,"logs":[]}"""))!.Result);
    }

    [Theory]
    [InlineData("00112233445566FF")]
    [InlineData("xyz")]
    [InlineData("7AFF59AF01AF7D78")]
    public async Task Upload_Undecryptable_IsInTheQuarantineOnceBeforeMinus1(string content)
    {
        await using var host = await StartAsync();

        var first = (await host.PostFormAsync("/UploadAttendance", $"sn=smz-a03&content={content}"))!;
        await host.PostFormAsync("/UploadAttendance", $"sn=smz-a03&content={content}");

        Assert.Equal((-1, "not_decryptable"), (first.Result, first.Msg)); // D24, D29
        var entry = Assert.Single((await host.Database.Quarantine.ListAsync(null, 10, null, default)).Items);
        Assert.Equal((content, 2, 0, false), (Encoding.UTF8.GetString(entry.Content.Span), entry.Tries, entry.BadRecords, entry.GoodRecordsStored));
        await Patience.UntilAsync(() => host.Told<RequestNoted>().Count(noted => noted.Refused) == 2, "noted");
    }

    [Theory]
    [InlineData("{\"count\":1,", "not_json")]
    [InlineData("[]", "not_attendance")]
    [InlineData("{\"count\":1}", "not_attendance")]
    [InlineData("hello", "not_json")]
    public async Task Upload_Unparsable_IsInTheQuarantineBeforeMinus1(string json, string word)
    {
        await using var host = await StartAsync();

        var answer = (await host.UploadAsync(json))!;

        Assert.Equal((-1, word), (answer.Result, answer.Msg)); // D24, D29
        Assert.Equal(json, Encoding.UTF8.GetString(Assert.Single((await host.Database.Quarantine.ListAsync(null, 10, null, default)).Items).Content.Span));
    }

    [Fact]
    public async Task Upload_GoodAndBadRecords_GoodStoredAtOnceAndBadQuarantined()
    {
        await using var host = await StartAsync();

        var answer = (await host.UploadAsync(
            """
            {"count":4,"logs":[{"sn":"smz-a03","user_id":"U1","recog_time":"2026-03-01 08:00:05"},{"user_id":"","recog_time":"2026-03-01 08:00:06"},
            {"user_id":"U3","recog_time":"yesterday"},{"sn":"other","user_id":"U4","recog_time":"2026-03-01 08:00:07"},
            {"user_id":"U5","recog_time":"2026-03-01 08:00:08"}]}
            """))!;

        Assert.Equal((0, "stored_2_duplicates_0_quarantined_3"), (answer.Result, answer.Msg));
        var entry = Assert.Single((await host.Database.Quarantine.ListAsync(null, 10, null, default)).Items);
        Assert.Equal((3, true), (entry.BadRecords, entry.GoodRecordsStored));
        Assert.Equal(["U1", "U5"], await host.Database.ColumnAsync<string>("SELECT user_id FROM attendance ORDER BY recog_time"));
        Assert.Equal(2, await host.Database.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Upload_ByADeadClock_IsStoredWhatCanBeReadAtAll() // D36
    {
        await using var host = await StartAsync();

        var answer = (await host.UploadAsync(
            """
            {"logs":[{"user_id":"U1","recog_time":"1970-01-01 08:00:05"},{"user_id":"U2","recog_time":"2000-01-01 00:00:00"},{"user_id":"U3","recog_time":"1900-01-01 00:00:00"},
            {"user_id":"U4","recog_time":"0000-00-00 00:00:00"},{"user_id":"U5","recog_time":"2099-12-31 23:59:59"}]}
            """))!;

        Assert.Equal(0, answer.Result);
        Assert.Equal(1, Assert.Single((await host.Database.Quarantine.ListAsync(null, 10, null, default)).Items).BadRecords);
        var stored = (await host.Database.Attendance.ListAsync(new(null, null, null, null, null), 10, null, default)).Items;
        Assert.Equal(["U3", "U1", "U2", "U5"], stored.Select(static record => record.UserId));
        Assert.All(stored, static record => Assert.True(record.IsClockSuspect));
        Assert.Equal(("1970-01-01 08:00:05", DateTimeOffset.UnixEpoch.AddSeconds(5)), (stored[1].RecogTimeText, stored[1].RecogTime)); // D10
        Assert.Equal(4, await host.Database.NumberAsync("SELECT count(*) FROM outbox WHERE data LIKE '%\"clock_suspect\":true%'"));
    }

    [Fact]
    public async Task Upload_MoreGarbageThanItsShare_EvictsNothingAndIsNotAnswered()
    {
        await using var host = await StartAsync();
        await host.UploadAsync("""{"logs":[{"user_id":"U1","recog_time":"yesterday"}]}""");
        var answered = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 1005), async (i, _) =>
        {
            if (await host.PostFormAsync("/UploadAttendance", string.Create(CultureInfo.InvariantCulture, $"sn=smz-a03&content=zz{i}")) is not null)
                Interlocked.Increment(ref answered);
        });

        Assert.Equal(500, answered); // D35: half of the SN's thousand.
        Assert.Equal(501, await host.Database.NumberAsync("SELECT count(*) FROM quarantine"));
        Assert.Equal(1, (await host.Database.Quarantine.ListAsync("smz-a03", 1, null, default)).Items[0].BadRecords);
        Assert.Equal(-1, (await host.PostFormAsync("/UploadAttendance", "sn=swapped-1&content=zz"))!.Result);
    }

    [Fact]
    public async Task Upload_GarbageWhosePaddingFits_CountsAsUnread()
    {
        await using var host = await StartAsync();

        await host.UploadAsync("\u0001\u0002\u0003 no text");

        Assert.Equal(["unread"], await host.Database.ColumnAsync<string>("SELECT share FROM quarantine"));
    }

    [Fact]
    public async Task Upload_UnderAnotherKey_IsKeptAsItCameAndItsFaultNamed()
    {
        await using var host = await StartAsync();
        await host.Database.Devices.PutAsync([Known("zzj-a03-17") with { Key = "oldKey01" }, Known("zzj-a03-17")], default);
        (string Key, string? Diagnosis, string Share)[] cases =
        [
            ("zzj-a03-", "key_is_sn", "other_key"), ("L8ITGWXT", "key_slip", "other_key"), ("oldKey01", "former_key", "other_key"), ("a1B2c3D4", null, "unread"),
        ];
        var contents = cases.Select(static one => EncryptWith(one.Key, Good.Replace("smz-a03", "zzj-a03-17", StringComparison.Ordinal))).ToArray();

        foreach (var content in contents) Assert.Equal(-1, (await host.PostFormAsync("/UploadAttendance", $"sn=zzj-a03-17&content={content}"))!.Result);

        var entries = (await host.Database.Quarantine.ListAsync(null, 10, null, default)).Items;
        Assert.Equal(
            contents.Zip(cases, static (content, one) => (content, one.Diagnosis)), entries.Select(entry => (Encoding.UTF8.GetString(entry.Content.Span), entry.Diagnosis)));
        Assert.Equal(cases.Select(static one => one.Share), await host.Database.ColumnAsync<string>("SELECT share FROM quarantine ORDER BY id"));
    }

    [Fact]
    public async Task Upload_UnderTheSn_IsReadByLeaveOnly()
    {
        await using var host = await StartAsync();
        await host.Database.Devices.PutAsync(
            [Known("zzj-a03-0"), Known("zzj-a03-1") with { UploadKey = "device" }, Known("zzj-a03-2") with { UploadKey = "sn" }], default);
        Task<RawAnswer?> PostAsync(int device, string key, params string[] users)
        {
            var logs = string.Join(',', users.Select(static user => $$"""{"user_id":"{{user}}","recog_time":"2026-03-01 08:00:05"}"""));
            return host.PostFormAsync("/UploadAttendance", $"sn=zzj-a03-{device}&content={EncryptWith(key, $$"""{"logs":[{{logs}}]}""")}");
        }

        for (var device = 0; device < 3; device++)
        {
            Assert.Equal(device == 2 ? 0 : -1, (await PostAsync(device, "zzj-a03-", "U1"))!.Result);
            Assert.Equal(0, (await PostAsync(device, Key, "U2"))!.Result);
            Assert.Equal(-1, (await PostAsync(device, "a1B2c3D4", "U3"))!.Result);
        }

        var stored = await host.Database.ColumnAsync<string>("SELECT sn || ' ' || user_id FROM attendance ORDER BY 1");
        Assert.Equal(["zzj-a03-0 U2", "zzj-a03-1 U2", "zzj-a03-2 U1", "zzj-a03-2 U2"], stored);
        Assert.Equal(5, await host.Database.NumberAsync("SELECT count(*) FROM quarantine"));
        Assert.Equal(0, (await PostAsync(2, "zzj-a03-", [.. Enumerable.Range(0, 1200).Select(i => $"long {i}")]))!.Result); // Several parts.
        Assert.Equal(1204, await host.Database.NumberAsync("SELECT count(*) FROM attendance"));
    }

    [Fact]
    public async Task Upload_StoreNeverCommits_ConnectionEndsWithoutAnAnswer()
    {
        var store = new ScriptedStore();
        await using var host = await StartAsync(new Options
        {
            Attendance = store,
            Log = AttendanceLogOptions.Standard with { DurableWithin = TimeSpan.FromMilliseconds(300) }
        });

        Assert.Null(await host.UploadAsync(Good));
    }

    [Fact]
    public async Task Upload_StoreFails_ConnectionEndsWithoutAnAnswer()
    {
        var store = new ScriptedStore();
        await using var host = await StartAsync(new Options
        {
            Attendance = store,
            Log = AttendanceLogOptions.Standard with { DurableWithin = TimeSpan.FromMilliseconds(300) }
        });

        var upload = host.UploadAsync(Good);
        var asked = store.NextAsync();
        if (await Task.WhenAny(asked, upload) == asked) (await asked).Fail(new InvalidOperationException("disk full")); // Or its time was over before it was stored.

        Assert.Null(await upload);
        Assert.Empty(host.Told<RequestNoted>());
    }

    [Fact]
    public async Task Upload_NotCommittedYet_IsNotAnsweredYet()
    {
        var store = new ScriptedStore();
        await using var host = await StartAsync(new Options { Attendance = store });
        var upload = host.UploadAsync(Good);
        var commit = await store.NextAsync();
        Assert.False(upload.IsCompleted);

        commit.Commit();

        Assert.Equal(0, (await upload)!.Result);
    }

    [Fact]
    public async Task Upload_UnreadableButQuarantineNotDurable_ConnectionEndsWithoutAnAnswer()
    {
        await using var host = await StartAsync(
            new Options { Attendance = new ScriptedStore(), Log = AttendanceLogOptions.Standard with { DurableWithin = TimeSpan.FromMilliseconds(300) } });

        Assert.Null(await host.PostFormAsync("/UploadAttendance", "sn=smz-a03&content=00"));
    }

    [Fact]
    public async Task Upload_BodyTooLarge_ConnectionEndsWithoutAnAnswer()
    {
        await using var host = await StartAsync(new Options { Limits = new DeviceHttpLimits { BodyLengthMax = 1000, UploadLengthMax = 1000, PollLengthMax = 1000 } });
        var body = Encoding.ASCII.GetBytes("sn=smz-a03&content=" + new string('0', 1000));

        Assert.Null(await host.PostAsync("/UploadAttendance", body));
        Assert.Null(await host.PostAsync("/GetAddPerson", body)); // D23: never an error
        Assert.Null(await host.PostAsync("/GetDelPerson", body));
        var feedback = (await host.PostAsync("/FeedBack", body))!;
        Assert.Equal((200, -1, "too_large"), (feedback.Status, feedback.Result, feedback.Msg));
    }

    [Fact]
    public async Task Upload_ChunkedBodyTooLarge_ConnectionEndsWithoutAnAnswer()
    {
        await using var host = await StartAsync(new Options { Limits = new DeviceHttpLimits { BodyLengthMax = 1000, UploadLengthMax = 1000, PollLengthMax = 1000 } });

        Assert.Null(await host.SendAsync(
            "POST /UploadAttendance HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + $"7d0\r\n{new string('a', 2000)}\r\n0\r\n\r\n"));
    }

    [Fact]
    public async Task Upload_RequestLineTooLong_ConnectionEndsWithoutAnAnswer()
    {
        await using var host = await StartAsync();
        using var client = await RawHttp.ConnectAsync(host.Port);
        var stream = client.GetStream();
        var line = Encoding.ASCII.GetBytes($"POST /UploadAttendance?sn=smz-a03&content={new string('0', DeviceHttpLimits.RequestLineLengthMax)} HTTP/1.1\r\n");

        try
        {
            await stream.WriteAsync(line);
        }
        catch (IOException)
        {
            // Cut while the line was still being sent.
        }

        Assert.Null(await RawHttp.ReadAsync(stream));
    }

    [Fact]
    public async Task Upload_BodyCutOff_StoresNothing()
    {
        await using var host = await StartAsync();
        using (var client = await RawHttp.ConnectAsync(host.Port))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /UploadAttendance HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nsn=smz-a03&content={Encrypt(Good)}"));
        }

        Assert.Equal(0, (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Result);
        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM attendance"));
        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM quarantine"));
    }

    [Fact]
    public async Task Upload_NoRoomAmongTheUploads_ConnectionEndsWithoutAnAnswer_AndPollsAreServed()
    {
        var store = new ScriptedStore();
        await using var host = await StartAsync(new Options
        {
            Attendance = store,
            Limits = new DeviceHttpLimits { RequestsMax = 1, RoomWithin = TimeSpan.FromMilliseconds(300), ActorWithin = Patience.Max }
        });
        var first = host.UploadAsync(Good);
        var commit = await store.NextAsync();
        var second = host.UploadAsync(Good);

        Assert.Null(await second);
        Assert.Equal(0, (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Result);
        Assert.Equal(0, (await host.GetAsync("/FeedBack?sn=smz-a03&type=2"))!.Result);
        commit.Commit();
        Assert.Equal(0, (await first)!.Result);
    }

    [Fact]
    public async Task Upload_ManyAtOnce_AreAllStoredOnce()
    {
        await using var host = await StartAsync();
        await host.GetAsync($"/GetDelPerson?sn={Sn}"); // Two hundred at once of an SN that was never served here would be guesses.

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => host.UploadAsync(
            $$"""{"count":2,"logs":[{"user_id":"C{{i}}","recog_time":"2026-03-01 08:00:05"},{"user_id":"shared","recog_time":"2026-03-01 08:00:05"}]}""")));

        Assert.All(answers, answer => Assert.Equal(0, answer!.Result));
        Assert.Equal(201, await host.Database.NumberAsync("SELECT count(*) FROM attendance"));
        Assert.Equal(201, await host.Database.NumberAsync("SELECT count(*) FROM outbox"));
    }

    private static DeviceChange Known(string sn) => new(sn, Key, DeviceKind.Attendance, null, null, null, null, null);
}
