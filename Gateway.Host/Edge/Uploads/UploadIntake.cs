using System.Security.Cryptography;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Bodies;

namespace Gateway.Edge.Uploads;

/// <summary>Turns an attendance body into an upload of the domain: the same for the socket (§5.3.3) and HTTPS (§6.3).</summary>
internal static class UploadReader
{
    /// <summary>On the socket the third try with a faulty packet stores its good records (D18).</summary>
    public const int SocketTries = 3;

    /// <summary>Over HTTPS the first does: those clients delete their records on any answer (D27).</summary>
    public const int HttpTries = 1;

    /// <summary>Bad records that a reason names; the others are counted.</summary>
    private const int NamedMax = 3;

    /// <param name="plain">The decrypted body; kept whole for the quarantine when a record is bad.</param>
    public static AttendanceUpload Read(
        AttendanceBody body, Device device, Transport transport, TimeZoneInfo zone, DateTimeOffset now, ReadOnlySpan<byte> plain, int triesBeforeStoring)
    {
        var received = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        var records = new AttendanceRecord[body.Logs.Count];
        for (var i = 0; i < records.Length; i++)
        {
            var entry = body.Logs[i];
            records[i] = new AttendanceRecord(
                Guid.CreateVersion7(now), device.Sn, entry.UserId, new DateTimeOffset(DeviceTime.ToUtc(entry.RecogTime, zone)), entry.RecogTimeText, received, transport, device.Site, entry.ExtraJson);
        }

        var fault = body.Faults.Count == 0
            ? null
            : new UploadFault(SHA256.HashData(plain), plain.ToArray(), Reason(body), body.Faults.Count, triesBeforeStoring);
        return new AttendanceUpload(device.Sn, transport, received, records, fault);
    }

    private static string Reason(AttendanceBody body)
    {
        var named = string.Join("; ", body.Faults.Take(NamedMax).Select(static fault => fault.Description));
        return body.Faults.Count > NamedMax ? $"{named}; and {body.Faults.Count - NamedMax} more" : named;
    }
}
