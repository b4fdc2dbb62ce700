using Gateway.Actors.Devices;

namespace Gateway.Storage.Devices;

/// <summary>What is known of all devices of one model.</summary>
/// <param name="Devices">How many there are.</param>
/// <param name="Habits">By habit and value, how many of them were proved to have it.</param>
/// <param name="Faults">By kind (<see cref="ModelFault"/>), per thousand devices and day.</param>
public sealed record ModelRow(
    DeviceModel Model, long Devices, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Habits, IReadOnlyDictionary<string, double> Faults);
