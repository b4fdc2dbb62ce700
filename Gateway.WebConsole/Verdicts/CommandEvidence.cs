using Gateway.Actors.Commands;

namespace Gateway.WebConsole.Verdicts;

/// <summary>All that is known about why a command has, or has not, run.</summary>
/// <param name="Silence">What is said of its terminal.</param>
/// <param name="DeviceStatus"><c>online</c>, <c>offline</c>, <c>never</c> or <c>disabled</c>.</param>
/// <param name="IsHttp">The terminal fetches its commands over HTTPS.</param>
/// <param name="Ahead">Commands that stand before it in the queue.</param>
internal sealed record CommandEvidence(DateTimeOffset Now, CommandStatus Status, Verdict Silence, string DeviceStatus, bool IsHttp, int Ahead);
