using System.Collections.Concurrent;
using Gateway.Codec.Framing;
using Gateway.Simulator.Firmwares;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Terminals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.Tests.Simulator.Firmwares;

/// <summary>Each fault over HTTPS, seen by a gateway of a few lines, beside the faultless terminal in the same dialogue.</summary>
public sealed class HttpsFaultTests
{
    private const string Sn = "smz-a03x";
    private const string Key = "l8iTgWXT";
    private const string Persons = """[{"user_id":"a","name":"n","face_template":""},{"user_id":"bad","name":"n","face_template":"AAAA"}]""";
    private const string Deletions = """[{"type":0,"user_id":"nobody","time":""},{"type":0,"user_id":"worker","time":""}]""";

    /// <summary>Which list is handed out, and the line that then comes: with the fault, and without.</summary>
    private static readonly (string Fault, string List, string With, string Without)[] Dialogues =
    [
        ("answer-needs-string", Persons, "PassedOver answer to GetAddPerson", "FeedBack type=3"),
        ("feedback-none", Persons, "NotReported GetAddPerson", "FeedBack type=2"),
        ("feedback-per-pull", Persons, "FeedBack type=3", "FeedBack type=2"),
        ("feedback-for-empty", "", "FeedBack type=2", "GetDelPerson"),
        ("deletion-words", Deletions, "FeedBack type=1&sn=smz-a03x&msg=人员删除成功", "FeedBack type=0"),
        ("deletion-swapped", Deletions, "FeedBack type=1&sn=smz-a03x&msg=ok", "FeedBack type=0"),
        ("delete-unknown-throws", Deletions, "PassedOver GetDelPerson: the rest of the list", "FeedBack type=0"),
        ("deletes-on-any-answer", "", " any answer", "RecordSent"),
        ("upload-key-is-sn", "", "UploadAttendance with smz-a03x", "UploadAttendance with l8iTgWXT"),
        ("upload-count-wrong", "", "\"Count\":2", "\"count\":1"),
    ];

    [Fact]
    public async Task Faults_OverHttps_ShowInTheDialogueAndAFaultlessTerminalHasNone() => await Task.WhenAll(Dialogues.SelectMany(static dialogue => new[]
    {
        PlayAsync(Firmware.HttpsStandard.With(FirmwareFault.Of(dialogue.Fault)!), dialogue.List, dialogue.With, dialogue.Fault),
        PlayAsync(Firmware.HttpsStandard, dialogue.List, dialogue.Without, "without " + dialogue.Fault),
    }));

    [Fact]
    public async Task FeedbackLate_PullWithPersons_IsReportedAfterTheNextPull()
    {
        var lines = await PlayAsync(Firmware.HttpsStandard.With(FirmwareFault.Of("feedback-late")!), Persons, "FeedBack type=3", "late");

        Assert.Equal(2, lines.TakeWhile(static line => !line.StartsWith("FeedBack", StringComparison.Ordinal)).Count(static line => line == "GetAddPerson"));
    }

    [Theory]
    [InlineData("java-middleware", Deletions, "NotReported the address of the deletion's feedback has blanks")]
    [InlineData("android-hainan", "Result -1", "FeedBack type=3")]
    [InlineData("android-hainan", "Status 500", "Crashed GetAddPerson")]
    public async Task Firmware_WhatIsItsOwn_Shows(string firmware, string list, string line) => await PlayAsync(Firmware.Of(firmware)!, list, line, firmware);

    /// <summary>Plays until a line has come; gives all that had come by then.</summary>
    private static async Task<List<string>> PlayAsync(Firmware firmware, string list, string expected, string what)
    {
        var lines = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var gateway = builder.Build();
        gateway.MapFallback((RequestDelegate)(request => AnswerAsync(request, list, lines)));
        await gateway.StartAsync();
        var terminal = new FirmwareTerminal(new FirmwareOptions
        {
            Firmware = firmware,
            Sn = Sn,
            Key = Key,
            DeviceHttp = () => new Uri(gateway.Urls.Single()),
            Every = TimeSpan.FromMilliseconds(30),
            Ledger = truth => lines.Enqueue($"{truth.Deed} {truth.Detail}"),
        });
        Assert.True(terminal.Memory.List.TryPut(new HeldPerson("worker", "", "")));
        Assert.True(terminal.Present("worker"));
        using var stop = new CancellationTokenSource();
        var running = terminal.RunAsync(stop.Token);
        await Patience.UntilAsync(() => lines.Any(line => line.Contains(expected, StringComparison.Ordinal)), what);
        await stop.CancelAsync();
        await running;
        return [.. lines];
    }

    private static async Task AnswerAsync(HttpContext context, string list, ConcurrentQueue<string> lines)
    {
        var route = context.Request.Path.Value!.Split('/')[^1];
        using var reader = new StreamReader(context.Request.Body);
        var form = Uri.UnescapeDataString(await reader.ReadToEndAsync() + context.Request.QueryString.Value);
        lines.Enqueue(route switch { "FeedBack" => $"FeedBack {form.TrimStart('?')}", "UploadAttendance" => Upload(form), _ => route });
        var isPull = (route == "GetAddPerson" && list != Deletions) || (route == "GetDelPerson" && list == Deletions);
        if (isPull && list == "Status 500") context.Response.StatusCode = 500;
        var content = isPull && list.StartsWith('[') ? new TerminalIdentity(Sn, Key, ByteOrder.Big).EncryptToHex(Encoding.UTF8.GetBytes(list)) : "";
        var result = (isPull && list == "Result -1") || route == "UploadAttendance" ? -1 : 0;
        var body = Encoding.UTF8.GetBytes($$"""{"Result":{{result}},"Content":"{{content}}","Msg":"ok"}""");
        context.Response.ContentLength = body.Length; // terminals know no chunks
        await context.Response.Body.WriteAsync(body);
    }

    private static string Upload(string form)
    {
        var content = form[(form.IndexOf("ontent=", StringComparison.Ordinal) + "ontent=".Length)..];
        foreach (var key in new[] { Key, Sn })
        {
            if (new TerminalIdentity(Sn, key, ByteOrder.Big).TryDecryptHex(content, out var json) && json.AsSpan().StartsWith("{"u8))
                return $"UploadAttendance with {key} {Encoding.UTF8.GetString(json)}";
        }

        return "UploadAttendance with another key";
    }
}
