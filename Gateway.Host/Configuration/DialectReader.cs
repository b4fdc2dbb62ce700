using System.Security.Cryptography;
using Gateway.Actors.Commands;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Edge.Dialects;

namespace Gateway.Host.Configuration;

/// <summary>Reads <c>Gateway:Dialects:&lt;name&gt;:…</c>. An option that is not given is as in <c>standard</c>.</summary>
internal static class DialectReader
{
    private static readonly string[] Known =
        ["cipherMode", "iv", "padding", "httpText", "encryption", "timeZone", "setTime", "followUp", "drain", "photo", "pushCount", "feedback",
        "feedbackSwapped"];

    public static IReadOnlyDictionary<string, Dialect> Read(IConfigurationSection dialects, TimeZoneInfo zone)
    {
        var read = new Dictionary<string, Dialect>(StringComparer.OrdinalIgnoreCase) // As the names of settings are.
        {
            [Dialect.Standard] = new(Dialect.Standard, CipherOptions.Standard, zone, "set_time"),
        };
        foreach (var section in dialects.GetChildren()) read[section.Key] = One(section, zone);
        return read;
    }

    private static Dialect One(IConfigurationSection section, TimeZoneInfo zone)
    {
        foreach (var option in section.GetChildren())
        {
            if (!Known.Contains(option.Key, StringComparer.OrdinalIgnoreCase))
                throw new SettingsException(option.Path, option.Value, $"is no option of a dialect; there are {string.Join(", ", Known)}");
        }

        var cipher = CipherOptions.Standard with
        {
            Mode = Choice(section, "cipherMode", CipherMode.CBC, ("cbc", CipherMode.CBC), ("ecb", CipherMode.ECB)),
            Iv = Iv(section),
            Padding = Choice(
                section, "padding", PaddingMode.PKCS7, ("pkcs7", PaddingMode.PKCS7), ("pkcs5", PaddingMode.PKCS7), ("zeros", PaddingMode.Zeros), ("none", PaddingMode.None)),
            Text = Choice(section, "httpText", CipherText.Hex, ("hex", CipherText.Hex), ("base64", CipherText.Base64)),
            Enabled = Choice(section, "encryption", true, ("on", true), ("off", false), ("true", true), ("false", false)),
        };
        var setTime = section["setTime"] is { Length: > 0 } text ? text : "set_time";
        return new Dialect(
            section.Key,
            cipher,
            section["timeZone"] is { Length: > 0 } ? SettingsReader.Zone(section, "timeZone", "") : zone,
            setTime.Equals("never", StringComparison.OrdinalIgnoreCase) ? null : setTime)
        {
            Announce = Choice(section, "followUp", true, ("announce", true), ("direct", false)),
            Drain = Choice(section, "drain", true, ("true", true), ("false", false), ("on", true), ("off", false)),
            Photo = Choice(
                section, "photo", PhotoDelivery.Packets, ("packets", PhotoDelivery.Packets), ("inline-only", PhotoDelivery.InlineOnly), ("none", PhotoDelivery.None)),
            PushCount = Choice(section, "pushCount", PushCount.Text, ("text", PushCount.Text), ("number", PushCount.Number)),
            Feedback = Choice(section, "feedback", FeedbackRule.Batch, ("batch", FeedbackRule.Batch), ("person", FeedbackRule.Person)),
            FeedbackSwapped = Choice(section, "feedbackSwapped", false, ("false", false), ("true", true), ("off", false), ("on", true)),
        };
    }

    private static ReadOnlyMemory<byte> Iv(IConfigurationSection section)
    {
        var text = section["iv"];
        if (string.IsNullOrEmpty(text)) return CipherOptions.Standard.Iv;
        return text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)
            ? Convert.FromHexString(text)
            : throw new SettingsException(section.Path + ":iv", text, "must be 16 hexadecimal digits");
    }

    private static T Choice<T>(IConfigurationSection section, string option, T standard, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var text = section[option];
        if (string.IsNullOrEmpty(text)) return standard;
        var names = new List<string>(choices.Length);
        foreach (var (name, value) in choices)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
            names.Add(name);
        }

        throw new SettingsException($"{section.Path}:{option}", text, $"must be one of {string.Join(", ", names)}");
    }
}
