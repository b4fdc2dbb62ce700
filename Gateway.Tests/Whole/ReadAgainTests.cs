using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Codec.Crypto;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole;

/// <summary>D35: a key that was wrong is put right, and nothing that came meanwhile is lost or doubled.</summary>
[Collection(NodeFixture.Collection)]
public class ReadAgainTests(NodeFixture fixture)
{
    private const string Wrong = "a1B2c3D4";

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task ReadAgain_KeyWrongForADay_AllRecordsAreInTheFeedOnce()
    {
        var sn = await Node.ProvisionAsync(Wrong);
        var users = Enumerable.Range(0, 24).Select(static hour => $"U{hour:D2}").ToArray();
        foreach (var user in users) Assert.Equal(-1, await UploadAsync(sn, RawTerminal.Key, user, user + "b"));
        Assert.Equal(24, (await Node.QuarantineAsync(sn)).Count);
        Assert.Equal((0, 24), await ReadAgainAsync(sn)); // The key is wrong still.

        await Node.PutDeviceAsync(sn, RawTerminal.Key);
        Assert.Equal(0, await UploadAsync(sn, RawTerminal.Key, "U00")); // One of them came again meanwhile.
        var both = await Task.WhenAll(ReadAgainAsync(sn), ReadAgainAsync(sn)); // Two operators.

        Assert.True(both.Max(one => one.Read) is > 0 and <= 24);
        Assert.Equal((0, 0), await ReadAgainAsync(sn));
        Assert.Empty(await Node.QuarantineAsync(sn));
        var feed = (await Node.FeedAsync(sn, 48)).Select(static data => data["user_id"]!.GetValue<string>()).Order().ToArray();
        Assert.Equal(users.SelectMany(static user => (string[])[user, user + "b"]), feed);
    }

    [Fact]
    public async Task ReadAgain_OneEntry_AnswersWhatBecameOfIt()
    {
        var sn = await Node.ProvisionAsync(Wrong);
        await UploadAsync(sn, RawTerminal.Key, "U1", "U2");
        var entry = Assert.Single(await Node.QuarantineAsync(sn));
        var path = $"/api/v1/quarantine/{entry["id"]}/read-again";
        Assert.Equal((0, 1), await PostAsync(path));
        await Node.PutDeviceAsync(sn, RawTerminal.Key);

        Assert.Equal((1, 0), await PostAsync(path));

        Assert.Equal(["U1", "U2"], (await Node.RecordsAsync(sn)).Select(static record => record.UserId).Order());
        using var gone = await Node.Http.PostAsync(new Uri(path, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task UploadKey_OneClick_ReadsWhatCameUnderTheSn()
    {
        var sn = await Node.ProvisionAsync();
        await UploadAsync(sn, sn[..8], "U1");
        Assert.Equal("key_is_sn", Assert.Single(await Node.QuarantineAsync(sn))["diagnosis"]!.GetValue<string>());

        await HabitAsync(sn, "key_is_sn", proved: false);

        using var answer = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { upload_key = "sn" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("sn", (await Node.DeviceAsync(sn))["upload_key"]!.GetValue<string>());
        Assert.Equal((1, 0), await ReadAgainAsync(sn));
        Assert.Equal(0, await UploadAsync(sn, sn[..8], "U2"));
        Assert.Equal(["U1", "U2"], (await Node.RecordsAsync(sn)).Select(static record => record.UserId).Order());
        await HabitAsync(sn, "key_is_sn", proved: true);
        await UploadAsync(sn, RawTerminal.Key, "U3");
        await HabitAsync(sn, "device_key", proved: true);
        var audit = await Node.GetAsync($"/api/v1/audit?action=device.upload_key&subject={sn}");
        Assert.Single(audit["items"]!.AsArray());
    }

    [Fact]
    public async Task Diagnose_KeyOfAnotherDevice_IsFoundWhenAskedFor()
    {
        var (sn, other) = (await Node.ProvisionAsync(), await Node.ProvisionAsync("oThEr-17"));
        await UploadAsync(sn, "oThEr-17", "U1");
        var entry = Assert.Single(await Node.QuarantineAsync(sn));
        Assert.Null(entry["diagnosis"]);

        using var answer = await Node.Http.PostAsync(new Uri($"/api/v1/quarantine/{entry["id"]}/diagnose", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("other_device", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["diagnosis"]!.GetValue<string>());
        entry = Assert.Single(await Node.QuarantineAsync(sn));
        Assert.Equal(("other_device", other), (entry["diagnosis"]!.GetValue<string>(), entry["diagnosis_detail"]!.GetValue<string>()));
    }

    [Fact]
    public async Task ReadAgain_WhatTheKeyReadsAndIsWrong_StaysAsItIs()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.AskAsync(RawTerminal.Upload, """{"logs":[{"user_id":"U1","recog_time":"noon"},{"user_id":"U2","recog_time":"2024-05-06 08:30:00"}]}""");

        Assert.Equal((0, 1), await ReadAgainAsync(terminal.Sn));

        Assert.Equal(1, Assert.Single(await Node.QuarantineAsync(terminal.Sn))["tries"]!.GetValue<int>());
        Assert.Empty(await Node.RecordsAsync(terminal.Sn));
    }

    private Task HabitAsync(string sn, string value, bool proved) => Patience.UntilAsync(
        async () => (await Node.DeviceAsync(sn))["habits"]!["upload"] is { } habit && (habit["value"]!.GetValue<string>(), habit["proved"]!.GetValue<bool>()) == (value, proved),
        $"{value} is known");

    private async Task<int> UploadAsync(string sn, string key, params string[] users)
    {
        using var http = new HttpClient { BaseAddress = Node.DeviceHttp[0] };
        var logs = string.Join(',', users.Select(static user => $$"""{"user_id":"{{user}}","recog_time":"2024-05-06 08:30:00"}"""));
        var content = new DesCipher(DesKey.OfFirstEight(key)!, CipherOptions.Standard).EncryptToText(Encoding.UTF8.GetBytes($$"""{"logs":[{{logs}}]}"""));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("sn", sn), KeyValuePair.Create("content", content)]);
        using var answer = await http.PostAsync(new Uri("/UploadAttendance", UriKind.Relative), form);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["Result"]!.GetValue<int>();
    }

    private Task<(int Read, int StillUnreadable)> ReadAgainAsync(string sn) => PostAsync($"/api/v1/devices/{sn}/quarantine/read-again");

    private async Task<(int Read, int StillUnreadable)> PostAsync(string path)
    {
        using var answer = await Node.Http.PostAsync(new Uri(path, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return (body["read"]!.GetValue<int>(), body["still_unreadable"]!.GetValue<int>());
    }
}
