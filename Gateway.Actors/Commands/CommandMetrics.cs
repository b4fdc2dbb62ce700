using System.Diagnostics.Metrics;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

/// <summary>Meters of the life of commands, counted by the DeviceActors of this node when an event is durable. Label sets are small and fixed.</summary>
internal static class CommandMetrics
{
    private static readonly Meter Meter = new("Gateway.Commands");

    private static readonly Counter<long> Accepted = Meter.CreateCounter<long>("gateway.commands.accepted", "{command}", "Commands that became durable, by type.");

    private static readonly Counter<long> HandedOut =
        Meter.CreateCounter<long>("gateway.commands.handed_out", "{command}", "Commands that went to a terminal, repeats too, by way.");

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>("gateway.commands.ended", "{command}", "Commands that reached a final state, by type and state.");

    private static readonly Histogram<double> Life = Meter.CreateHistogram(
        "gateway.command.duration",
        "s",
        "From the acceptance of a command to its final state, by state.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 30, 60, 300, 900, 3600, 21_600, 86_400, 604_800] });

    private static readonly Histogram<double> JournalWrite =
        Meter.CreateHistogram<double>("gateway.journal.write.duration", "s", "From a decision of a DeviceActor to its durable events: the latency of the journal.");

    /// <summary>A durable event.</summary>
    public static void Happened(ICommandEvent happened)
    {
        switch (happened)
        {
            case CommandQueued queued:
                Accepted.Add(1, new KeyValuePair<string, object?>("type", CommandText.Of(queued.Command.Type)));
                break;
            case CommandsHandedOut handedOut:
                HandedOut.Add(handedOut.Ids.Count, new KeyValuePair<string, object?>("via", Text(handedOut.Via)));
                break;
            case CommandEnded ended:
                var state = new KeyValuePair<string, object?>("state", CommandText.Of(ended.State));
                Ended.Add(1, new KeyValuePair<string, object?>("type", CommandText.Of(ended.Command.Type)), state);
                Life.Record(Math.Max(0, (ended.At - ended.Command.CreatedAt).TotalSeconds), state);
                break;
        }
    }

    /// <summary>A batch of events is durable.</summary>
    public static void Written(TimeSpan duration) => JournalWrite.Record(duration.TotalSeconds);

    private static string Text(HandOutVia via) => via switch
    {
        HandOutVia.Http => "http",
        HandOutVia.Clock => "clock",
        _ => "socket",
    };
}
