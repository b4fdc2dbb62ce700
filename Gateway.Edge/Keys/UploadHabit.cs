using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;

namespace Gateway.Edge.Keys;

/// <summary>
/// Notes with which key a terminal's uploads over HTTPS can be read (habit <c>upload</c>), when that changes. Anybody may send content with its SN, and make it change: each such
/// content has been written to the quarantine by then, so this at most doubles what it costs. Nobody waits for it.
/// </summary>
internal sealed partial class UploadHabit(IHabitStore habits, TimeProvider time, ILogger<UploadHabit> log)
{
    /// <summary>The device's key, as it should be.</summary>
    public const string DeviceKey = "device_key";

    /// <summary>No key that was tried.</summary>
    public const string UnknownKey = "unknown_key";

    /// <summary>SNs of which a habit is being written.</summary>
    private readonly ConcurrentDictionary<string, bool> _writing = new(StringComparer.Ordinal);

    /// <summary>An upload was read, by the device's key or by the SN.</summary>
    public void Read(Device device, bool bySn)
    {
        var known = device.Habits.Of(HabitNames.Upload);
        if (bySn && known is not { Value: KeyFinding.KeyIsSn, IsProved: true }) Write(device.Sn, KeyFinding.KeyIsSn, true, "an upload was read with the SN as key");
        if (!bySn && known is not { Value: DeviceKey, IsProved: true }) Write(device.Sn, DeviceKey, true, "an upload was read with the device's key");
    }

    /// <summary>An upload could not be read.</summary>
    /// <param name="found">Which other key reads it; null: none that was tried.</param>
    public void Unread(Device device, KeyFinding? found)
    {
        var value = found?.Code ?? UnknownKey;
        if (device.Habits.Of(HabitNames.Upload)?.Value == value) return;
        Write(device.Sn, value, false, "an upload cannot be read with the device's key; " + (found?.Detail ?? "no other key that was tried reads it"));
    }

    private void Write(string sn, string value, bool isProved, string evidence)
    {
        if (!_writing.TryAdd(sn, true)) return;
        _ = WriteAsync(sn, new Habit(value, isProved, time.GetUtcNow(), evidence.Length <= Habit.EvidenceMax ? evidence : evidence[..Habit.EvidenceMax]));
    }

    private async Task WriteAsync(string sn, Habit habit)
    {
        try
        {
            await habits.WriteAsync(sn, HabitNames.Upload, habit, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever failed, the next upload tells the same.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotWritten(failure is DbException ? "the database" : failure.GetType().Name, sn);
        }
        finally
        {
            _writing.TryRemove(sn, out _);
        }
    }

    [LoggerMessage(1396, LogLevel.Debug, "With which key the uploads of {Sn} are read was not noted ({Reason}); the next one tells it")]
    private partial void LogNotWritten(string reason, string sn);
}
