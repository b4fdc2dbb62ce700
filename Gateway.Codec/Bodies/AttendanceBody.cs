using System.Diagnostics.CodeAnalysis;
using Gateway.Codec.Framing;

namespace Gateway.Codec.Bodies;

/// <summary>The body of an attendance upload (§5.3.3, §6.3), the same over the socket and over HTTPS; or a part of a long one.</summary>
public sealed class AttendanceBody
{
    /// <summary>Most records of an upload over the socket, and of a part of one over HTTPS. // D18</summary>
    public const int RecordsMax = 500;

    internal AttendanceBody(int? count, bool countDisagrees, IReadOnlyList<AttendanceEntry> logs, AttendanceFaults faults)
    {
        Count = count;
        CountDisagrees = countDisagrees;
        Logs = logs;
        Faults = faults.Named;
        FaultCount = faults.Count;
    }

    /// <summary>What the terminal says how many records there are; null if it says nothing readable.</summary>
    public int? Count { get; }

    /// <summary>True if <c>count</c> is there and is not the number of records: noted, not refused. // D18</summary>
    public bool CountDisagrees { get; }

    /// <summary>The records that can be read, in their order.</summary>
    public IReadOnlyList<AttendanceEntry> Logs { get; }

    /// <summary>The first three of those that cannot.</summary>
    public IReadOnlyList<AttendanceEntryFault> Faults { get; }

    /// <summary>All of those that cannot.</summary>
    public int FaultCount { get; }

    /// <summary>Reads an upload. Records that cannot be read are no fault of the whole: they are listed in <see cref="Faults"/>.</summary>
    /// <param name="json">The decrypted body.</param>
    /// <param name="expectedSn">The terminal's SN. A record with another is at fault, an empty or missing one is not (D11). <c>default</c>: not compared.</param>
    /// <param name="body">The upload.</param>
    /// <param name="fault">What is wrong with the body as a whole.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, in SerialNumber expectedSn, [NotNullWhen(true)] out AttendanceBody? body, out BodyFault fault) =>
        JsonInput.TryRead(json, (expectedSn, RecordsMax), AttendanceReader.Read, out body, out fault);

    /// <summary>Writes an upload as a terminal does; <c>count</c> is the number of records.</summary>
    public static void Write(IBufferWriter<byte> output, string sn, IReadOnlyList<AttendanceEntry> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        output.Write("{\"count\":"u8);
        JsonOutput.Number(output, logs.Count);
        output.Write(",\"logs\":["u8);
        for (var i = 0; i < logs.Count; i++)
        {
            output.Write(i == 0 ? "{\"sn\":"u8 : ",{\"sn\":"u8);
            JsonOutput.Text(output, sn);
            output.Write(",\"user_id\":"u8);
            JsonOutput.Text(output, logs[i].UserId);
            output.Write(",\"recog_time\":"u8);
            JsonOutput.Text(output, logs[i].RecogTimeText);
            WriteExtra(output, logs[i].ExtraJson);
            output.Write("}"u8);
        }

        output.Write("]}"u8);
    }

    /// <summary>The same as a new array.</summary>
    public static byte[] ToUtf8(string sn, IReadOnlyList<AttendanceEntry> logs) =>
        JsonOutput.ToArray((sn, logs), static (output, body) => Write(output, body.sn, body.logs));

    private static void WriteExtra(IBufferWriter<byte> output, string? extraJson)
    {
        var fields = extraJson.AsSpan().Trim();
        if (fields.Length <= 2) return;
        output.Write(","u8);
        Encoding.UTF8.GetBytes(fields[1..^1], output);
    }
}
