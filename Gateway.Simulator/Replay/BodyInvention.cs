using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Codec.Bodies;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Photos;

namespace Gateway.Simulator.Replay;

/// <summary>Gives a masked body back what the recording does not have: invented persons and photos, this terminal's SN, and a clock as wrong as it was then.</summary>
/// <param name="sn">Takes the place of the recorded one.</param>
internal sealed partial class BodyInvention(string sn)
{
    private const long Seed = 1;

    /// <summary>A clock that stood in this year, or before it, stands there still.</summary>
    private const int DeadYear = 1970;

    private string _recordedSn = "";
    private int _workers;

    /// <summary>A body of the same shape.</summary>
    /// <param name="recordedSn">The SN of the recording.</param>
    /// <param name="at">When it was recorded.</param>
    /// <param name="now">What its times are moved to.</param>
    public JsonNode? Fill(string recordedSn, JsonNode? body, DateTimeOffset at, DateTimeOffset now)
    {
        _recordedSn = recordedSn;
        return Fill("", body, Worker.Make(Seed, _workers++, 0), now - at);
    }

    private JsonNode? Fill(string name, JsonNode? node, Worker worker, TimeSpan later) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Fill(field.Key, field.Value, worker, later)))),
        JsonArray items => new JsonArray([.. items.Select(item => Fill(name, item, Worker.Make(Seed, _workers++, 0), later))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(name.ToLowerInvariant(), text, worker, later),
        _ => node?.DeepClone(),
    };

    private JsonNode? Text(string name, string text, Worker worker, TimeSpan later)
    {
        if (name == "sn") return text == _recordedSn ? sn : text;
        if (name == "date_time" && DeviceTime.TryParse(text, out var local)) return DeviceTime.Format(Moved(local, later));
        if (Masked().Match(text) is { Success: true } masked) return OfLength(name, int.Parse(masked.Groups[1].ValueSpan, CultureInfo.InvariantCulture), worker);
        if (Cut().Match(text) is { Success: true } cut)
            return cut.Groups[1].Value.PadRight(int.Parse(cut.Groups[2].ValueSpan, CultureInfo.InvariantCulture), 'x');

        if (MaskedId().IsMatch(text)) return worker.IdNumber;
        if (name == "name" && text.EndsWith('*')) return worker.Name;
        if (text == "***") return name.EndsWith("id", StringComparison.Ordinal) ? worker.IdNumber : 36;
        return text.Replace("***", worker.IdNumber, StringComparison.Ordinal);
    }

    /// <summary>The clock is as far from the truth as it was when it was recorded, so that the gateway judges it alike.</summary>
    private static DateTime Moved(DateTime local, TimeSpan later)
    {
        var ticks = Math.Clamp(local.Ticks + later.Ticks, new DateTime(DeviceTime.YearMin, 1, 1).Ticks, new DateTime(DeviceTime.YearMax, 12, 31).Ticks);

        return local.Year <= DeadYear ? local : new DateTime(ticks);
    }

    private static string OfLength(string name, int length, Worker worker)
    {
        if (name.Contains("id_card", StringComparison.Ordinal) || name.Contains("idno", StringComparison.Ordinal)) return worker.IdNumber;
        if (!Photos().IsMatch(name)) return new string('x', length);
        return Convert.ToBase64String(FaceImage.Make(worker.Number, Math.Max(FaceImage.LengthMin, length * 3 / 4)));
    }

    [GeneratedRegex(@"^\*\*\* \((\d{1,7}) characters\)$")]
    private static partial Regex Masked();

    [GeneratedRegex(@"^(.*)… \((\d{1,7}) characters\)$", RegexOptions.Singleline)]
    private static partial Regex Cut();

    [GeneratedRegex(@"^[0-9]{3}\*{10}[0-9]{2}$|^[0-9]{3}\*{13}[0-9][0-9X]$")]
    private static partial Regex MaskedId();

    [GeneratedRegex("photo|face|image|template|picture")]
    private static partial Regex Photos();
}
