using System.Text.Json.Serialization;

namespace Gateway.Platform.Rest.Devices;

/// <summary>What is known of all devices of one model.</summary>
/// <param name="Vendor">Who makes it; null when nobody has said.</param>
/// <param name="Model">The vendor's name for it, or null.</param>
/// <param name="Firmware">Version of its program, or null.</param>
/// <param name="Devices">How many devices there are of it.</param>
/// <param name="Habits">By habit and value: how many of them were proved to have it.</param>
/// <param name="FaultsPer1000DevicesDay">
/// By kind, of the last seven days, per thousand devices and day: <c>commands_failed</c> (with a code of the terminal or of ours), <c>commands_unreported</c>,
/// <c>uploads_quarantined</c> (new entries), <c>alarms</c> (raised about a device).
/// </param>
internal sealed record ModelResponse(
    string? Vendor,
    string? Model,
    string? Firmware,
    long Devices,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Habits,
    [property: JsonPropertyName("faults_per_1000_devices_day")] IReadOnlyDictionary<string, double> FaultsPer1000DevicesDay);
