using Gateway.Actors.Commands;

namespace Gateway.Storage.Commands;

/// <summary>A command of a device, as the table shows it: a second behind the device's own actor at most.</summary>
/// <param name="Sn">The device.</param>
public sealed record DeviceCommand(string Sn, CommandStatus Status);
