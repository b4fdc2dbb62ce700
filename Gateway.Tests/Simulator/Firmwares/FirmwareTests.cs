using System.CommandLine;
using Gateway.Simulator.Firmwares;
using Gateway.Simulator.Verbs;
using Xunit;

namespace Gateway.Tests.Simulator.Firmwares;

public sealed class FirmwareTests
{
    [Fact]
    public void Faults_EachOfThem_IsOneDeviationWithANameOfItsOwn()
    {
        Assert.InRange(FirmwareFault.All.Count, 20, int.MaxValue);
        Assert.Equal(FirmwareFault.All.Count, FirmwareFault.All.Select(static fault => fault.Name).Distinct().Count());
        Assert.All(FirmwareFault.All, static fault =>
        {
            var standard = fault.OnSocket is null ? Firmware.HttpsStandard : Firmware.SocketStandard;
            string[] asSpecified = ["answer-needs-json", "feedback-per-person"]; // names for what the specification has, to be seen as such
            Assert.Equal(asSpecified.Contains(fault.Name), standard == standard.With(fault));
        });
    }

    [Fact]
    public void Fault_OfAnotherKindOfTerminal_IsRefused() =>
        Assert.Throws<ArgumentException>(static () => Firmware.HttpsStandard.With(FirmwareFault.Of("clock-1970")!));

    [Theory]
    [InlineData("Json", """{"Result":0,"Content":"AB","Msg":"ok"}""", true)]
    [InlineData("Json", """<string>{"Result":0,"Content":"AB","Msg":"ok"}</string>""", false)]
    [InlineData("JsonOrString", """{"Result":0,"Content":"AB","Msg":"ok"}""", true)]
    [InlineData("JsonOrString", """<string xmlns="http://tempuri.org/">{"Result":0,"Content":"AB","Msg":"ok"}</string>""", true)]
    [InlineData("Xml", """{"Result":0,"Content":"AB","Msg":"ok"}""", false)]
    [InlineData("Xml", """<string>{&quot;Result&quot;:0,"Content":"AB","Msg":"ok"}</string>""", true)]
    [InlineData("PrintedMap", """{"Result":0,"Content":"AB","Msg":"stored_2_duplicates_1"}""", true)]
    [InlineData("PrintedMap", """{"Result":0,"Content":"AB","Msg":"1 persons"}""", false)]
    [InlineData("PrintedMap", """{"Result":0,"Content":"AB","Msg":""}""", false)]
    [InlineData("PrintedMap", """{"Result":0,"Content":"AB","Msg":"a%b"}""", false)]
    [InlineData("PrintedMap", """<string>{"Result":0,"Content":"AB","Msg":"ok"}</string>""", false)]
    public void Answer_InAFirmwaresWay_IsReadOrAnError(string reading, string body, bool isRead)
    {
        Assert.Equal(isRead, ReadAnswer.TryRead(Enum.Parse<AnswerReading>(reading), Encoding.UTF8.GetBytes(body), out var answer, out var fault));
        Assert.Equal(isRead ? "AB" : null, answer.Content);
        Assert.Equal(isRead, fault.Length == 0);
    }

    [Theory]
    [InlineData("""{"Result":0,"Content":"","Msg":"idle"}""")]
    [InlineData("""{"Result":0,"Content":null,"Msg":"idle"}""")]
    public void Answer_OfTheIdleCase_IsReadByEachFirmwareInItsForm(string json)
    {
        foreach (var reading in Enum.GetValues<AnswerReading>())
        {
            var body = reading == AnswerReading.Xml ? $"<string>{json}</string>" : json;
            Assert.True(ReadAnswer.TryRead(reading, Encoding.UTF8.GetBytes(body), out var answer, out _));
            Assert.Equal(new ReadAnswer(0, ""), answer);
        }
    }

    [Theory]
    [InlineData("--firmware android-hainan --sn a --key l8iTgWXT --every 1s --upload-every 500ms --ledger l", null)]
    [InlineData("--firmware socket-standard --fault clock-1970,no-drain --sn a --refuse-users bad*", null)]
    [InlineData("--firmware python-desktop --sn a --enrolment-sn b --register 3", null)]
    [InlineData("--firmware cobol --sn a", "--list")]
    [InlineData("--firmware https-standard --fault clock-1970 --sn a", "cannot have it")]
    [InlineData("--firmware https-standard --fault none --sn a", "--list shows the faults")]
    [InlineData("--firmware https-standard --sn a --every 5", "with ms, s, m or h")]
    [InlineData("--firmware android-hainan --sn a --register 3", "registers nobody")]
    [InlineData("--firmware https-standard", "--sn")]
    public void Terminal_Options_AreTakenOrRefused(string options, string? reason)
    {
        var errors = TerminalVerb.Create().Parse(options.Split(' ')).Errors.Select(static error => error.Message).ToList();

        if (reason is null) Assert.Empty(errors);
        else Assert.Contains(errors, error => error.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_WithoutAnythingElse_ShowsEveryFirmwareAndFault()
    {
        using var text = new StringWriter();
        var code = await TerminalVerb.Create().Parse("--list").InvokeAsync(new InvocationConfiguration { Output = text });

        Assert.Equal(ExitCode.Fine, code);
        Assert.All(Firmware.All.Select(static firmware => firmware.Sentence).Concat(FirmwareFault.All.Select(static fault => fault.Sentence)), sentence =>
            Assert.Contains(sentence, text.ToString(), StringComparison.Ordinal));
    }
}
