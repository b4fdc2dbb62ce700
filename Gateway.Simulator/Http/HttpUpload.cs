using System.Text.RegularExpressions;
using Gateway.Codec.Bodies;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Http;

/// <summary>UploadAttendance (§6.3): the body in clear, and whether its answer is right (D27).</summary>
internal static partial class HttpUpload
{
    /// <summary>The JSON, with the fields that the specification does not know and the field has.</summary>
    public static byte[] ToUtf8(HttpHabit habit, string sn, TimeSpan utcOffset, string runTag, ReadOnlySpan<Recognition> records)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(habit.WrongCount ? "Count" : "count", habit.WrongCount ? 4 : records.Length);
            json.WriteStartArray("logs");
            foreach (var record in records)
            {
                json.WriteStartObject();
                json.WriteString("sn", sn);
                json.WriteString("user_id", TerminalBodies.UserId(runTag, record));
                json.WriteString("recog_time", DeviceTime.Format(DateTimeOffset.FromUnixTimeSeconds(record.UnixSeconds).ToOffset(utcOffset).DateTime));
                json.WriteString("recog_type", "face");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What is wrong with an answer; null when it says that all records are stored.</summary>
    public static string? FaultOf(in ServerResult answer, int records)
    {
        if (answer.Code != 0) return string.Create(CultureInfo.InvariantCulture, $"Result {answer.Code} {answer.Message}");
        if (answer.CipherText.Length > 0) return "Content is not empty";
        var counts = Counts().Match(answer.Message);
        if (!counts.Success) return "Msg does not count what was stored";
        var kept = Number(counts, 1) + Number(counts, 2);
        return kept == records && !counts.Groups[3].Success ? null : string.Create(CultureInfo.InvariantCulture, $"{records} records sent, but {answer.Message}");
    }

    private static long Number(Match counts, int group) => long.Parse(counts.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^stored_(\d+)_duplicates_(\d+)(_quarantined_\d+)?$")]
    private static partial Regex Counts();
}
