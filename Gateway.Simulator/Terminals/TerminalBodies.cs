using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Simulator.Terminals;

/// <summary>The bodies a terminal sends (§5.3), in the types of the specification's tables.</summary>
internal static class TerminalBodies
{
    /// <summary>How the protocol writes times. // D10</summary>
    public const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>§5.3.1. The bytes are good until this thread's next call, as with all of these.</summary>
    public static ReadOnlySpan<byte> Heartbeat(string sn, string dateTime)
    {
        var json = Begin();
        json.WriteString("sn", sn);
        json.WriteString("date_time", dateTime);
        return End(json);
    }

    /// <summary>§5.3.3, records of a run.</summary>
    public static ReadOnlySpan<byte> Upload(string sn, TimeSpan utcOffset, string runTag, ReadOnlySpan<Recognition> records)
    {
        var json = Begin();
        json.WriteNumber("count", records.Length);
        json.WriteStartArray("logs");
        foreach (var record in records)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(record.UnixSeconds).ToOffset(utcOffset);
            Log(json, sn, UserId(runTag, record), time.ToString(TimeFormat, CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        return End(json);
    }

    /// <summary>§5.3.3, records by hand: user_id and recog_time as they are to be written.</summary>
    public static ReadOnlySpan<byte> Upload(string sn, IReadOnlyList<(string UserId, string Time)> records)
    {
        var json = Begin();
        json.WriteNumber("count", records.Count);
        json.WriteStartArray("logs");
        foreach (var (userId, time) in records) Log(json, sn, userId, time);
        json.WriteEndArray();
        return End(json);
    }

    /// <summary>The answer to a command, §5.3.2 and §5.3.4, and to a set clock (D12).</summary>
    public static ReadOnlySpan<byte> Result(string code, string description)
    {
        var json = Begin();
        json.WriteString("result_code", code);
        json.WriteString("result_desc", description);
        return End(json);
    }

    /// <summary>The user_id of a record: unique by itself, over all runs.</summary>
    public static string UserId(string runTag, Recognition record) => string.Create(CultureInfo.InvariantCulture, $"{runTag}-{record.Number}");

    private static void Log(Utf8JsonWriter json, string sn, string userId, string time)
    {
        json.WriteStartObject();
        json.WriteString("sn", sn);
        json.WriteString("user_id", userId);
        json.WriteString("recog_time", time);
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Begin()
    {
        _buffer ??= new ArrayBufferWriter<byte>();
        _json ??= new Utf8JsonWriter(_buffer, Options);
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        return _json;
    }

    private static ReadOnlySpan<byte> End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        return _buffer!.WrittenSpan;
    }
}
