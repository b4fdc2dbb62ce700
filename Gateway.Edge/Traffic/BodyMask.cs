using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gateway.Actors.Privacy;
using Gateway.Codec.Bodies;

namespace Gateway.Edge.Traffic;

/// <summary>
/// Shows the body of a frame without what is nobody's business. What may be seen is listed; everything else is masked, since terminals add fields of their own: names, ID numbers,
/// photos, temperatures.
/// </summary>
internal static partial class BodyMask
{
    private const int ShownMax = 64;
    private const int OurWordsMax = 200;
    private const int IdNumberLength = 18;
    private const int IdNumberLengthOld = 15;

    /// <summary>Fields of §5 that hold no personal data, if their value looks as it should: a terminal may put anything there.</summary>
    private static readonly FrozenSet<string> Shown = FrozenSet.ToFrozenSet(
        ["count", "recog_time", "date_time", "time", "type", "result_code", "cmd"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The same, of ids, which may be long numbers. An ID number (some sites use it as user_id) is masked all the same.</summary>
    private static readonly FrozenSet<string> ShownIds = FrozenSet.ToFrozenSet(["sn", "user_id", "id"], StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -_:/.+");

    /// <summary>False: it is no JSON, and nothing was written.</summary>
    /// <param name="isOurs">The gateway says it: its own words (result_desc) name no person; a terminal's may.</param>
    public static bool TryWrite(Utf8JsonWriter json, string property, ReadOnlyMemory<byte> body, bool isOurs)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowTrailingCommas = true });
            json.WritePropertyName(property);
            Write(json, "", document.RootElement, isOurs);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement value, bool isOurs)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                var masked = 0;
                foreach (var field in value.EnumerateObject())
                {
                    var fieldName = PlainText.NameOf(field, ref masked);
                    json.WritePropertyName(fieldName);
                    Write(json, fieldName, field.Value, isOurs);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, name, item, isOurs);

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Masked(name, TextOf(value), isOurs));
                break;
            case JsonValueKind.Number when Masked(name, value.GetRawText(), isOurs) != value.GetRawText():
                json.WriteStringValue("***");
                break;
            default:
                value.WriteTo(json); // true, false, null, a number that may be seen
                break;
        }
    }

    private static string Masked(string name, string text, bool isOurs)
    {
        if (text.Length == 0) return text;

        // By its length first: reading what is none costs more than all the rest.
        if (text.AsSpan().Trim().Length is IdNumberLength or IdNumberLengthOld && IdNumber.TryParse(text, out var number, out _)) return number.Masked;

        if (name.Equals("name", StringComparison.OrdinalIgnoreCase)) return VisibleText.Shown(NameMask.Of(text), ShownMax);
        if (isOurs && name == "result_desc") return text.Length <= OurWordsMax ? text : text[..OurWordsMax] + "…";
        var isId = ShownIds.Contains(name);
        var isShown = (isId || (Shown.Contains(name) && !PlainText.HasLongNumber(text))) && text.Length <= ShownMax && !text.AsSpan().ContainsAnyExcept(Plain);
        if (!isShown) return string.Create(CultureInfo.InvariantCulture, $"*** ({text.Length} characters)");
        return isId && text.Length >= IdNumberLengthOld ? IdNumberWithin().Replace(text, "***") : text;
    }

    [GeneratedRegex("(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")]
    private static partial Regex IdNumberWithin();

    /// <summary>Half a surrogate pair, written as an escape, is JSON and yet no text.</summary>
    private static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "***";
        }
    }
}
