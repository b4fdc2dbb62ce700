using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Privacy;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Keys;
using Xunit;

namespace Gateway.Tests.Edge.Keys;

/// <summary>D35: what is wrong with a key.</summary>
public sealed class KeyDiagnosisTests
{
    private const string Sn = "zzj-2020032701";
    private const string Upload = """{"count":1,"logs":[{"user_id":"U1","recog_time":"2026-03-01 08:00:05"}]}""";

    [Theory]
    [InlineData("zzj-2020", KeyFinding.KeyIsSn)]
    [InlineData("oldKey01", KeyFinding.FormerKey)]
    [InlineData("oldKey02", KeyFinding.FormerKey)]
    [InlineData("L8ITGWXT", KeyFinding.KeySlip)]
    [InlineData("l8itgwxt", KeyFinding.KeySlip)]
    [InlineData("L8ItGwxt", KeyFinding.KeySlip)]
    [InlineData(" l8iTgWX", KeyFinding.KeySlip)]
    [InlineData("ZZJ-2020", KeyFinding.KeySlip)]
    [InlineData("20032701", KeyFinding.KeySlip)]
    [InlineData("EastGate", KeyFinding.KeySlip)]
    [InlineData("a1B2c3D4", null)]
    public void Of_AnUploadUnderAnotherKey_NamesIt(string key, string? code)
    {
        var found = Of(Encrypted(key, Upload));

        Assert.Equal((code, code is null ? null : true), (found?.Code, found?.IsAttendance));
        Assert.DoesNotContain(key, found?.Detail ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"sn":"","date_time":"2026-03-01 08:00:05"}""", false)]
    [InlineData("{}", false)]
    [InlineData("""{"logs":[]}""", true)]
    [InlineData("""  {"Logs":[17],"count":"1"}""", true)]
    public void Of_OtherJson_IsNamedAndIsNoAttendance(string json, bool isAttendance)
    {
        Assert.Equal(new KeyFinding(KeyFinding.KeyIsSn, "it is encrypted with the SN as key", isAttendance), Of(Encrypted("zzj-2020", json)));
    }

    [Theory]
    [InlineData("no json at all, but long enough to be text")]
    [InlineData("{\"count\":1,")]
    [InlineData("[1,2]")]
    [InlineData("")]
    public void Of_NoJson_IsNotNamed(string text) => Assert.Null(Of(Encrypted("zzj-2020", text)));

    [Fact]
    public void Of_ALongUpload_IsNamedByItsFirstPiece()
    {
        var json = $$"""{"logs":[{{string.Join(',', Enumerable.Repeat("""{"user_id":"U1","recog_time":"2026-03-01 08:00:05"}""", 5000))}}]}""";
        var text = Encrypted("zzj-2020", json);

        Assert.Equal((KeyFinding.KeyIsSn, true), (Of(text)?.Code, Of(text)?.IsAttendance));
        Assert.Null(Of(Encrypted("a1B2c3D4", json)));
    }

    [Fact]
    public void Of_Garbage_IsNeverNamed()
    {
        var random = new Random(35);
        var bytes = new byte[8];
        for (var i = 0; i < 400; i++)
        {
            // One block: padding alone fits some key of the sixteen once in sixteen.
            random.NextBytes(bytes);
            Assert.Null(Of(Convert.ToHexString(bytes)));
        }
    }

    [Fact]
    public void Of_ShortSn_IsFilledWithZeroBytesAsInTheFrame()
    {
        var device = Known("smz-a03");
        var cipher = new DesCipher(DesKey.OfFirstEight("smz-a03\0")!, CipherOptions.Standard);

        Assert.Equal(KeyFinding.KeyIsSn, KeyDiagnosis.Of(device, SnOf("smz-a03"), CipherOptions.Standard, Encoding.ASCII.GetBytes(cipher.EncryptToText("{}"u8)))?.Code);
    }

    [Fact]
    public void Of_Base64AndEcb_AreTheDialects()
    {
        var options = CipherOptions.Standard with { Text = CipherText.Base64, Mode = System.Security.Cryptography.CipherMode.ECB };
        var text = Encoding.ASCII.GetBytes(new DesCipher(DesKey.OfFirstEight(Sn)!, options).EncryptToText(Encoding.UTF8.GetBytes(Upload)));

        Assert.Equal(KeyFinding.KeyIsSn, KeyDiagnosis.Of(Known(Sn), SnOf(Sn), options, text)?.Code);
        Assert.Null(KeyDiagnosis.Of(Known(Sn), SnOf(Sn), options with { Enabled = false }, text));
    }

    [Fact]
    public void OfBytes_ABodyOfTheSocket_IsNamed()
    {
        var body = new DesCipher(DesKey.OfFirstEight("oldKey01")!, CipherOptions.Standard).Encrypt("""{"date_time":"2026-03-01 08:00:05"}"""u8);

        Assert.Equal(KeyFinding.FormerKey, KeyDiagnosis.OfBytes(Known(Sn), SnOf(Sn), CipherOptions.Standard, body)?.Code);
        Assert.Null(KeyDiagnosis.OfBytes(Known(Sn), SnOf(Sn), CipherOptions.Standard, body.AsSpan(0, 7)));
    }

    private static KeyFinding? Of(string text) => KeyDiagnosis.Of(Known(Sn), SnOf(Sn), CipherOptions.Standard, Encoding.ASCII.GetBytes(text));

    private static string Encrypted(string key, string plain) => new DesCipher(DesKey.OfFirstEight(key)!, CipherOptions.Standard).EncryptToText(Encoding.UTF8.GetBytes(plain));

    private static SerialNumber SnOf(string sn) => SerialNumber.TryFromText(sn, out var wire, out _) ? wire : default;

    private static Device Known(string sn) => new(sn, DeviceKind.Attendance, new Secret("l8iTgWXT"), "EastGate 2", null, "standard", [], true, default, default)
    {
        FormerKeys = new Lazy<IReadOnlyList<Secret>>([new Secret("oldKey01"), new Secret("oldKey02")]),
    };
}
