using Gateway.Codec.Bodies;

namespace Gateway.Simulator.Terminals;

/// <summary>The bodies a terminal sends (§5.3).</summary>
internal static class TerminalBodies
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>§5.3.1. The bytes are good until this thread's next call, as with all of these.</summary>
    public static ReadOnlySpan<byte> Heartbeat(string sn, string dateTime)
    {
        var buffer = Begin();
        HeartbeatBody.Write(buffer, sn, dateTime);
        return buffer.WrittenSpan;
    }

    /// <summary>§5.3.3, records of a run.</summary>
    public static ReadOnlySpan<byte> Upload(string sn, TimeSpan utcOffset, string runTag, ReadOnlySpan<Recognition> records)
    {
        var logs = new AttendanceEntry[records.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(records[i].UnixSeconds).ToOffset(utcOffset).DateTime;
            logs[i] = new AttendanceEntry(i, UserId(runTag, records[i]), DeviceTime.Format(time), time);
        }

        return Upload(sn, logs);
    }

    /// <summary>§5.3.3, records by hand: user_id and recog_time as they are to be written, readable or not.</summary>
    public static ReadOnlySpan<byte> Upload(string sn, IReadOnlyList<(string UserId, string Time)> records) =>
        Upload(sn, [.. records.Select((record, index) => new AttendanceEntry(index, record.UserId, record.Time, default))]);

    /// <summary>The answer to a command, §5.3.2 and §5.3.4, and to a set clock (D12).</summary>
    public static ReadOnlySpan<byte> Result(string code, string description)
    {
        var buffer = Begin();
        ResultBody.Write(buffer, code, description);
        return buffer.WrittenSpan;
    }

    /// <summary>The user_id of a record: unique by itself, over all runs.</summary>
    public static string UserId(string runTag, Recognition record) => string.Create(CultureInfo.InvariantCulture, $"{runTag}-{record.Number}");

    private static ReadOnlySpan<byte> Upload(string sn, AttendanceEntry[] logs)
    {
        var buffer = Begin();
        AttendanceBody.Write(buffer, sn, logs);
        return buffer.WrittenSpan;
    }

    private static ArrayBufferWriter<byte> Begin()
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        return buffer;
    }
}
