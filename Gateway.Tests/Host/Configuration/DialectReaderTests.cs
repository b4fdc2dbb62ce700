using System.Security.Cryptography;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Edge.Dialects;
using Gateway.Host.Configuration;
using Xunit;

namespace Gateway.Tests.Host.Configuration;

/// <summary>Dialects (decisions: D6, D9, D10, D12–D14, D17, D23).</summary>
public sealed class DialectReaderTests
{
    [Fact]
    public void Standard_WithoutSettings_IsWhatTheDecisionsSay()
    {
        var standard = SettingsReaderTests.Read().Dialects[Dialect.Standard];

        Assert.Equal(CipherOptions.Standard, standard.Cipher);
        Assert.Equal("set_time", standard.SetTimeCommand);
        Assert.Equal("Asia/Shanghai", standard.TimeZone.Id);
        Assert.Equal((null, null, FeedbackRule.Auto, null), (standard.Announce, standard.Drain, standard.Feedback, standard.FeedbackSwapped));
        Assert.Equal((null, UnreportedRule.Fail), (standard.Answer, standard.Unreported));
        Assert.Equal((null, null, UploadKey.Device), (standard.Photo, standard.PushCount, standard.UploadKey));
    }

    [Fact]
    public void Dialect_WithEveryOption_IsRead()
    {
        var hainan = Read(
            ("cipherMode", "ECB"), ("padding", "zeros"), ("httpText", "Base64"), ("timeZone", "Asia/Urumqi"), ("setTime", "SetTime"), ("followUp", "direct"),
            ("drain", "false"), ("photo", "inline-only"), ("pushCount", "number"), ("feedback", "person"), ("feedbackSwapped", "true"), ("uploadKey", "SN"),
            ("answer", "string"), ("unreported", "done"));

        Assert.Equal((CipherMode.ECB, PaddingMode.Zeros, CipherText.Base64, true), (hainan.Cipher.Mode, hainan.Cipher.Padding, hainan.Cipher.Text, hainan.Cipher.Enabled));
        Assert.Equal(("Asia/Urumqi", "SetTime"), (hainan.TimeZone.Id, hainan.SetTimeCommand));
        Assert.Equal((false, false, FeedbackRule.Person, true), (hainan.Announce, hainan.Drain, hainan.Feedback, hainan.FeedbackSwapped));
        Assert.Equal((AnswerForm.String, UnreportedRule.Done), (hainan.Answer, hainan.Unreported));
        Assert.Equal((PhotoDelivery.InlineOnly, PushCount.Number, UploadKey.Sn), (hainan.Photo, hainan.PushCount, hainan.UploadKey));
    }

    [Fact]
    public void Dialect_WithAnIv_HasIt() => Assert.Equal([0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF], Read(("iv", "0123456789abcdEF")).Cipher.Iv.ToArray());

    [Fact]
    public void Dialect_ThatNeverSetsTheTime_HasNoCommandForIt() => Assert.Null(Read(("setTime", "Never")).SetTimeCommand);

    [Fact]
    public void Dialect_WithOneOption_IsStandardInTheOthers()
    {
        var dialects = SettingsReaderTests.Read(("TimeZone", "Asia/Urumqi"), ("Dialects:hainan:encryption", "off")).Dialects;

        Assert.Equal(["hainan", "standard"], dialects.Keys.Order());
        Assert.Equal(dialects["standard"] with { Name = "hainan", Cipher = CipherOptions.Standard with { Enabled = false } }, dialects["hainan"]);
        Assert.Equal("Asia/Urumqi", dialects["hainan"].TimeZone.Id);
    }

    [Fact]
    public void Standard_WithAnOptionOfItsOwn_HasItWhateverTheCase() =>
        Assert.Null(SettingsReaderTests.Read(("Dialects:STANDARD:setTime", "never")).Dialects[Dialect.Standard].SetTimeCommand);

    [Theory]
    [InlineData("cipherMode", "cfb", "cbc, ecb")]
    [InlineData("iv", "00", "16 hexadecimal digits")]
    [InlineData("iv", " 23456789abcdef ", "16 hexadecimal digits")]
    [InlineData("iv", "0123456789abcdeg", "16 hexadecimal digits")]
    [InlineData("padding", "ansi", "pkcs7")]
    [InlineData("httpText", "binary", "hex, base64")]
    [InlineData("encryption", "maybe", "on, off")]
    [InlineData("timeZone", "Nowhere", "IANA")]
    [InlineData("followUp", "later", "announce, direct")]
    [InlineData("drain", "2", "true, false")]
    [InlineData("photo", "url", "packets, inline-only, none")]
    [InlineData("pushCount", "words", "text, number")]
    [InlineData("answer", "xml", "auto, json, string")]
    [InlineData("feedback", "never", "auto, batch, person")]
    [InlineData("feedbackSwapped", "x", "auto, true, false")]
    [InlineData("unreported", "x", "fail, done, never")]
    [InlineData("uploadKey", "key", "device, sn")]
    public void Option_Wrong_IsNamedWithWhatIsAllowed(string option, string value, string allowed)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read((option, value)));

        Assert.StartsWith($"Gateway:Dialects:hainan:{option} = \"{value}\"", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("true", true)]
    [InlineData("on", true)]
    [InlineData("False", false)]
    [InlineData("off", false)]
    public void Dialect_FeedbackSwapped_IsSaidOrFoundOut(string value, bool? swapped) => Assert.Equal(swapped, Read(("feedbackSwapped", value)).FeedbackSwapped); // D32

    [Theory]
    [InlineData("answer", "auto", null)]
    [InlineData("answer", "JSON", AnswerForm.Json)]
    [InlineData("answer", "string", AnswerForm.String)]
    public void Dialect_Answer_IsSaidOrFoundOut(string option, string value, AnswerForm? form) => Assert.Equal(form, Read((option, value)).Answer); // D30

    [Fact]
    public void Dialect_Feedback_KnowsWhetherItWasGiven()
    {
        Assert.True(Read(("feedback", "auto")).FeedbackIsGiven);
        Assert.False(Read(("drain", "off")).FeedbackIsGiven);
    }

    private static Dialect Read(params (string Option, string Value)[] options) =>
        SettingsReaderTests.Read([.. options.Select(static option => ("Dialects:hainan:" + option.Option, option.Value))]).Dialects["hainan"];
}
