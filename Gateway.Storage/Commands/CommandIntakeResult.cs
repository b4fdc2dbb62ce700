using Gateway.Actors.Commands;
using Gateway.Actors.Devices;

namespace Gateway.Storage.Commands;

/// <summary>What the database says to a command before its device's actor has seen it.</summary>
/// <param name="Kind">Of the device; null: there is none.</param>
/// <param name="Known">The command with that id in the table; null when there is none.</param>
public readonly record struct CommandIntakeResult(DeviceKind? Kind, CommandStatus? Known)
{
    /// <summary>
    /// Whether the word is the actor's: which is never behind, but remembers of what has ended only the last thousand. What has ended, and what a command is, never change, so
    /// there the table is good enough, however far it is behind.
    /// </summary>
    public bool GoesOn(string contentHash) => Kind == DeviceKind.Attendance && (Known is null || (Known.Command.ContentHash == contentHash && CommandText.IsOpen(Known.State)));
}
