namespace Gateway.Platform.Devices;

/// <summary>How many commands wait for a terminal, and how many it has been given and not answered yet.</summary>
internal sealed record QueueBody(int Queued, int InFlight);
