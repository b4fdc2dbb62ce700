namespace Gateway.Platform.Devices;

/// <summary>What a device's actor has counted since it started; it starts anew after a move or ten idle minutes.</summary>
internal sealed record CountersBody(
    DateTimeOffset Since,
    long Heartbeats,
    long Uploads,
    long Records,
    long Duplicates,
    long UploadsRefused,
    long CommandResults,
    long StrayResults,
    long Takeovers,
    long ClockCorrections);
