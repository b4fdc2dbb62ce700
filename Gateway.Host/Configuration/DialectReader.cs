using System.Security.Cryptography;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Edge.Dialects;

namespace Gateway.Host.Configuration;

/// <summary>Reads <c>Gateway:Dialects:&lt;name&gt;:…</c>. An option that is not given is as in <c>standard</c>.</summary>
internal static class DialectReader
{
    private static readonly (string Text, bool IsOn)[] OnOff = [("on", true), ("off", false), ("true", true), ("false", false)];

    /// <param name="names">Of all dialects under which anything is given.</param>
    public static IReadOnlyDictionary<string, Dialect> Read(IEnumerable<string> names, SettingsSource settings, TimeZoneInfo zone)
    {
        var read = new Dictionary<string, Dialect>(StringComparer.OrdinalIgnoreCase); // As the names of settings are.
        foreach (var name in names.Prepend(Dialect.Standard)) read[name] = One(name, settings, zone);
        return read;
    }

    private static Dialect One(string name, SettingsSource settings, TimeZoneInfo zone)
    {
        var path = $"Dialects:{name}:";
        var cipher = CipherOptions.Standard with
        {
            Mode = settings.Choice(path + "cipherMode", ("cbc", CipherMode.CBC), ("ecb", CipherMode.ECB)),
            Iv = Iv(path + "iv", settings),
            Padding = settings.Choice(
                path + "padding", ("pkcs7", PaddingMode.PKCS7), ("pkcs5", PaddingMode.PKCS7), ("zeros", PaddingMode.Zeros), ("none", PaddingMode.None)),
            Text = settings.Choice(path + "httpText", ("hex", CipherText.Hex), ("base64", CipherText.Base64)),
            Enabled = settings.Choice(path + "encryption", OnOff),
        };
        var setTime = settings.Text(path + "setTime");
        return new Dialect(
            name,
            cipher,
            settings.Optional(path + "timeZone") is null ? zone : SettingsReader.Zone(settings, path + "timeZone"),
            setTime.Equals("never", StringComparison.OrdinalIgnoreCase) ? null : setTime)
        {
            Announce = settings.Choice(path + "followUp", ("auto", (bool?)null), ("announce", true), ("direct", false)),
            Drain = settings.Choice(path + "drain", [("auto", (bool?)null), .. OnOff.Select(choice => (choice.Text, (bool?)choice.IsOn))]),
            Photo = settings.Choice(
                path + "photo", ("auto", (PhotoDelivery?)null), ("packets", PhotoDelivery.Packets), ("inline-only", PhotoDelivery.InlineOnly), ("none", PhotoDelivery.None)),
            PushCount = settings.Choice(path + "pushCount", ("auto", (PushCount?)null), ("text", PushCount.Text), ("number", PushCount.Number)),
            Answer = settings.Choice<AnswerForm?>(path + "answer", ("auto", null), ("json", AnswerForm.Json), ("string", AnswerForm.String)),
            Feedback = settings.Choice(path + "feedback", ("auto", FeedbackRule.Auto), ("batch", FeedbackRule.Batch), ("person", FeedbackRule.Person)),
            FeedbackIsGiven = settings.IsGiven(path + "feedback"),
            FeedbackSwapped = settings.Choice<bool?>(path + "feedbackSwapped", ("auto", null), ("true", true), ("false", false), ("on", true), ("off", false)),
            Unreported = settings.Choice(
                path + "unreported", ("fail", UnreportedRule.Fail), ("done", UnreportedRule.Done), ("never", UnreportedRule.Never)),
            UploadKey = settings.Choice(path + "uploadKey", ("device", UploadKey.Device), ("sn", UploadKey.Sn)),
        };
    }

    /// <summary>No bytes for eight zeros: the two are the same, and compare as the same.</summary>
    private static ReadOnlyMemory<byte> Iv(string key, SettingsSource settings)
    {
        var text = settings.Text(key);
        if (text.Length != CipherOptions.BlockLength * 2 || !ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            throw SettingsSource.Wrong(key, text);
        return number == 0 ? CipherOptions.Standard.Iv : Convert.FromHexString(text);
    }
}
