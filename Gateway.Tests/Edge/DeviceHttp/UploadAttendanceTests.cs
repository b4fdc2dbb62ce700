using Gateway.Actors.Attendance;
using Gateway.Edge.DeviceHttp;
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
    public async Task Upload_NoRecords_IsMinus3()
    {
        await using var host = await StartAsync();

        Assert.Equal(-3, (await host.UploadAsync("""{"count":0,"logs":[]}"""))!.Result);
    }

    [Theory]
    [InlineData("00112233445566FF", "decrypt:")]
    [InlineData("xyz", "decrypt:")]
    [InlineData("7AFF59AF01AF7D78", "decrypt:")]
    public async Task Upload_Undecryptable_IsInTheQuarantineOnceBeforeMinus1(string content, string said)
    {
        await using var host = await StartAsync();

        var first = (await host.PostFormAsync("/UploadAttendance", $"sn=smz-a03&content={content}"))!;
        await host.PostFormAsync("/UploadAttendance", $"sn=smz-a03&content={content}");

        Assert.Equal(-1, first.Result);
        Assert.StartsWith(said, first.Msg, StringComparison.Ordinal);
        var entry = Assert.Single((await host.Database.Quarantine.ListAsync(null, 10, null, default)).Items);
        Assert.Equal((content, 2, 0, false), (Encoding.UTF8.GetString(entry.Content.Span), entry.Tries, entry.BadRecords, entry.GoodRecordsStored));
        Assert.Equal(2, host.Told<RequestNoted>().Count(noted => noted.Refused));
    }

    [Theory]
    [InlineData("{\"count\":1,")]
    [InlineData("[]")]
    [InlineData("{\"count\":1}")]
    [InlineData("hello")]
    public async Task Upload_Unparsable_IsInTheQuarantineBeforeMinus1(string json)
    {
        await using var host = await StartAsync();

        var answer = (await host.UploadAsync(json))!;

        Assert.Equal(-1, answer.Result);
        Assert.StartsWith("parse:", answer.Msg, StringComparison.Ordinal);
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

        Assert.Equal((0, "2 stored, 0 duplicates, 3 quarantined"), (answer.Result, answer.Msg));
        var entry = Assert.Single((await host.Database.Quarantine.ListAsync(null, 10, null, default)).Items);
        Assert.Equal((3, true), (entry.BadRecords, entry.GoodRecordsStored));
        Assert.Equal(["U1", "U5"], await host.Database.ColumnAsync<string>("SELECT user_id FROM attendance ORDER BY recog_time"));
        Assert.Equal(2, await host.Database.NumberAsync("SELECT count(*) FROM outbox"));
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
        (await store.NextAsync()).Fail(new InvalidOperationException("disk full"));

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
        Assert.Equal(-1, (await host.PostAsync("/GetAddPerson", body))!.Result);
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

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => host.UploadAsync(
            $$"""{"count":2,"logs":[{"user_id":"C{{i}}","recog_time":"2026-03-01 08:00:05"},{"user_id":"shared","recog_time":"2026-03-01 08:00:05"}]}""")));

        Assert.All(answers, answer => Assert.Equal(0, answer!.Result));
        Assert.Equal(201, await host.Database.NumberAsync("SELECT count(*) FROM attendance"));
        Assert.Equal(201, await host.Database.NumberAsync("SELECT count(*) FROM outbox"));
    }
}
