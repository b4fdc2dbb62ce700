using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge.DeviceHttp.Connections;

/// <summary>Connection middleware: between the transport (or TLS) and the HTTP server, what comes in goes through <see cref="RequestFraming"/>.</summary>
internal static class RepairedConnection
{
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);

    public static async Task RunAsync(ConnectionContext connection, DeviceDoor door, ConnectionDelegate next)
    {
        using var lines = door.HoldLines(connection);
        connection.Features.Set(lines);
        var transport = connection.Transport;
        var repaired = new Pipe(Options);
        connection.Transport = new DuplexPipe(repaired.Reader, transport.Output);
        var pump = PumpAsync(connection, door, lines, transport.Input, repaired.Writer);
        try
        {
            await next(connection);
        }
        finally
        {
            await repaired.Reader.CompleteAsync();
            transport.Input.CancelPendingRead();
            await pump;
            await transport.Input.CompleteAsync();
            connection.Transport = transport;
        }
    }

    private static async Task PumpAsync(ConnectionContext connection, DeviceDoor door, LineHold lines, PipeReader input, PipeWriter output)
    {
        Exception? failure = null;
        try
        {
            await CopyAsync(connection, door, lines, input, output);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // A reset, or an abort of ours: the server learns it as if it had read by itself.
            failure = broken;
        }

        await output.CompleteAsync(failure);
    }

    /// <summary>
    /// What is refused here is not answered: a client that puts its upload into the line would take any answer for an acknowledgement (D27).
    /// </summary>
    private static async Task CopyAsync(ConnectionContext connection, DeviceDoor door, LineHold lines, PipeReader input, PipeWriter output)
    {
        var framing = new RequestFraming(DeviceHttpLimits.RequestLineLengthMax);
        using var clock = new LineClock(door.Limits, door.Time);
        for (var held = 0L; ;)
        {
            ReadResult read;
            try
            {
                read = await input.ReadAsync(clock.Start(held));
            }
            catch (OperationCanceledException)
            {
                Refuse(connection, "slow_line", "The request line came too slowly.");
                return;
            }

            clock.Stop();
            var copied = framing.Copy(read.Buffer, output);
            held = framing.IsInLine ? read.Buffer.Slice(copied).Length : 0;
            var length = framing.TakeLineLength();
            input.AdvanceTo(copied, read.Buffer.End);
            if (framing.IsTooLong)
            {
                Refuse(connection, "long_line", "The request line is too long.");
                return;
            }

            if (!lines.TryHold(held) || !lines.TryPass(length))
            {
                Refuse(connection, "lines", "There is no room for the request line.");
                return;
            }

            var flushed = await output.FlushAsync();
            if (flushed.IsCompleted || read.IsCompleted || read.IsCanceled) return;
        }
    }

    private static void Refuse(ConnectionContext connection, string limit, string reason)
    {
        DeviceHttpMetrics.Refused(limit);
        connection.Abort(new ConnectionAbortedException(reason));
    }

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
