using System.Diagnostics;
using System.Security.Cryptography;
using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Tracing;

/// <summary>
/// Spans for whoever exports them (OTLP); without a listener each costs one look. An upload is one trace on one node. A command's trace is found by SN and id on every node and
/// days later,
/// because its trace id is made from them: nothing of it is carried in messages or the journal (docs/decisions/0046). Attributes hold the SN and ids, never a person.
/// </summary>
public static class GatewaySpans
{
    /// <summary>Name of the source; frozen.</summary>
    public const string SourceName = "Gateway";

    private static readonly ActivitySource Source = new(SourceName);

    [ThreadStatic]
    private static ActivityTraceId? _next;

    static GatewaySpans() => Activity.TraceIdGenerator = static () => _next ?? ActivityTraceId.CreateRandom();

    /// <summary>An upload, from its reading to its answer; a trace of its own. Null when nobody listens or it is not sampled. Dispose when it is answered.</summary>
    /// <param name="sn">The terminal.</param>
    /// <param name="transport">The way it came.</param>
    /// <param name="records">Readable records in it.</param>
    public static Activity? StartUpload(string sn, Transport transport, int records)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null; // Not the web server's: whether that is sampled says nothing about us.
        var upload = Source.StartActivity("upload", ActivityKind.Server);
        upload?.SetTag("device.sn", sn).SetTag("upload.transport", transport == Transport.Socket ? "socket" : "http").SetTag("upload.records", records);
        return upload;
    }

    /// <summary>The wait for the group and its transaction, inside an upload.</summary>
    public static Activity? StartCommit() => Activity.Current?.Source == Source ? Source.StartActivity("attendance.commit", ActivityKind.Client) : null;

    /// <summary>The trace of a command: the same on every node, for ever.</summary>
    public static ActivityTraceId TraceIdOf(string sn, string commandId) =>
        ActivityTraceId.CreateFromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"gateway-command\n{sn}\n{commandId}")).AsSpan(0, 16));

    /// <summary>
    /// An event of a device's commands is durable: <c>command.accept</c>, <c>command.deliver</c> as moments, and <c>command</c>, from acceptance to its final state, when it has
    /// ended.
    /// </summary>
    internal static void Happened(ICommandEvent happened)
    {
        if (!Source.HasListeners()) return;
        switch (happened)
        {
            case CommandQueued queued:
                Moment("command.accept", queued.Sn, queued.Command.Id, queued.Command.CreatedAt, queued.Command.CreatedAt)
                    ?.SetTag("command.type", CommandText.Of(queued.Command.Type)).Dispose();
                break;
            case CommandsHandedOut handedOut:
                foreach (var id in handedOut.Ids)
                    Moment("command.deliver", handedOut.Sn, id, handedOut.At, handedOut.At)?.SetTag("command.via", handedOut.Via.ToString().ToLowerInvariant()).Dispose();

                break;
            case CommandEnded ended:
                var whole = Moment("command", ended.Sn, ended.Command.Id, ended.Command.CreatedAt, ended.At);
                whole?.SetTag("command.type", CommandText.Of(ended.Command.Type)).SetTag("command.state", CommandText.Of(ended.State));
                if (ended.State == CommandState.Failed) whole?.SetStatus(ActivityStatusCode.Error);

                whole?.Dispose();
                break;
        }
    }

    private static Activity? Moment(string name, string sn, string id, DateTimeOffset from, DateTimeOffset until)
    {
        var outside = Activity.Current;
        Activity.Current = null;
        _next = TraceIdOf(sn, id);
        try
        {
            var span = Source.CreateActivity(name, ActivityKind.Internal)?.SetStartTime(from.UtcDateTime).Start();
            span?.SetEndTime(Later(from, until).UtcDateTime);
            return span?.SetTag("device.sn", sn).SetTag("command.id", id);
        }
        finally
        {
            _next = null;
            Activity.Current = outside;
        }
    }

    /// <summary>Two nodes' clocks may differ: a span never ends before it began.</summary>
    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
