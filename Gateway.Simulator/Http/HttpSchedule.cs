using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Http;

/// <summary>When one HTTPS terminal does what it does by itself, in timestamps.</summary>
/// <param name="Start">The run's beginning.</param>
/// <param name="Polls">Its pulls.</param>
/// <param name="Uploads">Its uploads; null when it has none.</param>
internal readonly record struct HttpSchedule(long Start, Grid Polls, Grid? Uploads);
