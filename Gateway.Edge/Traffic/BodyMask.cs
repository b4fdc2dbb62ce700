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
    private const int ShownMax = 200;

    /// <summary>For what is said of a text that was cut.</summary>
    private const int Note = 40;

    private const int IdNumberLength = 18;
    private const int IdNumberLengthOld = 15;

    /// <summary>Fields of §5 that hold no personal data. An ID number in one of them (some sites use it as user_id) is masked all the same.</summary>
    private static readonly FrozenSet<string> Shown = FrozenSet.ToFrozenSet(
        ["sn", "count", "user_id", "work_sn", "id", "recog_time", "date_time", "time", "type", "result_code", "result_desc", "cmd"], StringComparer.OrdinalIgnoreCase);

    /// <summary>False: it is no JSON, and nothing was written.</summary>
    public static bool TryWrite(Utf8JsonWriter json, string property, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowTrailingCommas = true });
            json.WritePropertyName(property);
            Write(json, "", document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var field in value.EnumerateObject())
                {
                    var fieldName = TextOf(field);
                    json.WritePropertyName(fieldName);
                    Write(json, fieldName, field.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, name, item);

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(VisibleText.Shown(Masked(name, TextOf(value)), ShownMax + Note));
                break;
            case JsonValueKind.Number when !Shown.Contains(name) || Masked(name, value.GetRawText()) != value.GetRawText():
                json.WriteStringValue("***");
                break;
            default:
                value.WriteTo(json); // true, false, null, a number that may be seen
                break;
        }
    }

    private static string Masked(string name, string text)
    {
        if (text.Length == 0) return text;

        // By its length first: reading what is none costs more than all the rest.
        if (text.AsSpan().Trim().Length is IdNumberLength or IdNumberLengthOld && IdNumber.TryParse(text, out var number, out _)) return number.Masked;

        if (name.Equals("name", StringComparison.OrdinalIgnoreCase)) return NameMask.Of(text);
        if (!Shown.Contains(name)) return string.Create(CultureInfo.InvariantCulture, $"*** ({text.Length} characters)");
        if (text.Length >= IdNumberLengthOld) text = IdNumberWithin().Replace(text, "***"); // A terminal's own words may name whom it refuses.
        return text.Length <= ShownMax ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..ShownMax]}… ({text.Length} characters)");
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

    private static string TextOf(JsonProperty field)
    {
        try
        {
            return VisibleText.Shown(field.Name, ShownMax);
        }
        catch (InvalidOperationException)
        {
            return "***";
        }
    }
}
