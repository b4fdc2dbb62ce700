using System.Diagnostics.CodeAnalysis;
using Gateway.Codec.Framing;

namespace Gateway.Codec.Bodies;

/// <summary>Reads attendance uploads (D9–D11, D18, field notes).</summary>
internal static class AttendanceReader
{
    /// <summary>The fault of an item that is no record at all.</summary>
    public const string NoObject = "is not an object";

    public static bool Read(ref JsonInput input, (SerialNumber Sn, int RecordsMax) expected, out AttendanceBody? body, out BodyFault fault)
    {
        body = null;
        if (!BodyRules.IsObject(ref input, out fault)) return false;
        int? count = null;
        var countUnreadable = false;
        List<AttendanceEntry>? logs = null;
        var faults = new AttendanceFaults();
        while (input.NextProperty())
        {
            if (input.NameIs("count"u8))
            {
                countUnreadable = !input.TryGetInt(out count);
            }
            else if (input.NameIs("sn"u8))
            {
                // D11: no field of this body by the specification, but a body that says it is another's is refused.
                if (!input.TryGetText(out var sn)) return BodyRules.Refuse(out fault, "sn is not text");
                if (sn is not null && !BodyRules.IsSnOf(Encoding.UTF8.GetBytes(sn), expected.Sn)) return BodyRules.Refuse(out fault, "sn differs from the terminal's SN");
            }
            else if (input.NameIs("logs"u8) || input.NameIs("log"u8))
            {
                // Of two lists one would be acknowledged without having been stored.
                if (logs is not null) return BodyRules.Refuse(out fault, "logs is there twice");
                if (!input.IsArray) return BodyRules.Refuse(out fault, "logs is not an array");
                logs = [];
                if (!TryReadLogs(ref input, expected.Sn, expected.RecordsMax, logs, faults)) return TooMany(expected.RecordsMax, out fault);
            }
            else
            {
                input.Skip();
            }
        }

        if (logs is null) return BodyRules.Refuse(out fault, "logs is missing");
        var disagrees = countUnreadable || (count is not null && count != logs.Count + faults.Count);
        body = new AttendanceBody(count, disagrees, logs, faults);
        return true;
    }

    private static bool TooMany(int recordsMax, out BodyFault fault) =>
        BodyRules.Refuse(out fault, string.Create(CultureInfo.InvariantCulture, $"logs has more than {recordsMax} records"));

    private static bool TryReadLogs(
        ref JsonInput input, in SerialNumber expectedSn, int recordsMax, List<AttendanceEntry> logs, AttendanceFaults faults)
    {
        for (var index = 0; input.NextItem(); index++)
        {
            if (index == recordsMax) return false;
            if (TryReadEntry(ref input, expectedSn, index, out var entry, out var fault)) logs.Add(entry);
            else faults.Add(fault);
        }

        return true;
    }

    /// <summary>Reads the item of <c>logs</c> that the input stands at, and stands behind it.</summary>
    /// <param name="index">Its place in the upload, from 0.</param>
    public static bool TryReadEntry(
        ref JsonInput input, in SerialNumber expectedSn, int index, [NotNullWhen(true)] out AttendanceEntry? entry, [NotNullWhen(false)] out AttendanceEntryFault? fault)
    {
        (entry, fault) = (null, null);
        var record = new Record();
        if (input.IsObject)
        {
            ReadRecord(ref input, ref record);
            record.Check(expectedSn);
        }
        else
        {
            input.Skip();
            record.Fail("", NoObject);
        }

        if (record.Fault is null) entry = new AttendanceEntry(index, record.UserId!, record.TimeText!, record.Time, record.ExtraJson());
        else fault = new AttendanceEntryFault(index, record.Field, record.Fault);
        return entry is not null;
    }

    private static void ReadRecord(ref JsonInput input, ref Record record)
    {
        while (input.NextProperty())
        {
            if (input.NameIs("sn"u8))
            {
                if (!input.TryGetText(out record.Sn)) record.Fail("sn", "is not text");
            }
            else if (input.NameIs("user_id"u8))
            {
                if (!input.TryGetText(out record.UserId)) record.Fail("user_id", "is not text");
            }
            else if (input.NameIs("recog_time"u8))
            {
                if (!input.TryGetText(out record.TimeText)) record.Fail("recog_time", "is not text");
            }
            else
            {
                record.Extra ??= new ArrayBufferWriter<byte>();
                record.Extra.Write(record.Extra.WrittenCount == 0 ? "{"u8 : ","u8);
                if (!input.TryCopyProperty(record.Extra)) record.Fail("", "has text that is none (half of a surrogate pair)");
            }
        }
    }

    /// <summary>A record while it is read; the first fault stays.</summary>
    private struct Record
    {
        public string? Sn;
        public string? UserId;
        public string? TimeText;
        public ArrayBufferWriter<byte>? Extra;

        public string? Fault { get; private set; }

        public string Field { get; private set; }

        public DateTime Time { get; private set; }

        public readonly string? ExtraJson() => Extra is null ? null : Encoding.UTF8.GetString(Extra.WrittenSpan) + "}";

        public void Fail(string field, string fault)
        {
            if (Fault is not null) return;
            Field = field;
            Fault = fault;
        }

        public void Check(in SerialNumber expectedSn)
        {
            if (Sn is not null && !BodyRules.IsSnOf(Encoding.UTF8.GetBytes(Sn), expectedSn)) Fail("sn", "differs from the terminal's SN"); // D11
            if (UserId is null) Fail("user_id", "is missing");
            else if (string.IsNullOrWhiteSpace(UserId)) Fail("user_id", "is empty");
            else if (UserId.Length > AttendanceEntry.UserIdLengthMax)
                Fail("user_id", string.Create(CultureInfo.InvariantCulture, $"has more than {AttendanceEntry.UserIdLengthMax} characters"));
            else if (UserId.Any(char.IsControl)) Fail("user_id", "has control characters");

            if (string.IsNullOrWhiteSpace(TimeText)) Fail("recog_time", TimeText is null ? "is missing" : "is empty");
            else if (DeviceTime.TryParse(TimeText, out var time)) Time = time;
            else Fail("recog_time", $"is not a time ({DeviceTime.Pattern})"); // D10
        }
    }
}
